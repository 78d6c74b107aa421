import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRecordedStorage, RECORDED_BUCKET, RECORDED_STORAGE_URL } from '../../testing/recorded-storage.ts';
import { StorageError } from './file-storage.ts';
import { createSupabaseStorage, type SupabaseStorageOptions } from './supabase-storage.ts';

const SECRET_KEY = 'sb_secret_for_tests';
const FIRST_BYTES = { offset: 0, length: 4 };
const DOWNLOAD = { path: 's1/a.txt', name: 'a.txt', disposition: 'inline', expiresInSeconds: 60 } as const;

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A service that answers everything alike, and remembers what it was asked. */
function answering(answer: () => Response | Promise<Response>, options: Partial<SupabaseStorageOptions> = {}) {
  const seen: Seen[] = [];
  const storage = createSupabaseStorage({
    url: 'http://kong:8000/',
    publicUrl: 'https://abcdefgh.supabase.co/',
    secretKey: SECRET_KEY,
    fetch: async (input, init) => {
      const { method, url, headers } = new Request(input, init);
      seen.push({ method, url, headers, body: typeof init?.body === 'string' ? init.body : '' });
      return answer();
    },
    ...options,
  });
  return { storage, seen };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

async function failureOf(work: Promise<unknown>): Promise<StorageError> {
  const outcome = await work.catch((error: unknown) => error);
  assert.ok(outcome instanceof StorageError, `expected a StorageError, got ${String(outcome)}`);
  assert.equal(outcome.cause, undefined);
  assert.ok(!JSON.stringify([outcome.message, outcome.stack]).includes(SECRET_KEY), 'the key is in the error');
  return outcome;
}

describe('Supabase Storage, as recorded', () => {
  const open = async () => {
    const { fetch, key } = await createRecordedStorage();
    const storage = createSupabaseStorage({
      url: RECORDED_STORAGE_URL,
      secretKey: key,
      bucket: RECORDED_BUCKET,
      fetch,
    });
    return { storage, fetch };
  };

  it('signs an upload', async () => {
    const { storage } = await open();
    const upload = await storage.createUpload('s1/a.txt');
    assert.equal(
      decodeURI(upload.url),
      `${RECORDED_STORAGE_URL}/storage/v1/object/upload/sign/attachments/s1/a.txt?token={{signed}}`,
    );
    assert.deepEqual([upload.method, upload.headers, upload.expiresInSeconds], ['PUT', {}, 60]);
  });

  it('signs a download, to be shown or to be saved', async () => {
    const { storage } = await open();
    const url = `${RECORDED_STORAGE_URL}/storage/v1/object/sign/attachments/s1/a.txt?token={{signed}}`;
    assert.equal(await storage.createDownload(DOWNLOAD), url);
    const saved = await storage.createDownload({ ...DOWNLOAD, name: 'ä b&c.txt', disposition: 'attachment' });
    assert.equal(saved, `${url}&download=%C3%A4%20b%26c.txt`);
  });
});

describe('Supabase Storage', () => {
  it('is asked with the secret key in a header, a legacy one as the token too, and never in an address', async () => {
    const { storage, seen } = answering(() => json({ url: '/object/upload/sign/x?token=t' }));
    await storage.createUpload('o/1');
    const [asked] = seen;
    assert.equal(asked?.url, 'http://kong:8000/storage/v1/object/upload/sign/support-attachments/o/1');
    assert.deepEqual([asked?.headers.get('apikey'), asked?.headers.get('authorization')], [SECRET_KEY, null]);

    const legacy = answering(() => json({ url: '/object/upload/sign/x?token=t' }), { secretKey: 'a.b.c' });
    await legacy.storage.createUpload('o/1');
    assert.equal(legacy.seen[0]?.headers.get('authorization'), 'Bearer a.b.c');
  });

  it('hands browsers the public address', async () => {
    const { storage } = answering(() =>
      json({ url: '/object/upload/sign/x?token=t', signedURL: '/object/sign/x?token=t' }),
    );
    assert.equal(
      (await storage.createUpload('x')).url,
      'https://abcdefgh.supabase.co/storage/v1/object/upload/sign/x?token=t',
    );
    assert.equal(
      await storage.createDownload(DOWNLOAD),
      'https://abcdefgh.supabase.co/storage/v1/object/sign/x?token=t',
    );
  });

  it('says how long an upload may wait, as its token does', async () => {
    const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
    const lifetime = async (value: string) => {
      const { storage } = answering(() => json({ url: `/object/upload/sign/x?token=${value}` }));
      return (await storage.createUpload('x')).expiresInSeconds;
    };
    assert.equal(await lifetime(token({ url: 'ö'.repeat(9), iat: 1_000, exp: 8_200 })), 7_200);
    for (const odd of [token({}), token({ iat: 9, exp: 3 }), token([]), 'h.%%%.s', 'none']) {
      assert.equal(await lifetime(odd), 60, odd);
    }
  });

  it('asks for a range, and takes less or more than it asked for', async () => {
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-range': 'bytes 2-5/1000' };
    const ranged = answering(() => new Response('cdef', { status: 206, headers }));
    const part = await ranged.storage.read('o/1', { offset: 2, length: 4 });
    assert.equal(ranged.seen[0]?.headers.get('range'), 'bytes=2-5');
    assert.deepEqual(
      [Buffer.from(part?.bytes ?? []).toString(), part?.byteSize, part?.mediaType],
      ['cdef', 1_000, headers['content-type']],
    );

    const whole = answering(() => new Response('abcdefgh', { headers: { 'content-length': '8' } }));
    const cut = await whole.storage.read('o/1', { offset: 2, length: 4 });
    assert.deepEqual([Buffer.from(cut?.bytes ?? []).toString(), cut?.byteSize], ['cdef', 8]);
  });

  it('hangs up after what it needs, and counts only when nobody says how long it is', async () => {
    let isCancelled = false;
    const endless = () =>
      new ReadableStream<Uint8Array>(
        { pull: (controller) => controller.enqueue(new Uint8Array(1_000)), cancel: () => void (isCancelled = true) },
        { highWaterMark: 0 },
      );
    const headers = { 'content-length': '5000000' };
    const long = await answering(() => new Response(endless(), { headers })).storage.read('o/1', FIRST_BYTES);
    assert.deepEqual([long?.bytes.byteLength, long?.byteSize, isCancelled], [4, 5_000_000, true]);

    const chunks = [new Uint8Array(3), new Uint8Array(0), new Uint8Array(4)];
    const finite = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const counted = await answering(() => new Response(finite)).storage.read('o/1', FIRST_BYTES);
    assert.deepEqual([counted?.bytes.byteLength, counted?.byteSize], [4, 7]);
  });

  it('tells a file that is not there from a bucket that is not there, and knows an empty one', async () => {
    const refusing = (body: object, status = 400) => answering(() => json(body, status)).storage;
    for (const body of [
      { statusCode: '404', error: 'not_found', message: 'Object not found', code: 'NoSuchKey' },
      { statusCode: '404', error: 'not_found', message: 'Object not found' },
    ]) {
      assert.equal(await refusing(body).read('o/1', FIRST_BYTES), null);
    }
    for (const [body, status] of [
      [{ statusCode: '400', error: 'invalid_range', code: 'InvalidRange' }, 400],
      [{ statusCode: '416', error: 'InvalidRange' }, 400],
      [{}, 416],
    ] as const) {
      assert.deepEqual(await refusing(body, status).read('o/1', FIRST_BYTES), {
        bytes: new Uint8Array(),
        byteSize: 0,
        mediaType: '',
      });
    }
    const missing = { statusCode: '404', error: 'Bucket not found', message: 'Bucket not found', code: 'NoSuchBucket' };
    const failure = await failureOf(refusing(missing).read('o/1', FIRST_BYTES));
    assert.deepEqual([failure.kind, failure.message], ['refused', 'Storage refused to read a file: 404 NoSuchBucket']);
  });

  it('is unavailable when a later answer may differ, refused when none will', async () => {
    const kindOf = async (status: number, body: unknown) =>
      (await failureOf(answering(() => json(body, status)).storage.remove(['o/1']))).kind;
    for (const status of [408, 423, 429, 500, 502, 503, 544])
      assert.equal(await kindOf(status, {}), 'unavailable', String(status));
    for (const status of [401, 403, 404]) assert.equal(await kindOf(status, {}), 'refused', String(status));
    assert.equal(await kindOf(400, { statusCode: '503' }), 'unavailable');
    assert.equal(await kindOf(400, { statusCode: '403' }), 'refused');
    assert.equal(await kindOf(400, { statusCode: 'x' }), 'refused');
    const page = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 })).storage;
    assert.equal((await failureOf(page.createUpload('x'))).message, 'Storage refused to sign an upload: 502');
  });

  it('is unavailable without an answer, with half of one, and with one that is none', async () => {
    const fetchFails = () => Promise.reject(new TypeError(`header ${SECRET_KEY} is invalid`));
    const cut = () =>
      new Response(new ReadableStream({ pull: (controller) => controller.error(new Error(`cut ${SECRET_KEY}`)) }));
    for (const answer of [
      fetchFails,
      cut,
      () => new Response('no JSON'),
      () => json({ url: 5 }),
      () => json({ url: 'https://evil.example/' }),
    ]) {
      assert.equal((await failureOf(answering(answer).storage.createUpload('x'))).kind, 'unavailable');
    }
    assert.equal((await failureOf(answering(cut).storage.read('x', FIRST_BYTES))).kind, 'unavailable');
  });

  it('gives up when there is no answer in time', async () => {
    const storage = createSupabaseStorage({
      url: 'http://kong:8000',
      secretKey: SECRET_KEY,
      timeoutMs: 5,
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
    });
    // The timer of a timeout does not keep the process alive; a server's socket would.
    const alive = setInterval(() => undefined, 1_000);
    const failure = await failureOf(storage.createUpload('x'));
    clearInterval(alive);
    assert.equal(failure.message, 'Storage gave no answer when asked to sign an upload (TimeoutError).');
  });

  it('removes by path, and asks nothing when there is nothing to remove', async () => {
    const { storage, seen } = answering(() => json([]));
    await storage.remove([]);
    await storage.remove(['o/1', 'o/2']);
    assert.deepEqual(
      seen.map(({ method, url, body }) => [method, url, body]),
      [['DELETE', 'http://kong:8000/storage/v1/object/support-attachments', '{"prefixes":["o/1","o/2"]}']],
    );
  });

  it('keeps a path in its place', async () => {
    const { storage, seen } = answering(() => json({ url: '/object/upload/sign/x?token=t' }));
    await storage.createUpload('o/ü b?x#y');
    assert.equal(
      seen[0]?.url,
      'http://kong:8000/storage/v1/object/upload/sign/support-attachments/o/%C3%BC%20b%3Fx%23y',
    );
  });
});
