import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { forceCloseDatabase } from 'fake-indexeddb';
import { FakeClock } from '../../testing/fake-clock.ts';
import { settle } from '../../testing/settle.ts';
import { createFallbackStorage } from './fallback-storage.ts';
import { createIdbStorage } from './idb-storage.ts';
import type { KeyValueStorage } from './key-value-storage.ts';
import { storageContract } from './key-value-storage-contract.ts';
import { openBrowserStorage } from './open-storage.ts';
import { createMemoryStorage, createWebStorage } from './sync-storage.ts';

let names = 0;
const newName = (): string => `support-chat/test/${++names}`;
const ignore = (): void => {};

storageContract('memory', async () => ({ storage: createMemoryStorage(), reopen: null, scope: 'memory' }));

storageContract('IndexedDB', async () => {
  const name = newName();
  return { storage: createIdbStorage(name), reopen: () => createIdbStorage(name), scope: 'shared' };
});

storageContract('sessionStorage', async () => {
  const backing = new FakeWebStorage();
  backing.setItem('of another script', 'untouched');
  const name = newName();
  const open = (): KeyValueStorage => createWebStorage(() => backing, name);
  return { storage: open(), reopen: open, scope: 'tab' };
});

storageContract('the fallback over IndexedDB', async () => {
  const name = newName();
  const open = (): KeyValueStorage => createFallbackStorage(createIdbStorage(name), new FakeClock(), ignore);
  return { storage: open(), reopen: open, scope: 'shared' };
});

storageContract('the fallback over nothing', async () => ({
  storage: createFallbackStorage(null, new FakeClock(), ignore),
  reopen: null,
  scope: 'memory',
}));

storageContract('the fallback over a broken storage', async () => {
  const storage = createFallbackStorage(new BrokenStorage(), new FakeClock(), ignore);
  await storage.get('anything');
  return { storage, reopen: null, scope: 'memory' };
});

describe('IndexedDB', () => {
  it('is not created by reading', async () => {
    const name = newName();
    const storage = createIdbStorage(name);
    await storage.get('session');
    await storage.list('message:');
    await storage.delete('session');
    assert.ok(!(await indexedDB.databases()).some((database) => database.name === name));
    await storage.set('session', {});
    assert.ok((await indexedDB.databases()).some((database) => database.name === name));
  });

  it('notices a database that another tab has made meanwhile', async () => {
    const name = newName();
    const early = createIdbStorage(name);
    assert.equal(await early.get('session'), undefined);
    await createIdbStorage(name).set('session', { id: 1 });
    assert.deepEqual(await early.get('session'), { id: 1 });
  });

  it('is opened again after the browser has closed it', async () => {
    const name = newName();
    const opened: IDBDatabase[] = [];
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof transaction>) {
      opened.push(this);
      return transaction.apply(this, args);
    };
    try {
      const storage = createIdbStorage(name);
      await storage.set('session', { id: 1 });
      forceCloseDatabase(opened[0] as never);
      await settle();
      assert.deepEqual(await storage.get('session'), { id: 1 });
      assert.notEqual(opened.at(-1), opened[0]);
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
  });
});

describe('IndexedDB of a page whose client was replaced by a newer one', () => {
  const open = (name: string, version?: number): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => {
        if (!request.result.objectStoreNames.contains('more')) request.result.createObjectStore('more');
      };
      request.onblocked = () => reject(new Error('blocked'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  it('does not stand in its way, and goes on in the changed database', async () => {
    const name = newName();
    const storage = createIdbStorage(name);
    await storage.set('session', { id: 1 });
    const newer = await open(name, 2);
    assert.deepEqual(await storage.get('session'), { id: 1 });
    await storage.set('message:1', { id: '1' });
    assert.equal((await storage.list('message:')).size, 1);
    newer.close();
  });

  it('begins anew when somebody deletes it', async () => {
    const name = newName();
    const storage = createIdbStorage(name);
    await storage.set('session', { id: 1 });
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onblocked = () => reject(new Error('blocked'));
      request.onsuccess = () => resolve();
    });
    assert.equal(await storage.get('session'), undefined);
    await storage.set('session', { id: 2 });
    assert.deepEqual(await storage.get('session'), { id: 2 });
  });

  it('falls back to memory when there is nothing left to read', async () => {
    const name = newName();
    (await open(name, 5)).close(); // without the store that this client knows
    const causes: unknown[] = [];
    const storage = createFallbackStorage(createIdbStorage(name), new FakeClock(), (cause) => causes.push(cause));
    await storage.set('message:1', { id: '1' });
    assert.deepEqual([await storage.get('message:1'), storage.scope, causes.length], [{ id: '1' }, 'memory', 1]);
  });
});

it('IndexedDB is opened again when its connection was closed without a word', async () => {
  const storage = createIdbStorage(newName());
  const { transaction } = IDBDatabase.prototype;
  await storage.set('session', { id: 1 });
  let failures = 0;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof transaction>) {
    if (failures++ === 0) throw new DOMException('The database connection is closing.', 'InvalidStateError');
    return transaction.apply(this, args);
  };
  try {
    assert.deepEqual(await storage.get('session'), { id: 1 });
  } finally {
    IDBDatabase.prototype.transaction = transaction;
  }
});

