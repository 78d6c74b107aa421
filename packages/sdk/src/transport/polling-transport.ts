/**
 * Asks for changes again and again.
 *
 * ```
 *            start              answered: wait for the pace
 *   stopped ───────▶ asking ────────────────────────────────▶ waiting ──┐
 *                      ▲        no answer: wait, longer each time       │
 *                      └────────────── time is up, or poke() ◀──────────┘
 * ```
 */
import { backoffMs, serverPauseMs } from '../connection/backoff.ts';
import { transitionFor } from '../http/error-transition.ts';
import type { Timers } from '../lib/timers.ts';

export interface PollingOptions {
  /** Asks once and puts the answer where it belongs. Rejects with `ChatError`. */
  readonly ask: () => Promise<void>;
  /** Pause after an answer, in milliseconds; read anew every time. */
  readonly paceMs: () => number;
  readonly timers: Timers;
  readonly random: () => number;
}

/** A banned visitor or a switched-off widget: rarely undone, but undone without a reload. */
const REFUSED_PAUSE_MS = 60_000;

export function createPolling({ ask, paceMs, timers, random }: PollingOptions) {
  /** Which start it is; null while stopped. */
  let current: object | null = null;
  let failures = 0;
  /** Ends the pause; null while a question is on its way. */
  let cancel: (() => void) | null = null;
  /** Ask once more after the answer. */
  let isOnceMore = false;

  const wait = (delayMs: number): void => {
    cancel?.();
    cancel = timers.after(delayMs, () => void poll());
  };

  const poll = async (): Promise<void> => {
    const run = current;
    cancel = null;
    isOnceMore = false;
    let failure: unknown = null;
    await ask().catch((error: unknown) => (failure = error));
    if (run !== current) return;
    failures = failure ? failures + 1 : 0;
    if (!failure) wait(isOnceMore ? 0 : paceMs());
    else if (transitionFor(failure) === 'refuse') wait(REFUSED_PAUSE_MS);
    else wait(Math.max(serverPauseMs(failure), 500 + backoffMs(failures, 1_000, 15_000, random)));
  };

  return {
    start(): void {
      if (current) return;
      current = {};
      failures = 0;
      void poll();
    },

    stop(): void {
      cancel?.();
      cancel = null;
      current = null;
    },

    /**
     * Asks at once instead of waiting on. While a question is on its way its answer has to do, unless it `mustBeNew`:
     * then another follows.
     */
    poke(mustBeNew = false): void {
      if (cancel) {
        cancel();
        void poll();
      } else if (mustBeNew) isOnceMore = true;
    },

    /** The pace has changed: what is left of the current pause is measured anew, from now. */
    repace(): void {
      if (cancel && failures === 0) wait(paceMs());
    },
  };
}
