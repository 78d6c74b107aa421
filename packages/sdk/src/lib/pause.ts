import { onAbort } from './abort.ts';
import type { Timers } from './timers.ts';

export interface Pause {
  /** Resolves when the time is up, the signal is aborted or `end` is called. Never rejects. */
  readonly over: Promise<void>;
  end(): void;
}

export function startPause(timers: Timers, delayMs: number, signal: AbortSignal): Pause {
  let end = (): void => {};
  const over = new Promise<void>((resolve) => (end = resolve));
  const undo = [timers.after(delayMs, end), onAbort(signal, end)];
  return { over: over.then(() => undo.forEach((cancel) => cancel())), end };
}
