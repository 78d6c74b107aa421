import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ATTACHMENT_BUCKET, createSupabaseStorage, StorageError } from '@support-chat/server-edge';
import { describeFileStorage, type OpenedFileStorage } from '../../../server-edge/src/storage/file-storage-contract.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createDiskFileStore, createMemoryFileStore, type FileStore } from './file-store.ts';
import { createLocalStorage } from './local-storage.ts';
import { createSignedUrls } from './signed-urls.ts';
import { createStorageEndpoint } from './storage-endpoint.ts';

const URL_OF_SERVER = 'http://127.0.0.1:4100';
const SECRET_KEY = 'sb_secret_for_tests';

function openOver(files: FileStore, close?: () => Promise<void>): OpenedFileStorage {
  let now = Date.parse('2026-11-21T10:00:00Z');
  const clock = () => now;
  const handle = createStorageEndpoint({
    files,
    urls: createSignedUrls({ secret: SECRET_KEY, clock }),
    findBucket: async (id) =>
      id === ATTACHMENT_BUCKET ? { isPublic: false, fileSizeLimit: null, allowedMimeTypes: null } : undefined,
    createBucket: async () => false,
    apiKeys: { [SECRET_KEY]: 'service_role' },
    clock,
  });
  const fetch = (input: string | URL | Request, init?: RequestInit) => handle(new Request(input, init));
  return {
    storage: createSupabaseStorage({ url: URL_OF_SERVER, secretKey: SECRET_KEY, fetch }),
    fetch,
    advance: (durationMs) => void (now += durationMs),
    ...(close === undefined ? {} : { close }),
  };
}

describeFileStorage('files of the local stack in memory', async () => openOver(createMemoryFileStore()));

describeFileStorage('files of the local stack on disk', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'support-chat-files-'));
  return openOver(createDiskFileStore(join(directory, 'storage')), () => rm(directory, { recursive: true }));
});

describe('the directory of files', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'support-chat-files-'));
  });
  after(() => rm(directory, { recursive: true }));

  const file = (text: string) => ({
    bytes: new TextEncoder().encode(text),
    mediaType: 'text/plain',
    cacheControl: 'no-cache',
    storedAt: '2026-11-21T10:00:00.000Z',
  });

  it('keeps files over a restart, whole and with their type', async () => {
    await createDiskFileStore(directory).create('b/o/1', file('line one\nline two\n\u0000'));
    const found = await createDiskFileStore(directory).read('b/o/1');
    assert.deepEqual(
      [Buffer.from(found?.bytes ?? []).toString(), found?.mediaType],
      ['line one\nline two\n\u0000', 'text/plain'],
    );
  });

  it('writes nothing outside of itself, whatever a path says', async () => {
    const inside = join(directory, 'inside');
    const store = createDiskFileStore(inside);
    for (const path of ['../../escaped', '/etc/escaped', 'b/..\\..\\escaped', 'b/\u0000', `b/${'x'.repeat(5_000)}`]) {
      assert.equal(await store.create(path, file('x')), true, path);
      assert.equal(await store.create(path, file('y')), false, path);
      assert.equal(Buffer.from((await store.read(path))?.bytes ?? []).toString(), 'x', path);
    }
    const names = await readdir(inside);
    assert.equal(names.length, 5);
    for (const name of names) assert.match(name, /^[0-9a-f]{64}$/);
    assert.deepEqual(
      (await readdir(directory)).filter((name) => name.includes('escaped')),
      [],
    );
  });

  it('leaves no halves behind when two upload the same file', async () => {
    const inside = join(directory, 'race');
    const store = createDiskFileStore(inside);
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(1_000));
    const outcomes = await Promise.all(texts.map((text) => store.create('b/1', file(text))));
    assert.equal(outcomes.filter(Boolean).length, 1);
    const [only, ...others] = await readdir(inside);
    assert.deepEqual(others, []);
    const content = await readFile(join(inside, only ?? ''), 'utf8');
    assert.ok(content.endsWith(texts[outcomes.indexOf(true)] ?? 'nothing'));
  });
});

describe('the storage of the local stack', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.close());

  it('has the bucket that the migrations make, with its limit', async () => {
    const local = createLocalStorage({ database, secretKey: SECRET_KEY, publishableKey: 'sb_publishable_for_tests' });
    const storage = local.connect(URL_OF_SERVER);
    const { url } = await storage.createUpload('o/1');
    assert.ok(url.startsWith(`${URL_OF_SERVER}/storage/v1/object/upload/sign/support-attachments/o/1?token=`), url);
    const put = async (headers: Record<string, string>) =>
      local.handleRequest(new Request(url, { method: 'PUT', headers, body: 'hello' }));
    assert.match(await (await put({ 'content-length': '52428801' })).text(), /EntityTooLarge/);
    assert.equal((await put({ 'content-type': 'application/x-anything' })).status, 200);
    assert.equal((await storage.read('o/1', { offset: 0, length: 9 }))?.byteSize, 5);
  });

  it('takes other keys for nobody’s', async () => {
    const { handleRequest } = createLocalStorage({ database, secretKey: SECRET_KEY, publishableKey: 'sb_publishable' });
    const stranger = createSupabaseStorage({
      url: URL_OF_SERVER,
      secretKey: 'sb_publishable',
      fetch: (input, init) => handleRequest(new Request(input, init)),
    });
    await assert.rejects(stranger.createUpload('o/2'), (error) => {
      assert.ok(error instanceof StorageError);
      assert.deepEqual([error.kind, error.message], ['refused', 'Storage refused to sign an upload: 403 AccessDenied']);
      return true;
    });
  });
});
