import { ChatError } from '../errors.ts';
import { onAbort } from '../lib/abort.ts';
import { startPause } from '../lib/pause.ts';
import type { Timers } from '../lib/timers.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';

interface Lease {
  readonly owner: string;
  readonly expiresAt: number;
}

export interface LeaseOptions {
  readonly storage: KeyValueStorage;
  readonly timers: Timers;
  /** Unique to this tab. */
  readonly owner: string;
}

/** A dead tab is replaced after this long. */
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
const RETRY_MS = 500;
/** So many looks at the same lease in a row, and no living owner has renewed it: two more than it takes one to do that. */
const LOOKS = RENEW_MS / RETRY_MS + 2;

/**
 * Runs the task while holding a lease that is renewed every few seconds. A tab whose timers are held back (hidden,
 * asleep) may lose it: the task's signal is aborted then, and until it notices two tabs may work. Callers must stand that.
 *
 * Whoever turns the clock of the device takes a lease from nobody: one that seems to be over, or to come from the future,
 * is somebody's until it was watched for as long as a living owner needs to renew it.
 */
export async function runWithLease<Result>(
  { storage, timers, owner }: LeaseOptions,
  key: string,
  task: (lost: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const controller = new AbortController();
  /** Of the lease that was there, and how often it was the same in a row. */
  let seen = 0;
  let looks = 0;
  const tryToHold = async (): Promise<boolean> => {
    let isHeld = false;
    await storage.update(key, (value) => {
      const lease = value as Lease | undefined;
      const { expiresAt = 0 } = lease ?? {};
      looks = expiresAt === seen ? looks + 1 : 1;
      seen = expiresAt;
      const leftMs = expiresAt - timers.now();
      // More than a lease can have: the clock was turned back since.
      const isOver = leftMs <= 0 || leftMs > LEASE_MS;
      isHeld = !lease || lease.owner === owner || (isOver && looks > LOOKS);
      return isHeld ? { owner, expiresAt: timers.now() + LEASE_MS } : lease;
    });
    return isHeld;
  };
  const keepHolding = async (): Promise<void> => {
    for (;;) {
      await startPause(timers, RENEW_MS, controller.signal).over;
      if (controller.signal.aborted) return;
      if (!(await tryToHold())) controller.abort();
    }
  };

  while (!(await tryToHold())) {
    await startPause(timers, RETRY_MS, signal).over;
    if (signal.aborted) throw new ChatError('aborted', 'Called off.');
  }
  const undoAbort = onAbort(signal, () => controller.abort());
  void keepHolding();
  try {
    return await task(controller.signal);
  } finally {
    controller.abort();
    undoAbort();
    await storage.update(key, (value) => ((value as Lease | undefined)?.owner === owner ? undefined : value));
  }
}
