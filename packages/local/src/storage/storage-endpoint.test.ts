/** Holds the endpoint to what the real server answered (the recording is described in server-edge/testing/fixtures). */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, it } from 'node:test';
import { createMemoryFileStore } from './file-store.ts';
import { createSignedUrls } from './signed-urls.ts';
import { createStorageEndpoint, type Bucket } from './storage-endpoint.ts';

const RECORDING = new URL('../../../server-edge/testing/fixtures/storage-signed-urls.jsonl', import.meta.url);
const SERVER = 'http://127.0.0.1';
const SERVICE_KEY = '{{JWT service_role}}';

let now: number;
let handle: (request: Request) => Promise<Response>;

beforeEach(() => {
  now = Date.parse('2026-11-21T10:00:00Z');
  const clock = () => now;
  const buckets = new Map<string, Bucket>([
    ['attachments', { isPublic: false, fileSizeLimit: 1_048_576, allowedMimeTypes: ['image/png', 'text/plain'] }],
  ]);
  handle = createStorageEndpoint({
    files: createMemoryFileStore(),
    urls: createSignedUrls({ secret: 'a secret only for tests', clock }),
    findBucket: async (id) => buckets.get(id),
    createBucket: async (id, bucket) => {
      if (buckets.has(id)) return false;
      buckets.set(id, bucket);
      return true;
    },
    apiKeys: { [SERVICE_KEY]: 'service_role', '{{JWT anon}}': 'anon' },
    clock,
  });
});

interface Exchange {
  readonly client: string;
  readonly method: string;
  readonly url: string;
  readonly req_headers: Readonly<Record<string, string>>;
  readonly req_body?: string;
  readonly status: number;
  readonly res_headers: Readonly<Record<string, string>>;
  readonly res_body: string;
}

async function call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
  return handle(new Request(`${SERVER}/storage/v1/object/${path}`, { method, ...init }));
}

const asServer = { apikey: SERVICE_KEY, 'content-type': 'application/json' };

async function signUpload(path: string): Promise<string> {
  const response = await call('POST', `upload/sign/attachments/${path}`, { headers: asServer, body: '{}' });
  return ((await response.json()) as { token: string }).token;
}

async function signDownload(path: string, expiresIn = 60): Promise<string> {
  const init = { headers: asServer, body: JSON.stringify({ expiresIn }) };
  const response = await call('POST', `sign/attachments/${path}`, init);
  const { signedURL } = (await response.json()) as { signedURL: string };
  return signedURL.replace('/object/', '');
}

async function put(path: string, token: string, body: BodyInit = 'hello', type = 'text/plain'): Promise<Response> {
  return call('PUT', `upload/sign/attachments/${path}?token=${token}`, { headers: { 'content-type': type }, body });
}

const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

describe('the recorded conversation with the real server', () => {
  it('goes the same way here', async () => {
    const lines = (await readFile(RECORDING, 'utf8')).trim().split('\n');
    const exchanges = lines.map((line) => JSON.parse(line) as Exchange).filter(isOurs);
    assert.equal(exchanges.length, 12);
    const tokens = new Map<string, string>();
    let lastToken = '';
    for (const exchange of exchanges) {
      const { pathname, search } = new URL(exchange.url);
      // The recording puts the token for a.txt to b.txt too; every other token is the one of its own path.
      const token = tokens.get(pathname) ?? lastToken;
      const response = await handle(
        new Request(SERVER + pathname + search.replace('{{signed}}', token), {
          method: exchange.method,
          headers: withoutLength(exchange.req_headers),
          ...bodyOf(exchange),
        }),
      );
      const body = await response.text();
      const given = /token=([\w.-]+)/.exec(body)?.[1];
      if (given !== undefined) tokens.set(pathname, (lastToken = given));
      const where = `${exchange.client} ${exchange.method} ${pathname}`;
      assert.equal(withoutTokens(body), exchange.res_body, where);
      assert.equal(response.status, exchange.status, where);
      for (const [name, value] of Object.entries(exchange.res_headers)) {
        if (name !== 'content-length') assert.equal(response.headers.get(name), value, `${where}: ${name}`);
      }
    }
  });
});

