/**
 * Requests that no HTTP client makes, byte for byte over a socket, to the server of the local stack. Some never reach the
 * app: the parser of the server refuses them, with an empty body.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { listen, type HttpServer } from '../../local/src/http-server.ts';
import type { Actor } from '../testing/hostile/actor.ts';
import { fuzz, FUZZ_SEED } from '../testing/hostile/fuzz-settings.ts';
import { assertHarmless, failuresOf } from '../testing/hostile/harmless-answer.ts';
import { HostileStage } from '../testing/hostile/hostile-stage.ts';
import { sendBytes, type Ending, type RawAnswer } from '../testing/hostile/raw-socket.ts';

let stage: HostileStage;
let server: HttpServer;
let actor: Actor;

before(async () => {
  stage = await HostileStage.open();
  server = await listen(0, {
    // A request of its own, as the local stack hands it over.
    handleRequest: async (request) => stage.app.fetch(new Request(request.url, request)),
    handleUpgrade: (_request, socket) => void socket.end('HTTP/1.1 426 Upgrade Required\r\nconnection: close\r\n\r\n'),
  });
  actor = await stage.createActor();
  console.log(`SUPPORT_FUZZ_SEED=${String(FUZZ_SEED)}`);
});
after(async () => {
  await server.close();
  await stage.database.close();
});

const PARSER_REFUSALS = new Set([400, 408, 413, 414, 417, 426, 431, 501]);

/** Every answer is ours and harmless, or the refusal of a parser that says nothing. */
async function exchange(letters: string, ending: Ending = 'waits'): Promise<readonly RawAnswer[]> {
  const answers = await sendBytes(server.port, letters, ending);
  for (const { status, head, body } of answers) {
    if (status === 100) continue;
    if (/\r\nx-request-id:/i.test(head)) {
      const headers = new Headers(
        head
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(/: ?(.*)/s, 2) as [string, string]),
      );
      const text = /\r\ntransfer-encoding: chunked/i.test(head)
        ? body.replace(/^[0-9a-f]+\r\n|\r\n0\r\n\r\n$/g, '')
        : body;
      const sent = { method: letters.split(' ')[0] ?? '', path: '', query: '', headers: [], body: letters };
      assert.ok(status < 500, `${letters.slice(0, 200)} was answered ${String(status)}: ${failuresOf(stage)}`);
      assertHarmless({ status, headers, text: Buffer.from(text, 'latin1').toString('utf8') }, sent);
    } else {
      assert.ok(PARSER_REFUSALS.has(status), `${head}\n${body}`);
      assert.equal(body.replaceAll('0\r\n\r\n', ''), '', 'a refusal of the parser says nothing');
    }
  }
  return answers;
}

const CLOSE = 'Host: shop.example\r\nConnection: close\r\n';
const JSON_BODY = 'Content-Type: application/json\r\n';
const get = (target: string, more = '') => `GET ${target} HTTP/1.1\r\n${CLOSE}${more}\r\n`;
const post = (target: string, more: string, body: string) =>
  `POST ${target} HTTP/1.1\r\n${CLOSE}${JSON_BODY}${more}\r\n${body}`;
const statusesOf = async (...request: Parameters<typeof exchange>) =>
  (await exchange(...request)).map(({ status }) => status);

const SESSION = '/support-chat/chat/session?id=wk_demo';
const POLL = '/support-chat/chat/poll?id=wk_demo';