describe('a file', () => {
  const FILE = new Blob(['abc']);

  it('is kept for all tabs', async () => {
    const primary = createIdbStorage(newName());
    const storage = createFallbackStorage(primary, new FakeClock(), ignore);
    assert.equal(await storage.keepFile('file:1', FILE), true);
    assert.ok((await primary.get('file:1')) instanceof Blob);
  });

  it('that finds no room is no reason to distrust the storage', async () => {
    const causes: unknown[] = [];
    const primary = createIdbStorage(newName());
    const full = (): Promise<never> => Promise.reject(new DOMException('Full.', 'QuotaExceededError'));
    const storage = createFallbackStorage({ ...primary, set: full }, new FakeClock(), (cause) => causes.push(cause));
    assert.equal(await storage.keepFile('file:1', FILE), false);
    assert.deepEqual([storage.scope, causes], ['shared', []]);
  });

  it('is not waited for forever', async () => {
    const clock = new FakeClock();
    const hanging = { ...createIdbStorage(newName()), set: () => new Promise<never>(() => {}) };
    const keeping = createFallbackStorage(hanging, clock, ignore).keepFile('file:1', FILE);
    await clock.advance(15_000);
    assert.equal(await keeping, false);
  });

  it('has no place where texts only, or nothing, is stored', async () => {
    const session = createWebStorage(() => new FakeWebStorage(), 'a');
    for (const primary of [session, null]) {
      assert.equal(await createFallbackStorage(primary, new FakeClock(), ignore).keepFile('file:1', FILE), false);
    }
  });
});

describe('the fallback', () => {
  it('goes on in memory with what it has read and written, and says so once', async () => {
    const causes: unknown[] = [];
    const primary = createMemoryStorage();
    await primary.set('session', { id: 1 });
    const flaky = new Proxy(primary, {
      get: (target, name) => {
        if (isBroken && name !== 'scope') throw new DOMException('No.', 'InvalidStateError');
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    let isBroken = false;
    const storage = createFallbackStorage(flaky, new FakeClock(), (cause) => causes.push(cause));
    await storage.get('session');
    await storage.set('message:1', { id: '1' });
    await storage.list('message:');
    isBroken = true;
    await storage.set('message:2', { id: '2' });
    assert.equal(storage.scope, 'memory');
    assert.deepEqual(await storage.get('session'), { id: 1 });
    assert.deepEqual([...(await storage.list('message:')).keys()], ['message:1', 'message:2']);
    assert.equal(causes.length, 1);
  });

  it('does not wait for a database that never opens', async () => {
    const clock = new FakeClock();
    const causes: unknown[] = [];
    const hanging = {
      ...new BrokenStorage(),
      scope: 'shared',
      get: () => new Promise(() => {}),
    } as unknown as KeyValueStorage;
    const storage = createFallbackStorage(hanging, clock, (cause) => causes.push(cause));
    const reading = storage.get('session');
    await clock.advance(5_000);
    assert.equal(await reading, undefined);
    assert.equal(causes.length, 1);
    assert.equal(storage.scope, 'memory');
  });

  it('leaves no timer behind', async () => {
    const clock = new FakeClock();
    await createFallbackStorage(createMemoryStorage(), clock, ignore).set('session', {});
    assert.equal(clock.pending, 0);
  });
});

describe('openBrowserStorage', () => {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB') as PropertyDescriptor;
  afterEach(() => Object.defineProperty(globalThis, 'indexedDB', original));

  it('uses IndexedDB, and nothing when it is forbidden to look', () => {
    assert.equal(openBrowserStorage('auto', 'a')?.scope, 'shared');
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new DOMException('Sandboxed.', 'SecurityError');
      },
    });
    assert.equal(openBrowserStorage('auto', 'a'), null);
  });

  it('keeps nothing in mode memory, and one tab in mode session', () => {
    assert.equal(openBrowserStorage('memory', 'a'), null);
    assert.equal(openBrowserStorage('session', 'a')?.scope, 'tab');
  });
});

class BrokenStorage implements KeyValueStorage {
  readonly scope = 'shared';
  get = (): Promise<never> => Promise.reject(new Error('broken'));
  list = (): Promise<never> => Promise.reject(new Error('broken'));
  set = (): Promise<never> => Promise.reject(new Error('broken'));
  delete = (): Promise<never> => Promise.reject(new Error('broken'));
  update = (): Promise<never> => Promise.reject(new Error('broken'));
}

class FakeWebStorage implements Storage {
  readonly #items = new Map<string, string>();
  get length(): number {
    return this.#items.size;
  }
  key = (index: number): string | null => [...this.#items.keys()][index] ?? null;
  getItem = (key: string): string | null => this.#items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#items.set(key, value);
  removeItem = (key: string): void => void this.#items.delete(key);
  clear = (): void => this.#items.clear();
}