describe('a signed upload', () => {
  it('works once, as a whole body or as a form', async () => {
    const token = await signUpload('o/1');
    assert.deepEqual(await (await put('o/1', token)).json(), { Key: 'attachments/o/1' });
    assert.deepEqual(await codeOf(await put('o/1', token)), [400, 'KeyAlreadyExists']);
    const form = new FormData();
    form.append('', new Blob(['hello'], { type: 'text/plain' }));
    const url = `upload/sign/attachments/o/2?token=${await signUpload('o/2')}`;
    assert.equal((await call('PUT', url, { body: form })).status, 200);
  });

  it('lets one of two win that come at the same time', async () => {
    const token = await signUpload('o/1');
    const answers = await Promise.all([put('o/1', token, 'first'), put('o/1', token, 'second')]);
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 400]);
  });

  it('is refused for another path, for reading, after two hours, and when somebody changed it', async () => {
    const token = await signUpload('o/1');
    assert.deepEqual(await codeOf(await put('o/2', token)), [400, 'InvalidSignature']);
    assert.deepEqual(await codeOf(await call('GET', `sign/attachments/o/1?token=${token}`)), [400, 'InvalidSignature']);
    assert.deepEqual(await codeOf(await put('o/1', `${token.slice(0, -4)}AAAA`)), [400, 'InvalidJWT']);
    for (const forged of ['', 'x', unsigned(token)]) {
      assert.deepEqual(await codeOf(await put('o/1', forged)), [400, 'InvalidJWT'], forged);
    }
    now += 7_201_000;
    assert.deepEqual(await codeOf(await put('o/1', token)), [400, 'ExpiredToken']);
  });

  it('stops reading a file that is too large, whatever its length was said to be', async () => {
    const token = await signUpload('o/1');
    let served = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          served += 65_536;
          controller.enqueue(new Uint8Array(65_536));
        },
      },
      { highWaterMark: 0 },
    );
    const request = { method: 'PUT', headers: { 'content-type': 'text/plain' }, body, duplex: 'half' } as RequestInit;
    const answer = await call('PUT', `upload/sign/attachments/o/1?token=${token}`, request);
    assert.deepEqual(await codeOf(answer), [400, 'EntityTooLarge']);
    assert.ok(served <= 1_048_576 + 2 * 65_536, `${String(served)} bytes were read`);
    assert.equal((await put('o/1', token)).status, 200, 'nothing of it was kept');
  });

  it('is refused as a form that is broken, empty, or holds a file that is too large', async () => {
    const broken = { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: 'not a form' };
    const url = `upload/sign/attachments/o/1?token=${await signUpload('o/1')}`;
    assert.deepEqual(await codeOf(await call('PUT', url, broken)), [400, 'InvalidRequest']);
    const empty = new FormData();
    empty.append('cacheControl', '3600');
    assert.deepEqual(await codeOf(await call('PUT', url, { body: empty })), [400, 'InvalidRequest']);
    const large = new FormData();
    large.append('', new Blob([new Uint8Array(1_048_577)], { type: 'text/plain' }));
    assert.deepEqual(await codeOf(await call('PUT', url, { body: large })), [400, 'EntityTooLarge']);
  });
});

