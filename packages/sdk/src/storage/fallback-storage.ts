import type { Timers } from '../lib/timers.ts';
import type { KeyValueStorage } from './key-value-storage.ts';
import { createMemoryStorage } from './sync-storage.ts';

/** Safari has let `indexedDB.open` hang for good; a chat must not hang with it. */
const PATIENCE_MS = 5_000;

/**
 * Uses the given storage until it fails for the first time, then memory for the rest of the page's life: private
 * windows, full disks and blocked cookies make a chat forgetful, never broken. What this page has read or written
 * before the failure is remembered. Never rejects.
 */
export function createFallbackStorage(
  primary: KeyValueStorage | null,
  timers: Timers,
  onFallback: (cause: unknown) => void,
): KeyValueStorage {
  const memory = createMemoryStorage();
  let current = primary;

  /** `remember` brings to memory what has just happened in the primary storage. */
  const attempt = async <Result>(
    operation: (storage: KeyValueStorage) => Promise<Result>,
    remember?: (result: Result) => Promise<unknown>,
  ): Promise<Result> => {
    if (current === null) return operation(memory);
    let undoTimeout = (): void => {};
    const tooSlow = new Promise<never>((_, reject) => {
      undoTimeout = timers.after(PATIENCE_MS, () => reject(new Error('The storage does not answer.')));
    });
    try {
      const result = await Promise.race([operation(current), tooSlow]);
      await remember?.(result);
      return result;
    } catch (error) {
      if (current !== null) {
        current = null;
        onFallback(error);
      }
      return operation(memory);
    } finally {
      undoTimeout();
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
    update: (key, change) => attempt((storage) => storage.update(key, change)),
  };
}
