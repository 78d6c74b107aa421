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

/**
 * Runs the task while holding a lease that is renewed every few seconds. A tab whose timers are held back (hidden,
 * asleep) may lose it: the task's signal is aborted then, and until it notices two tabs may work. Callers must stand that.
 */
export async function runWithLease<Result>(
  { storage, timers, owner }: LeaseOptions,
  key: string,
  task: (lost: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const controller = new AbortController();
  const tryToHold = async (): Promise<boolean> => {
    let isHeld = false;
    await storage.update(key, (value) => {
      const lease = value as Lease | undefined;
      const leftMs = lease ? lease.expiresAt - timers.now() : 0;
      // More than a lease can have: the clock was turned back since, and a living owner will have renewed it by then.
      isHeld = !lease || lease.owner === owner || leftMs <= 0 || leftMs > LEASE_MS;
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
