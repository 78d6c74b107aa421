import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserPutFile } from './put-file.ts';

describe('putting a file without XMLHttpRequest', () => {
  const request = {
    url: 'https://files.test/1',
    headers: { 'content-type': 'image/png' },
    file: new Blob(['abc']),
    signal: new AbortController().signal,
    onProgress: () => assert.fail('nothing is known of it'),
  };

  it('sends the bytes with the given headers and tells the status', async () => {
    const calls: [string, RequestInit][] = [];
    const put = browserPutFile(async (url, init) => {
      calls.push([url, init]);
      return new Response('{}', { status: 409 });
    });
    assert.equal(await put(request), 409);
    const [url, { method, headers, body, credentials }] = calls[0] as [string, RequestInit];
    assert.deepEqual(
      [url, method, headers, body, credentials],
      [request.url, 'PUT', request.headers, request.file, 'omit'],
    );
  });

  it('rejects without an answer', async () => {
    await assert.rejects(browserPutFile(() => Promise.reject(new TypeError('fetch failed')))(request), TypeError);
  });
});
