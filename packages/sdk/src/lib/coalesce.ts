import type { Timers } from './timers.ts';

export interface CoalesceOptions {
  readonly timers: Timers;
  /** After the first call, so that what comes together is done together. */
  readonly waitMs: number;
  /** At least so long from one beginning to the next. */
  readonly everyMs: number;
  /** Must not throw or reject. */
  readonly run: () => Promise<void>;
}

/** One run for however many calls, never two at once and never more often than allowed. */
export function createCoalesced({ timers, waitMs, everyMs, run }: CoalesceOptions) {
  let isWanted = false;
  let isRunning = false;
  let ranAt = -Infinity;
  let isUrgent = false;
  let cancel: (() => void) | null = null;

  const begin = async (): Promise<void> => {
    cancel = null;
    isWanted = false;
    isUrgent = false;
    isRunning = true;
    ranAt = timers.now();
    await run();
    isRunning = false;
    if (isWanted) schedule();
  };

  const schedule = (): void => {
    if (isRunning || cancel) return;
    // A clock that was turned back must not put it off for hours.
    const sinceMs = Math.max(0, timers.now() - ranAt);
    const pauseMs = isUrgent ? waitMs : Math.max(waitMs, everyMs - sinceMs);
    cancel = timers.after(pauseMs, () => void begin());
  };

  return {
    want(): void {
      isWanted = true;
      schedule();
    },
    /** For what a person has just done and looks at: does not wait for the next turn. */
    wantNow(): void {
      isWanted = true;
      isUrgent = true;
      cancel?.();
      cancel = null;
      schedule();
    },
    stop(): void {
      cancel?.();
      cancel = null;
      isWanted = false;
    },
  };
}