describe('a server that is sent bytes', () => {
  it('finds one address behind dots, and none behind slashes', async () => {
    const targets: Readonly<Record<string, number>> = {
      '/support-chat/health': 200,
      '/support-chat/chat/../health': 200,
      '/support-chat/./health': 200,
      '/support-chat/%2e%2e/support-chat/health': 200,
      '/../../support-chat/health': 200,
      'http://evil.example/support-chat/health': 200,
      '//support-chat/health': 404,
      '/support-chat//health': 404,
      '/support-chat/health/': 404,
      '/support-chat/health%2f': 404,
      '/support-chat/chat%2f..%2fhealth': 404,
      '/SUPPORT-CHAT/health': 404,
      '/support-chat/health%00': 404,
      '/support-chat/%': 404,
      '/support-chat/%ff': 404,
      '/support-chat/internal/../../etc/passwd': 404,
      '/support-chat/internal/tick': 401,
      '/support-chat/widget-config/../internal/tick': 401,
    };
    for (const [target, status] of Object.entries(targets)) {
      assert.deepEqual([target, await statusesOf(get(target))], [target, [status]]);
    }
  });

  it('survives every request line', async () => {
    const lines = [
      'GET',
      'GET /',
      'GET / HTTP/9.9',
      'get /support-chat/health HTTP/1.1',
      'GET * HTTP/1.1',
      '\0\0\0',
      'G\u00cbT / HTTP/1.1',
    ];
    for (const line of [
      ...lines,
      'PRI * HTTP/2.0',
      'CONNECT shop.example:443 HTTP/1.1',
      `GET /${'x'.repeat(100_000)} HTTP/1.1`,
    ]) {
      await exchange(`${line}\r\n${CLOSE}\r\n`, 'gives up');
    }
    for (const method of ['OPTIONS', 'PUT', 'HEAD', 'SEARCH', 'PURGE']) {
      await exchange(`${method} ${POLL} HTTP/1.1\r\n${CLOSE}\r\n`);
    }
    assert.deepEqual(await statusesOf(`TRACE ${POLL} HTTP/1.1\r\n${CLOSE}\r\n`), [501]);
  });

  it('takes a body for what its length says, and nothing of what comes behind it', async () => {
    assert.deepEqual(await statusesOf(post(SESSION, 'Content-Length: 2\r\n', '{}')), [200]);
    assert.deepEqual(
      (await statusesOf(post(SESSION, 'Content-Length: 2\r\n', `{}${get('/support-chat/health')}`))).length,
      1,
    );
    assert.deepEqual(await statusesOf(post(SESSION, 'Content-Length: 1\r\n', '{}')), [400]);
    assert.deepEqual(await statusesOf(post(SESSION, '', '{}')), [400]);
    assert.deepEqual(await statusesOf(post(SESSION, 'Content-Length: 99999999\r\n', '{}')), [413]);
    for (const length of ['-1', '1e1', '0x2', '2, 2', '2, 3', '٢', ' ', '18446744073709551617']) {
      await exchange(post(SESSION, `Content-Length: ${length}\r\n`, '{}'), 'gives up');
    }
    // Broken off in the middle: there is nobody to answer.
    await exchange(post(SESSION, 'Content-Length: 50\r\n', '{'), 'hangs up');
  });

  it('reads chunks up to the limit, and never a length next to them', async () => {
    const chunked = 'Transfer-Encoding: chunked\r\n';
    assert.deepEqual(await statusesOf(post(SESSION, chunked, '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n')), [200]);
    const tooMuch = `4000\r\n${' '.repeat(0x4000)}\r\n`.repeat(6);
    assert.deepEqual(await statusesOf(post(SESSION, chunked, `${tooMuch}2\r\n{}\r\n0\r\n\r\n`)), [413]);
    assert.deepEqual(await statusesOf(post(SESSION, `${chunked}Content-Length: 2\r\n`, '2\r\n{}\r\n0\r\n\r\n')), [400]);
    for (const body of [
      'x\r\n',
      '-1\r\n',
      'ffffffffffffffff\r\n{}',
      '2;a=b\r\n{}\r\n0\r\nx: y\r\n\r\n',
      '2\r\n{}',
      '2{}0',
    ]) {
      await exchange(post(SESSION, chunked, body), 'gives up');
    }
    for (const coding of ['gzip', 'chunked, gzip', 'xchunked', 'chunked\r\nTransfer-Encoding: identity']) {
      await exchange(post(SESSION, `Transfer-Encoding: ${coding}\r\n`, '2\r\n{}\r\n0\r\n\r\n'), 'gives up');
    }
  });

  it('does not mind a body where none belongs', async () => {
    const authorization = `Authorization: Bearer ${actor.known['token'] ?? ''}\r\n`;
    assert.deepEqual(await statusesOf(get(POLL, `${authorization}Content-Length: 2\r\n`) + '{}'), [200]);
    assert.deepEqual(await statusesOf(get('/support-chat/health', 'Content-Length: 3\r\n') + 'GET'), [200]);
  });

  it('believes one token: the first', async () => {
    const good = `Authorization: Bearer ${actor.known['token'] ?? ''}\r\n`;
    const bad = 'Authorization: Bearer a.b.c\r\n';
    assert.deepEqual(await statusesOf(get(POLL, good)), [200]);
    assert.deepEqual(await statusesOf(get(POLL, bad + good)), [401]);
    assert.deepEqual(await statusesOf(get(POLL, good.replace('Bearer ', 'bEARER \t'))), [401]);
    assert.deepEqual(await statusesOf(get(POLL, good.replace('Authorization', 'aUTHORIZATION'))), [200]);
  });

  it('never writes a header that a caller made up', async () => {
    const headers = [
      'X-Request-Id: a\r\n b\r\n',
      'X-Request-Id: a\rSet-Cookie: stolen=1\r\n',
      'X-Request-Id: a\nSet-Cookie: stolen=1\r\n',
      'X-Request-Id: a\0b\r\n',
      'X-Request-Id: %0d%0aSet-Cookie: stolen=1\r\n',
      'Origin: https://shop.example\rSet-Cookie: stolen=1\r\n',
      'Origin: https://shop.example\nSet-Cookie: stolen=1\r\n',
      'Origin: https://shop.example%0d%0aSet-Cookie: stolen=1\r\n',
      'Origin: https://shop.example\u0085Set-Cookie: stolen=1\r\n',
      'Origin: a\r\nOrigin: b\r\n',
    ];
    for (const header of headers) {
      for (const { head } of await exchange(get('/support-chat/widget-config?id=wk_demo', header))) {
        assert.doesNotMatch(head, /^set-cookie/im, header);
      }
    }
  });

  it('goes on, whatever the bytes were', async () => {
    let arrived = 0;
    const garbage = fc.array(fc.nat(255), { maxLength: 20 }).map((bytes) => String.fromCharCode(...bytes));
    const header = fc.oneof(
      fc.constantFrom(JSON_BODY, 'Content-Length: 2\r\n', 'Transfer-Encoding: chunked\r\n', 'Expect: 100-continue\r\n'),
      fc.constantFrom(
        'Connection: upgrade\r\nUpgrade: websocket\r\n',
        'Host: \r\n',
        ':\r\n',
        '\n',
        'a: b\n',
        ' folded\r\n',
      ),
      fc
        .tuple(fc.constantFrom('Origin', 'X-Request-Id', 'Authorization', 'X-Forwarded-For', 'Cookie'), garbage)
        .map(([name, value]) => `${name}: ${value}\r\n`),
    );
    const request = fc
      .tuple(
        fc.constantFrom('GET', 'POST', 'OPTIONS', 'DELETE', 'QUERY'),
        fc.oneof(
          fc.constantFrom(SESSION, POLL),
          garbage.map((text) => `/support-chat/chat/session?id=wk_demo&x=${text}`),
        ),
        fc.array(header, { maxLength: 5 }),
        fc.oneof(fc.constantFrom('', '{}', '2\r\n{}\r\n0\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n'), garbage),
      )
      .map(
        ([method, target, headers, body]) => `${method} ${target} HTTP/1.1\r\n${headers.join('')}${CLOSE}\r\n${body}`,
      );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 5, arbitrary: request }, { weight: 1, arbitrary: garbage }),
        async (letters) => {
          if ((await exchange(letters, 'gives up')).some(({ head }) => /x-request-id/i.test(head))) arrived += 1;
        },
      ),
      // One that is a request for certain, whatever the others turn out to be.
      { ...fuzz('any bytes'), examples: [[get(POLL)]] },
    );
    assert.ok(arrived > 0, 'nothing came past the parser of the server');
    assert.deepEqual(await statusesOf(get('/support-chat/health')), [200]);
  });
});
