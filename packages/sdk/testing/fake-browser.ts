import { createMemoryStorage } from '../src/storage/sync-storage.ts';
import type { KeyValueStorage } from '../src/storage/key-value-storage.ts';
import type { TabChannel } from '../src/tabs/tab-channel.ts';
import '../src/tabs/lease.ts'; // at hand, so that a tab without Web Locks has its lease within one settling of promises
import type { WebLocks } from '../src/tabs/tab-locks.ts';

/**
 * What all tabs of one origin share: storage, locks and broadcast channels. A client with the same browser is another
 * tab; one that comes after `destroy` of the first is a reload.
 */
export class FakeBrowser {
  readonly #stores = new Map<string, KeyValueStorage>();
  readonly #channels = new Map<string, Set<(message: never) => void>>();
  readonly #held = new Map<string, Promise<unknown>>();
  /** Set to let every storage operation fail from now on. */
  storageError: Error | null = null;
  /** Set to let storage refuse files from now on. */
  fileError: Error | null = null;
  /** Storage writes so far, over all stores. */
  writes = 0;

  openStorage = (name: string): KeyValueStorage => {
    const store = this.#stores.get(name) ?? createMemoryStorage();
    this.#stores.set(name, store);
    const guard = <Result>(operation: () => Promise<Result>): Promise<Result> =>
      this.storageError ? Promise.reject(this.storageError) : operation();
    const write = <Result>(operation: () => Promise<Result>): Promise<Result> =>
      guard(() => {
        this.writes += 1;
        return operation();
      });
    return {
      scope: 'shared',
      get: (key) => guard(() => store.get(key)),
      list: (prefix) => guard(() => store.list(prefix)),
      set: (key, value) =>
        write(() => (this.fileError && value instanceof Blob ? Promise.reject(this.fileError) : store.set(key, value))),
      delete: (key) => write(() => store.delete(key)),
      update: (key, change) => write(() => store.update(key, change)),
    };
  };

  openTabChannel = <Message>(name: string, onMessage: (message: Message) => void): TabChannel<Message> => {
    const tabs = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, tabs);
    tabs.add(onMessage);
    return {
      post: (message) => {
        for (const tab of tabs) {
          if (tab !== onMessage) queueMicrotask(() => tabs.has(tab) && tab(structuredClone(message) as never));
        }
      },
      close: () => void tabs.delete(onMessage),
    };
  };

  /** Web Locks for one tab. `kill` is what the browser does when a tab crashes: its locks are free at once. */
  openLocks(): WebLocks & { kill(): void } {
    let markDead = (): void => {};
    const death = new Promise<never>((_, reject) => (markDead = () => reject(new Error('This tab is dead.'))));
    death.catch(() => {});
    return {
      kill: () => markDead(),
      request: async (name, { signal }, task) => {
        const before = this.#held.get(name) ?? Promise.resolve();
        const run = (async () => {
          await Promise.race([before, death, aborted(signal)]);
          signal.throwIfAborted();
          return await Promise.race([task(), death, aborted(signal)]);
        })();
        // Whoever comes next waits for both, in the order of asking.
        this.#held.set(name, Promise.allSettled([before, run]));
        return run;
      },
    };
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(new DOMException('Aborted.', 'AbortError'));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
