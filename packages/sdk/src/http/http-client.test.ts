import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../testing/fake-clock.ts';
import { ChatError } from '../errors.ts';
import { createHttp, type FetchLike, type HttpRequest } from './http-client.ts';

describe('the HTTP client', () => {
  let clock: FakeClock;
  let calls: { url: string; init: RequestInit }[];
  let outcomes: boolean[];
  let life: AbortController;
  beforeEach(() => {
    clock = new FakeClock();
    calls = [];
    outcomes = [];
    life = new AbortController();
  });

  function ask<Answer>(request: HttpRequest, respond: () => Promise<Response>, token?: string): Promise<Answer> {
    const fetch: FetchLike = (url, init) => {
      calls.push({ url, init });
      return respond();
    };
    const send = createHttp({
      apiUrl: 'https://api.test/support-chat',
      widgetId: 'wk_demo',
      fetch,
      timers: clock,
      onOutcome: (isAnswered) => outcomes.push(isAnswered),
      signal: life.signal,
    });
    return send('chat/poll', request, token);
  }

  async function failureOf(request: HttpRequest, respond: () => Promise<Response>): Promise<ChatError> {
    const failure = await ask(request, respond).then(
      () => assert.fail('It did not fail.'),
      (error: unknown) => error,
    );
    assert.ok(failure instanceof ChatError);
    return failure;
  }

  const ok = async (): Promise<Response> => Response.json({ fine: true });
  const refusal = (status: number, body: unknown, headers?: Record<string, string>) => async (): Promise<Response> =>
    Response.json(body, { status, ...(headers ? { headers } : {}) });

  it('names the widget in every call and leaves out what is undefined', async () => {
    assert.deepEqual(await ask({ query: { after_revision: 7, conversation_id: undefined } }, ok), { fine: true });
    assert.equal(calls[0]?.url, 'https://api.test/support-chat/chat/poll?id=wk_demo&after_revision=7');
    assert.equal(calls[0]?.init.method, 'GET');
    assert.equal(calls[0]?.init.credentials, 'omit');
    assert.deepEqual(outcomes, [true]);
    assert.equal(clock.pending, 0, 'the timeout is cancelled');
  });

  it('posts JSON with the bearer token, able to outlive the page', async () => {
    await ask({ body: { text: 'Hi' } }, ok, 'secret');
    const init = calls[0]?.init;
    assert.equal(init?.method, 'POST');
    assert.equal(init?.body, '{"text":"Hi"}');
    assert.deepEqual(init?.headers, { 'content-type': 'application/json', authorization: 'Bearer secret' });
    assert.equal(init?.keepalive, true);
  });

  it('does not ask the browser to keep a large request alive', async () => {
    await ask({ body: { text: 'x'.repeat(20_000) } }, ok);
    assert.equal(calls[0]?.init.keepalive, false);
  });

  it('turns a refusal into its code, not to be repeated', async () => {
    const error = await failureOf({}, refusal(403, { error: { code: 'visitor_banned', message: 'No.' } }));
    assert.equal(error.code, 'visitor_banned');
    assert.equal(error.message, 'No.');
    assert.equal(error.status, 403);
    assert.equal(error.retryable, false);
    assert.deepEqual(outcomes, [true], 'a refusal is an answer');
  });

  it('hands on what the server says besides, frozen', async () => {
    const details = { fields: { email: 'email' } };
    const error = await failureOf({}, refusal(400, { error: { code: 'prechat_invalid', message: '', details } }));
    assert.deepEqual(error.details, details);
    assert.throws(() => ((error.details as typeof details).fields.email = 'fine'), TypeError);
    assert.equal(
      (await failureOf({}, refusal(400, { error: { code: 'invalid_json', message: '' } }))).details,
      undefined,
    );
  });

  it('keeps codes of a newer server as they are', async () => {
    assert.equal((await failureOf({}, refusal(422, { error: { code: 'new_thing', message: '' } }))).code, 'new_thing');
  });

  for (const [status, code, retryable] of [
    [400, 'invalid_request', false],
    [401, 'token_invalid', false],
    [404, 'not_found', false],
    [408, 'invalid_request', true],
    [425, 'invalid_request', true],
    [429, 'rate_limited', true],
    [502, 'internal_error', true],
  ] as const) {
    it(`reads a bare ${status} as ${code}${retryable ? ', to be repeated' : ''}`, async () => {
      const error = await failureOf({}, async () => new Response('<html>', { status }));
      assert.equal(error.code, code);
      assert.equal(error.retryable, retryable);
    });
  }

  it('does not count a 5xx as an answer', async () => {
    await failureOf({}, async () => new Response('', { status: 503 }));
    assert.deepEqual(outcomes, [false]);
  });

  it('reads Retry-After in seconds and as a date', async () => {
    const seconds = await failureOf(
      {},
      refusal(429, { error: { code: 'rate_limited', message: '' } }, { 'retry-after': '7' }),
    );
    assert.equal(seconds.retryAfterMs, 7_000);
    const date = new Date(clock.now() + 30_000).toUTCString();
    const dated = await failureOf({}, refusal(503, {}, { 'retry-after': date }));
    assert.equal(dated.retryAfterMs, 30_000);
    // By a clock that is ahead of the server's it is over already.
    clock.turnBack(-7_200_000);
    const past = await failureOf({}, refusal(503, {}, { 'retry-after': date }));
    assert.equal(past.retryAfterMs, 0);
    const nonsense = await failureOf({}, refusal(503, {}, { 'retry-after': 'soon' }));
    assert.equal(nonsense.retryAfterMs, undefined);
  });

  it('calls a failed fetch "network unavailable" and keeps the cause', async () => {
    const cause = new TypeError('Failed to fetch');
    const error = await failureOf({}, () => Promise.reject(cause));
    assert.equal(error.code, 'network_unavailable');
    assert.equal(error.cause, cause);
    assert.equal(error.retryable, true);
    assert.deepEqual(outcomes, [false]);
  });

  it('takes the login page of a hotel for no answer', async () => {
    const error = await failureOf({}, async () => new Response('<h1>Welcome</h1>'));
    assert.equal(error.code, 'network_unavailable');
    assert.deepEqual(outcomes, [false]);
  });

  it('gives up after 15 s, even when fetch ignores its signal', async () => {
    const failing = failureOf({}, () => new Promise(() => {}));
    await clock.advance(14_999);
    assert.deepEqual(outcomes, []);
    await clock.advance(1);
    const error = await failing;
    assert.equal(error.code, 'timeout');
    assert.equal(error.retryable, true);
    assert.equal(calls[0]?.init.signal?.aborted, true);
    assert.deepEqual(outcomes, [false]);
  });

  it('gives up while the body is still coming', async () => {
    const failing = failureOf({ timeoutMs: 500 }, async () => new Response(new ReadableStream()));
    await clock.advance(500);
    assert.equal((await failing).code, 'timeout');
  });

  it('is called off by its signal and counts that as nothing', async () => {
    const failing = failureOf({}, () => new Promise(() => {}));
    await clock.advance(0);
    life.abort();
    assert.equal((await failing).code, 'aborted');
    assert.deepEqual(outcomes, []);
    assert.equal(clock.pending, 0);
  });

  it('does not wait when it was called off before', async () => {
    life.abort();
    const error = await failureOf({}, () => new Promise(() => {}));
    assert.equal(error.code, 'aborted');
    assert.equal(calls.length, 0);
  });
});
