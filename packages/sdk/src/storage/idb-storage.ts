import { promisifyRequest, type UseStore } from 'idb-keyval';
import type { KeyValueStorage } from './key-value-storage.ts';

const STORE = 'chat';

/**
 * IndexedDB, one database per widget. The database comes into being with the first write: until then reading answers
 * "nothing" without leaving one behind. A tab with a newer client that changes the database never waits for this one.
 */
export function createIdbStorage(name: string): KeyValueStorage {
  let store: UseStore | undefined;
  const created = (): UseStore => (store ??= createStore(name));
  const existing = async (): Promise<UseStore | undefined> =>
    store ?? ((await databaseExists(name)) ? created() : undefined);
  const write = async (records: UseStore, act: (records: IDBObjectStore) => void): Promise<void> =>
    records('readwrite', (target) => {
      act(target);
      return promisifyRequest(target.transaction);
    });

  return {
    scope: 'shared',

    async get(key) {
      return (await existing())?.('readonly', (records) => promisifyRequest<unknown>(records.get(key)));
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

    set: (key, value) => write(created(), (records) => records.put(value, key)),

    async delete(key) {
      const records = await existing();
      if (records) await write(records, (target) => target.delete(key));
    },

    update: (key, change) =>
      write(created(), (records) => {
        const reading = records.get(key);
        reading.onsuccess = () => records.put(change(reading.result), key);
      }),
  };
}

/** Runs transactions over a connection that is opened when needed, and again when it was lost. */
function createStore(name: string): UseStore {
  let opening: Promise<IDBDatabase> | undefined;

  const connect = (): Promise<IDBDatabase> => {
    if (opening) return opening;
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    const own = promisifyRequest(request);
    const forget = (): void => {
      if (opening === own) opening = undefined;
    };
    own.then((database) => {
      database.onclose = forget; // Safari closes connections of pages in the background
      // A newer client changes the database, or somebody deletes it.
      database.onversionchange = () => {
        forget();
        database.close();
      };
    }, forget);
    return (opening = own);
  };

  return async (mode, act) => {
    const run = async () => act((await connect()).transaction(STORE, mode).objectStore(STORE));
    try {
      return await run();
    } catch (error) {
      // A connection that was closed without a word; what it began to write was undone.
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
      opening = undefined;
      return run();
    }
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
