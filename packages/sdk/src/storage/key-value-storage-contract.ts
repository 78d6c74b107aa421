import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { KeyValueStorage, StorageScope } from './key-value-storage.ts';

/** What every storage has to do. `reopen` gives what a reload, or another tab, would see. */
export function storageContract(
  name: string,
  setup: () => Promise<{ storage: KeyValueStorage; reopen: (() => KeyValueStorage) | null; scope: StorageScope }>,
): void {
  describe(`${name} as a storage`, () => {
    let storage: KeyValueStorage;
    let reopen: (() => KeyValueStorage) | null;
    let scope: StorageScope;
    beforeEach(async () => ({ storage, reopen, scope } = await setup()));

    it('says how far its values reach', () => {
      assert.equal(storage.scope, scope);
    });

    it('has nothing in the beginning', async () => {
      assert.equal(await storage.get('session'), undefined);
      assert.equal((await storage.list('')).size, 0);
      await storage.delete('session');
    });

    it('gives back what was set, as a copy', async () => {
      const value = { text: 'Grüße 👋', list: [1, null, true] };
      await storage.set('message:1', value);
      const found = await storage.get('message:1');
      assert.deepEqual(found, value);
      assert.notEqual(found, value);
    });

    it('gives back files with their type and bytes', async () => {
      if (scope === 'tab') return; // takes texts only
      await storage.set('file:1', new Blob(['Grüße'], { type: 'text/plain' }));
      const found = await storage.get('file:1');
      assert.ok(found instanceof Blob);
      assert.deepEqual([found.type, await found.text()], ['text/plain', 'Grüße']);
      assert.equal((await storage.list('file:')).get('file:1') instanceof Blob, true);
    });

    it('replaces and deletes', async () => {
      await storage.set('session', { generation: 1 });
      await storage.set('session', { generation: 2 });
      assert.deepEqual(await storage.get('session'), { generation: 2 });
      await storage.delete('session');
      assert.equal(await storage.get('session'), undefined);
    });

    it('lists by prefix', async () => {
      await storage.set('message:1', { id: '1' });
      await storage.set('message:2', { id: '2' });
      await storage.set('messages', { id: 'other' });
      await storage.set('session', {});
      const found = await storage.list('message:');
      assert.deepEqual([...found.keys()].sort(), ['message:1', 'message:2']);
      assert.deepEqual(found.get('message:2'), { id: '2' });
    });

    it('updates in one step, however many ask at once', async () => {
      const add = (value: unknown): number => ((value as number | undefined) ?? 0) + 1;
      await Promise.all(Array.from({ length: 20 }, () => storage.update('count', add)));
      assert.equal(await storage.get('count'), 20);
    });

    it('shows its values to whoever opens it next', async () => {
      if (reopen === null) return;
      await storage.set('message:1', { id: '1' });
      assert.deepEqual(await reopen().get('message:1'), { id: '1' });
      assert.equal((await reopen().list('message:')).size, 1);
    });
  });
}
