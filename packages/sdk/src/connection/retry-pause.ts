import { startPause } from '../lib/pause.ts';
import type { Timers } from '../lib/timers.ts';
import { backoffMs, serverPauseMs } from './backoff.ts';

export interface RetryPause {
  /** Resolves when it is over; never rejects. */
  readonly over: Promise<void>;
  /** The server has asked to be left alone so long. */
  readonly isAsked: boolean;
  /** Only a forced call shortens what the server asked for. */
  end(isForced: boolean): void;
}

export interface RetryPauseOptions {
  readonly timers: Timers;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

const LONGEST_MS = 30_000;

/** Before the next try: full jitter from `baseMs` up to 30 s, and never less than the server asked for. */
export function startRetryPause(
  { timers, random, signal }: RetryPauseOptions,
  baseMs: number,
  failures: number,
  failure: unknown,
): RetryPause {
  const askedMs = serverPauseMs(failure);
  const isAsked = askedMs > 0;
  const delayMs = Math.max(backoffMs(failures, baseMs, LONGEST_MS, random), askedMs);
  const { over, end } = startPause(timers, delayMs, signal);
  return {
    over,
    isAsked,
    end(isForced) {
      if (isForced || !isAsked) end();
    },
  };
}
