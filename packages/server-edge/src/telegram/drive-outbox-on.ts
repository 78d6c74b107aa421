import type { BridgeDeps } from './bridge-deps.ts';
import { driveOutbox } from './drive-outbox.ts';

const MAX_SLEEP_MS = 1_000;
/** Another worker has the lane locked for a moment, though it looks due. */
const MIN_PAUSE_MS = 250;

/**
 * Drives the outbox, and again as soon as more is due: what is sent at a measured pace, or had to wait for a few seconds,
 * is not left to the tick. Nothing is leased while it waits, and of all drives of a worker one waits at a time. Nothing
 * begins later than `forMs` after the start; what is due then is the tick's, or of whoever writes next.
 */
export function driveOutboxOn(deps: BridgeDeps, forMs: number): () => Promise<void> {
  const { clock, sleep } = deps;
  let isWaited = false;
  return async () => {
    const endsAt = clock() + forMs;
    for (;;) {
      await driveOutbox(deps);
      if (isWaited || clock() >= endsAt) return;
      isWaited = true;
      try {
        const { seconds } = await deps.db.getNextDelivery({ sendsPerMinute: deps.sendsPerMinute });
        if (seconds === null) return;
        const dueAt = clock() + Math.max(seconds * 1_000, MIN_PAUSE_MS);
        if (dueAt > endsAt) return;
        while (clock() < dueAt) await sleep(Math.min(MAX_SLEEP_MS, dueAt - clock()));
      } finally {
        isWaited = false;
      }
    }
  };
}