describe('a signed download', () => {
  beforeEach(async () => {
    await put('o/1', await signUpload('o/1'), 'hello');
  });

  it('serves the file so that nothing in it runs', async () => {
    const answer = await call('GET', await signDownload('o/1'));
    assert.equal(await answer.text(), 'hello');
    const expected = {
      'content-type': 'text/plain',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'access-control-allow-origin': '*',
      'accept-ranges': 'bytes',
      expires: 'Sat, 21 Nov 2026 10:01:00 GMT',
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(answer.headers.get(name), value, name);
    assert.equal(answer.headers.get('content-disposition'), null);
  });

  it('has it saved under any name without letting the name out of its header', async () => {
    const url = await signDownload('o/1');
    const name = 'Ünïcode "x"; ../..\r\nset-cookie: a=b\u202Egnp.exe';
    const answer = await call('GET', `${url}&download=${encodeURIComponent(name)}`);
    const disposition = answer.headers.get('content-disposition') ?? '';
    assert.match(disposition, /^attachment; filename=[\w%.!~*'()-]+; filename\*=UTF-8''[\w%.!~*'()-]+;$/);
    assert.ok(disposition.includes(encodeURIComponent(name)));
    assert.equal(answer.headers.get('set-cookie'), null);
    assert.equal((await call('GET', `${url}&download=`)).headers.get('content-disposition'), 'attachment;');
  });

  it('serves a page as text', async () => {
    // A bucket that takes everything.
    handle = createStorageEndpoint({
      files: createMemoryFileStore(),
      urls: createSignedUrls({ secret: 's', clock: () => now }),
      findBucket: async () => ({ isPublic: false, fileSizeLimit: null, allowedMimeTypes: null }),
      createBucket: async () => false,
      apiKeys: { [SERVICE_KEY]: 'service_role' },
      clock: () => now,
    });
    await put('o/1', await signUpload('o/1'), '<script>alert(1)</script>', 'text/html');
    assert.equal((await call('GET', await signDownload('o/1'))).headers.get('content-type'), 'text/plain');
  });

  it('serves parts', async () => {
    const url = await signDownload('o/1');
    const part = async (range: string) => {
      const answer = await call('GET', url, { headers: { range } });
      return [answer.status, answer.headers.get('content-range'), await answer.text()];
    };
    assert.deepEqual(await part('bytes=1-2'), [206, 'bytes 1-2/5', 'el']);
    assert.deepEqual(await part('bytes=3-'), [206, 'bytes 3-4/5', 'lo']);
    assert.deepEqual(await part('bytes=-2'), [206, 'bytes 3-4/5', 'lo']);
    assert.deepEqual(await part('bytes=0-999'), [206, 'bytes 0-4/5', 'hello']);
    for (const range of ['bytes=0-1,3-4', 'bytes=-', 'lines=1-2', 'bytes=a-b']) {
      assert.deepEqual(await part(range), [200, null, 'hello'], range);
    }
    for (const range of ['bytes=5-', 'bytes=3-1', 'bytes=-0']) {
      assert.deepEqual(await codeOf(await call('GET', url, { headers: { range } })), [400, 'InvalidRange'], range);
    }
  });

  it('is refused once it has expired, for another file, for uploading, and when the file is gone', async () => {
    const url = await signDownload('o/1', 60);
    const token = url.split('token=')[1] ?? '';
    assert.deepEqual(await codeOf(await call('GET', url.replace('o/1', 'o/2'))), [400, 'InvalidSignature']);
    assert.deepEqual(await codeOf(await put('o/1', token)), [400, 'InvalidSignature']);
    now += 61_000;
    assert.deepEqual(await codeOf(await call('GET', url)), [400, 'ExpiredToken']);
    now -= 61_000;
    const body = JSON.stringify({ prefixes: ['o/1', 'o/never'] });
    const removed = await call('DELETE', 'attachments', { headers: asServer, body });
    assert.deepEqual(await removed.json(), [{ bucket_id: 'attachments', name: 'o/1' }]);
    assert.deepEqual(await codeOf(await call('GET', url)), [400, 'NoSuchKey']);
  });
});

describe('everything else', () => {
  it('is for the server alone', async () => {
    const token = await signUpload('o/1');
    await put('o/1', token);
    const attempts: readonly [string, string, object?][] = [
      ['POST', 'upload/sign/attachments/o/2', {}],
      ['POST', 'sign/attachments/o/1', { expiresIn: 60 }],
      ['GET', 'attachments/o/1'],
      ['DELETE', 'attachments', { prefixes: ['o/1'] }],
    ];
    for (const [method, path, body] of attempts) {
      for (const apikey of ['{{JWT anon}}', 'wrong', token, 'constructor', '__proto__']) {
        const init = { headers: { apikey }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
        assert.equal((await call(method, path, init)).status, 400, `${method} ${path} with ${apikey}`);
      }
    }
    assert.equal((await call('GET', await signDownload('o/1'))).status, 200, 'it is still there');
  });

  it('refuses paths that lead elsewhere, and bodies that are none', async () => {
    for (const path of ['o/..%2Fx', '..%2f..%2fx', 'o//x', 'o%2F.%2Fx', 'o/x%00', 'o%5Cx', '%E0%A4%A']) {
      const answer = await call('POST', `upload/sign/attachments/${path}`, { headers: asServer, body: '{}' });
      assert.deepEqual(await codeOf(answer), [400, 'InvalidKey'], path);
    }
    for (const body of ['', '[]x', '{"prefixes":[]}', '{"prefixes":"o"}', 'null']) {
      const answer = await call('DELETE', 'attachments', { headers: asServer, body });
      assert.deepEqual(await codeOf(answer), [400, 'InvalidRequest'], body);
    }
    assert.deepEqual(await codeOf(await call('POST', 'list/attachments', { headers: asServer, body: '{}' })), [
      400,
      'NotFound',
    ]);
    const nowhere = await call('POST', 'upload/sign/nowhere/x', { headers: asServer, body: '{}' });
    assert.deepEqual(await codeOf(nowhere), [400, 'NoSuchBucket']);
  });

  it('lets pages of every origin put and get', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-headers': 'content-type,x-upsert' };
    const answer = await call('OPTIONS', 'upload/sign/attachments/o/1?token=x', { headers });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.match(answer.headers.get('access-control-allow-methods') ?? '', /PUT/);
    assert.equal(answer.headers.get('access-control-allow-headers'), 'content-type,x-upsert');
  });
});

/** Recorded, but about other buckets' policies, listing and buckets themselves, which nothing here does. */
function isOurs({ client, url }: Exchange): boolean {
  return client !== 's1' && !url.includes('/storage/v1/bucket') && !url.includes('/object/list/');
}

function withoutLength(headers: Readonly<Record<string, string>>): Headers {
  const copy = new Headers(headers);
  copy.delete('content-length');
  return copy;
}

function bodyOf({ url, req_body }: Exchange): { body: BodyInit } | Record<string, never> {
  if (req_body === undefined) return {};
  if (req_body !== '<FormData>') return { body: req_body };
  const form = new FormData();
  form.append('cacheControl', '3600');
  const isLarge = url.includes('big.txt');
  const type = url.includes('x.pdf') ? 'application/pdf' : 'text/plain';
  form.append('', new Blob([isLarge ? new Uint8Array(1_048_577) : 'hello'], { type }));
  return { body: form };
}

function withoutTokens(body: string): string {
  return body.replace(/token=[\w.-]+/g, 'token={{signed}}').replace(/"token":"[\w.-]+"/g, '"token":"{{signed}}"');
}

/** The same claims with `alg: none`. */
function unsigned(token: string): string {
  const header = Buffer.from('{"alg":"none"}').toString('base64url');
  return `${header}.${token.split('.')[1] ?? ''}.`;
}

describe('a public bucket', () => {
  const makeBucket = (body: object, apikey = SERVICE_KEY) =>
    handle(
      new Request(`${SERVER}/storage/v1/bucket`, {
        method: 'POST',
        headers: { apikey, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  const write = (path: string, body: string, headers: Record<string, string> = {}) =>
    call('POST', path, {
      headers: { apikey: SERVICE_KEY, 'content-type': 'text/javascript', 'cache-control': 'max-age=3600', ...headers },
      body,
    });

  it('is made by the server alone, and once', async () => {
    assert.equal((await makeBucket({ id: 'cdn', public: true }, '{{JWT anon}}')).status, 400);
    assert.equal((await makeBucket({ id: 'cdn', public: true })).status, 200);
    const again = (await (await makeBucket({ id: 'cdn', public: true })).json()) as { statusCode: string };
    assert.equal(again.statusCode, '409');
  });

  it('is read by everybody from every origin, kept as long as its writer said', async () => {
    await makeBucket({ id: 'cdn', public: true });
    await write('cdn/chunks/a.js', 'export {}');
    const response = await call('GET', 'public/cdn/chunks/a.js');
    assert.equal(await response.text(), 'export {}');
    assert.deepEqual(
      ['content-type', 'cache-control', 'access-control-allow-origin'].map((name) => response.headers.get(name)),
      ['text/javascript', 'max-age=3600', '*'],
    );
    assert.equal((await call('HEAD', 'public/cdn/chunks/a.js')).status, 200);
    assert.equal((await call('HEAD', 'public/cdn/chunks/b.js')).status, 400);
  });

  it('replaces a file only when asked to', async () => {
    await makeBucket({ id: 'cdn', public: true });
    await write('cdn/a.js', 'old');
    assert.equal((await write('cdn/a.js', 'new')).status, 400);
    assert.equal(await (await call('GET', 'public/cdn/a.js')).text(), 'old');
    assert.equal((await write('cdn/a.js', 'new', { 'x-upsert': 'true' })).status, 200);
    assert.equal(await (await call('GET', 'public/cdn/a.js')).text(), 'new');
  });

  it('is the only kind that is read without a key', async () => {
    await call('POST', 'attachments/a.txt', {
      headers: { apikey: SERVICE_KEY, 'content-type': 'text/plain' },
      body: 'private',
    });
    const refused = (await (await call('GET', 'public/attachments/a.txt')).json()) as { error: string };
    assert.equal(refused.error, 'Bucket not found');
  });
});
