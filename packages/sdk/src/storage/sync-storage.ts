import type { KeyValueStorage, StorageScope } from './key-value-storage.ts';

/** What can be read and written at once. Nothing is touched before the first call. */
interface Records {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  remove(key: string): void;
  keys(): readonly string[];
}

/** Forgets everything with the page. Copies values like a real store would, so that nobody relies on identity. */
export function createMemoryStorage(): KeyValueStorage {
  const values = new Map<string, unknown>();
  return fromRecords('memory', {
    read: (key) => structuredClone(values.get(key)),
    write: (key, value) => values.set(key, structuredClone(value)),
    remove: (key) => values.delete(key),
    keys: () => [...values.keys()],
  });
}

/** `sessionStorage`: one tab, until it is closed. The browser's object is asked for late, because asking may throw. */
export function createWebStorage(open: () => Storage, name: string): KeyValueStorage {
  const prefix = `${name}/`;
  return fromRecords('tab', {
    read(key) {
      const text = open().getItem(prefix + key);
      return text === null ? undefined : JSON.parse(text);
    },
    write: (key, value) => open().setItem(prefix + key, JSON.stringify(value)),
    remove: (key) => open().removeItem(prefix + key),
    keys() {
      const storage = open();
      const all = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
      return all.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    },
  });
}

function fromRecords(scope: StorageScope, { read, write, remove, keys }: Records): KeyValueStorage {
  return {
    scope,
    get: async (key) => read(key),
    list: async (prefix) => new Map(keys().flatMap((key) => (key.startsWith(prefix) ? [[key, read(key)]] : []))),
    set: async (key, value) => write(key, value),
    delete: async (key) => remove(key),
    update: async (key, change) => write(key, change(read(key))),
  };
}
