import type { Timers } from '../lib/timers.ts';
import type { KeyValueStorage } from './key-value-storage.ts';
import { createMemoryStorage } from './sync-storage.ts';

/** Safari has let `indexedDB.open` hang for good; a chat must not hang with it. */
const PATIENCE_MS = 5_000;
/** A large file may honestly take longer on a slow disk. */
const FILE_PATIENCE_MS = 15_000;

export interface FallbackStorage extends KeyValueStorage {
  /** Keeps a file for all tabs. False, and nothing else has changed, where storage has no room for it or takes no files. */
  keepFile(key: string, file: Blob): Promise<boolean>;
  /** Goes on with this storage, or with memory alone. Copies nothing; returns what memory holds. */
  use(next: KeyValueStorage | null): KeyValueStorage;
}

/**
 * Uses the given storage until it fails for the first time, then memory for the rest of the page's life: private
 * windows, full disks and blocked cookies make a chat forgetful, never broken. What this page has read or written
 * before the failure is remembered. Never rejects.
 */
export function createFallbackStorage(
  primary: KeyValueStorage | null,
  timers: Timers,
  onFallback: (cause: unknown) => void,
): FallbackStorage {
  const memory = createMemoryStorage();
  let current = primary;

  const patiently = <Result>(operation: Promise<Result>, patienceMs: number): Promise<Result> => {
    let undoTimeout = (): void => {};
    const tooSlow = new Promise<never>((_, reject) => {
      undoTimeout = timers.after(patienceMs, () => reject(new Error('The storage does not answer.')));
    });
    return Promise.race([operation, tooSlow]).finally(undoTimeout);
  };

  /** `remember` brings to memory what has just happened in the primary storage. */
  const attempt = async <Result>(
    operation: (storage: KeyValueStorage) => Promise<Result>,
    remember?: (result: Result) => Promise<unknown>,
  ): Promise<Result> => {
    if (current === null) return operation(memory);
    try {
      const result = await patiently(operation(current), PATIENCE_MS);
      await remember?.(result);
      return result;
    } catch (error) {
      if (current !== null) {
        current = null;
        onFallback(error);
      }
      return operation(memory);
    }
  };

  return {
    get scope() {
      return (current ?? memory).scope;
    },
    get: (key) =>
      attempt(
        (storage) => storage.get(key),
        (found) => memory.set(key, found),
      ),
    list: (prefix) =>
      attempt(
        (storage) => storage.list(prefix),
        async (found) => {
          for (const key of (await memory.list(prefix)).keys()) await memory.delete(key);
          for (const [key, value] of found) await memory.set(key, value);
        },
      ),
    set(key, value) {
      const write = (storage: KeyValueStorage): Promise<void> => storage.set(key, value);
      return attempt(write, () => write(memory));
    },
    delete(key) {
      const remove = (storage: KeyValueStorage): Promise<void> => storage.delete(key);
      return attempt(remove, () => remove(memory));
    },
    update(key, change) {
      let updated: unknown;
      return attempt(
        (storage) => storage.update(key, (value) => (updated = change(value))),
        () => memory.set(key, updated),
      );
    },
    keepFile(key, file) {
      // `sessionStorage` takes texts only.
      if (current?.scope !== 'shared') return Promise.resolve(false);
      return patiently(current.set(key, file), FILE_PATIENCE_MS).then(
        () => true,
        () => false, // a full disk, or a private window: the caller says so
      );
    },
    use(next) {
      current = next;
      return memory;
    },
  };
}
