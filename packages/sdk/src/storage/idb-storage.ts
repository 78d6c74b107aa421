import { createStore, del, get, promisifyRequest, set, update, type UseStore } from 'idb-keyval';
import type { KeyValueStorage } from './key-value-storage.ts';

/**
 * IndexedDB, one database per widget. The database comes into being with the first write: until then reading answers
 * "nothing" without leaving one behind.
 */
export function createIdbStorage(name: string): KeyValueStorage {
  let store: UseStore | undefined;
  const created = (): UseStore => (store ??= createStore(name, 'chat'));
  const existing = async (): Promise<UseStore | undefined> =>
    store ?? ((await databaseExists(name)) ? created() : undefined);

  return {
    scope: 'shared',

    async get(key) {
      const records = await existing();
      return records && get(key, records);
    },

    async list(prefix) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const found = await (
        await existing()
      )?.('readonly', (records) =>
        Promise.all([promisifyRequest(records.getAllKeys(range)), promisifyRequest<unknown[]>(records.getAll(range))]),
      );
      return new Map(found?.[0].map((key, index) => [String(key), found[1][index]]));
    },

    set: (key, value) => set(key, value, created()),

    async delete(key) {
      const records = await existing();
      if (records) await del(key, records);
    },

    update: (key, change) => update(key, change, created()),
  };
}

/** Opening a database creates it, unless the creation is aborted on the way. */
function databaseExists(name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      request.result.close();
      resolve(true);
    };
    request.onerror = (event) => {
      event.preventDefault(); // Firefox would report our own abort as an uncaught error
      if (isNew) resolve(false);
      else reject(request.error);
    };
  });
}
