import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { FileStorage, SignedUpload } from './file-storage.ts';

export interface OpenedFileStorage {
  readonly storage: FileStorage;
  /** As a browser asks, with nothing but the address. */
  readonly fetch: typeof fetch;
  /** Lets time pass for the addresses, in milliseconds. */
  readonly advance: (durationMs: number) => void;
  readonly close?: () => Promise<void>;
}

/** What every {@link FileStorage} must do, whatever keeps the bytes. */
export function describeFileStorage(title: string, open: () => Promise<OpenedFileStorage>): void {
  describe(title, () => {
    let opened: OpenedFileStorage;
    let storage: FileStorage;
    before(async () => {
      opened = await open();
      ({ storage } = opened);
    });
    after(() => opened.close?.());

    const newPath = () => `${randomUUID()}/${randomUUID()}`;
    const send = async (upload: SignedUpload, body: BodyInit, type = 'text/plain') => {
      const { url, method, headers } = upload;
      const answer = await opened.fetch(url, { method, headers: { ...headers, 'content-type': type }, body });
      await answer.body?.cancel();
      return answer.ok;
    };
    const stored = async (body: BodyInit, type?: string) => {
      const path = newPath();
      assert.ok(await send(await storage.createUpload(path), body, type));
      return path;
    };
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const download = (path: string, changes: object = {}) =>
      storage.createDownload({ path, name: 'a.txt', disposition: 'attachment', expiresInSeconds: 60, ...changes });

    it('takes one upload at a signed address, and says for how long', async () => {
      const upload = await storage.createUpload(newPath());
      assert.ok(upload.expiresInSeconds >= 60, String(upload.expiresInSeconds));
      assert.equal(await send(upload, 'first'), true);
      assert.equal(await send(upload, 'second'), false);
    });

    it('takes no upload to another path, without a token, or with one for reading', async () => {
      const upload = await storage.createUpload('one/path');
      assert.equal(await send({ ...upload, url: upload.url.replace('one/path', 'two/path') }, 'x'), false);
      assert.equal(await send({ ...upload, url: upload.url.replace(/\?.*/, '') }, 'x'), false);
      const readable = await download(await stored('x'));
      const token = new URL(readable).searchParams.get('token') ?? '';
      assert.equal(await send({ ...upload, url: upload.url.replace(/token=.*/, `token=${token}`) }, 'x'), false);
      assert.equal(await storage.read('two/path', { offset: 0, length: 1 }), null);
    });

    it('reads a part of a file, and says how large all of it is and what it was said to be', async () => {
      const path = await stored('0123456789', 'text/csv');
      const read = async (offset: number, length: number) => {
        const part = await storage.read(path, { offset, length });
        return part && [text(part.bytes), part.byteSize, part.mediaType];
      };
      assert.deepEqual(await read(0, 4), ['0123', 10, 'text/csv']);
      assert.deepEqual(await read(8, 100), ['89', 10, 'text/csv']);
      assert.deepEqual(await read(0, 10), ['0123456789', 10, 'text/csv']);
    });

    it('writes a file that the server has, once, and serves it as what it is', async () => {
      const path = newPath();
      await storage.write(path, new Uint8Array([0, 255, 10]), 'image/webp');
      const part = await storage.read(path, { offset: 0, length: 10 });
      assert.deepEqual([[...(part?.bytes ?? [])], part?.byteSize, part?.mediaType], [[0, 255, 10], 3, 'image/webp']);
      await assert.rejects(storage.write(path, new Uint8Array([1]), 'image/webp'), { name: 'StorageError' });
      const [byte] = (await storage.read(path, { offset: 0, length: 1 }))?.bytes ?? [];
      assert.equal(byte, 0);
    });

    it('reads nothing of an empty file, and null where there is none', async () => {
      const part = await storage.read(await stored(''), { offset: 0, length: 10 });
      assert.deepEqual([part?.bytes.byteLength, part?.byteSize], [0, 0]);
      assert.equal(await storage.read(newPath(), { offset: 0, length: 10 }), null);
    });

    it('hands out an address that shows a file, or has it saved under its name', async () => {
      const path = await stored('hello');
      const shown = await opened.fetch(await download(path, { disposition: 'inline' }));
      assert.deepEqual([await shown.text(), shown.headers.get('content-disposition')], ['hello', null]);
      const name = 'Größe & "Preis" – 50 %\u202E.txt';
      const saved = await opened.fetch(await download(path, { name }));
      assert.deepEqual([await saved.text(), saved.headers.get('content-type')], ['hello', 'text/plain']);
      const disposition = saved.headers.get('content-disposition') ?? '';
      assert.match(disposition, /^attachment;/);
      assert.equal(decodeURIComponent(/filename\*=UTF-8''([^;]*)/.exec(disposition)?.[1] ?? ''), name);
    });

    it('hands out addresses that stop working', async () => {
      const url = await download(await stored('hello'));
      opened.advance(59_000);
      assert.equal((await opened.fetch(url)).status, 200);
      opened.advance(2_000);
      const late = await opened.fetch(url);
      assert.ok(late.status >= 400, String(late.status));
    });

    it('hands out addresses that say nothing of our keys', async () => {
      const upload = await storage.createUpload(newPath());
      const url = await download(await stored('x'));
      for (const part of [upload.url, url, JSON.stringify(upload.headers)]) assert.doesNotMatch(part, /secret/i);
    });

    it('removes files, and has nothing against paths where none is', async () => {
      const [one, two, three] = [await stored('1'), await stored('2'), await stored('3')];
      await storage.remove([one, newPath(), two]);
      await storage.remove([]);
      await storage.remove([newPath()]);
      const isThere = async (path: string) => (await storage.read(path, { offset: 0, length: 1 })) !== null;
      assert.deepEqual([await isThere(one), await isThere(two), await isThere(three)], [false, false, true]);
    });
  });
}
