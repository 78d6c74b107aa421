/**
 * One tab at a time. A task runs while its tab holds the named lock; a tab that dies gives the lock up. Three ways:
 * Web Locks, a lease in shared storage where those are missing (they need https), and when tabs share no storage, and so
 * have nothing to fight over, only the order of the tasks within the tab.
 */
import { ChatError } from '../errors.ts';
import type { Timers } from '../lib/timers.ts';
import { createLazy } from '../lib/lazy.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';

/** The part of `navigator.locks` that is used here. */
export interface WebLocks {
  /** Runs the task once nobody else holds the lock, and resolves with its outcome. Rejects when the signal comes first. */
  request<Result>(
    name: string,
    options: { readonly signal: AbortSignal },
    task: () => Promise<Result>,
  ): Promise<Result>;
}

export interface TabLocksOptions {
  /** Distinguishes this widget from others on the same origin. */
  readonly scope: string;
  readonly storage: KeyValueStorage;
  readonly locks: WebLocks | null;
  readonly timers: Timers;
  readonly uuid: () => string;
}

/** Runs the task once the lock is held. The task gets a signal that says when the lock was lost. */
export type RunLocked = <Result>(
  name: 'outbox' | 'session' | 'identity' | 'visitor' | `upload:${string}`,
  task: (lost: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
) => Promise<Result>;

export function createTabLocks({ scope, storage, locks, timers, uuid }: TabLocksOptions): RunLocked {
  const owner = uuid();
  // Most browsers never need it.
  const lazyLease = createLazy(() => import('./lease.ts'));
  const turns = new Map<string, Promise<unknown>>();
  /** A tab has no lock against itself but this one: a lease is the tab's, whatever the number of its tasks. */
  const inTurn = <Result>(name: string, task: () => Promise<Result>): Promise<Result> => {
    const run = (turns.get(name) ?? Promise.resolve()).then(task);
    turns.set(
      name,
      run.catch(() => {}), // its caller hears of it
    );
    return run;
  };
  return (name, task, signal) => {
    // Asked every time: storage may fall back to memory in the middle of a visit.
    if (storage.scope !== 'shared') return inTurn(name, () => task(signal));
    const lease = () =>
      inTurn(name, async () => {
        const { runWithLease } = await lazyLease();
        return runWithLease({ storage, timers, owner }, `lease:${name}`, task, signal);
      });
    if (!locks) return lease();
    return locks
      .request(`${scope}/${name}`, { signal }, () => task(signal))
      .catch((error: unknown) => {
        if (signal.aborted) throw new ChatError('aborted', 'Called off.', { cause: error });
        // There, but forbidden (some embedded frames): the task has not run.
        if (error instanceof DOMException && error.name === 'SecurityError') return lease();
        throw error;
      });
  };
}
