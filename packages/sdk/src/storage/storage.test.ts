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
