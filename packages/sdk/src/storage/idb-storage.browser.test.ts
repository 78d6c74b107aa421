// Files in a real IndexedDB, and real tabs' connections. Run by `npm run test:element`; in Node it says nothing.
import { createFallbackStorage } from './fallback-storage.ts';
import { createIdbStorage } from './idb-storage.ts';

if (typeof document === 'object') {
  const { assert } = await import('@open-wc/testing');
  const timers = {
    now: () => Date.now(),
    after(delayMs: number, callback: () => void) {
      const id = setTimeout(callback, delayMs);
      return () => clearTimeout(id);
    },
  };
  const newName = (): string => `support-chat/test/${crypto.randomUUID()}`;

  describe('IndexedDB in a browser', () => {
    const names: string[] = [];
    const open = (name = newName()) => {
      names.push(name);
      return { name, storage: createIdbStorage(name) };
    };
    after(() => names.forEach((name) => indexedDB.deleteDatabase(name)));

    it('keeps files, with their type and their bytes, for the next page', async () => {
      const { name, storage } = open();
      const bytes = crypto.getRandomValues(new Uint8Array(50_000));
      await storage.set('file:1', new File([bytes], 'lamp.png', { type: 'image/png' }));
      const found = await createIdbStorage(name).get('file:1');
      assert.equal(found instanceof Blob, true);
      assert.equal((found as Blob).type, 'image/png');
      assert.deepEqual(new Uint8Array(await (found as Blob).arrayBuffer()), bytes);
      assert.deepEqual([...(await storage.list('file:')).keys()], ['file:1']);
      await storage.delete('file:1');
      assert.equal(await storage.get('file:1'), undefined);
    });

    it('says so when a file cannot be kept, and goes on', async () => {
      const { storage } = open();
      const fallback = createFallbackStorage(storage, timers, (cause) => assert.fail(String(cause)));
      const unreadable = { size: 1, type: '', stream: () => null } as unknown as Blob;
      assert.equal(await fallback.keepFile('file:1', unreadable), false);
      await fallback.set('session', { id: 1 });
      assert.equal(fallback.scope, 'shared');
    });

    it('makes way for a newer client at once, and goes on in its database', async () => {
      const { name, storage } = open();
      await storage.set('session', { id: 1 });
      const newer = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name, 7);
        request.onblocked = () => reject(new Error('blocked'));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error as DOMException);
      });
      assert.deepEqual(await storage.get('session'), { id: 1 });
      await storage.set('session', { id: 2 });
      newer.close();
      assert.deepEqual(await createIdbStorage(name).get('session'), { id: 2 });
    });

    it('counts to 50 with two tabs at it', async () => {
      const { name, storage } = open();
      const other = createIdbStorage(name);
      const add = (value: unknown): number => ((value as number | undefined) ?? 0) + 1;
      const rounds = Array.from({ length: 25 }, () => [storage.update('n', add), other.update('n', add)]);
      await Promise.all(rounds.flat());
      assert.equal(await storage.get('n'), 50);
    });
  });
}
