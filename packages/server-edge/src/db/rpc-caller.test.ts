import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { RecordedDataApi } from '../../testing/recorded-data-api.ts';
import { describeDatabaseCaller } from './database-caller-contract.ts';
import { DatabaseError } from './database-caller.ts';
import { createRpcCaller } from './rpc-caller.ts';

let api: RecordedDataApi;

before(async () => {
  api = await RecordedDataApi.start();
});
beforeEach(() => {
  api.alwaysAnswer = undefined;
});
after(() => api.stop());

const caller = (secretKey = 'sb_secret_for_tests') => createRpcCaller({ url: api.url, secretKey });

describeDatabaseCaller('the RPC caller over recorded answers', caller);

describe('the RPC caller', () => {
  const failure = async (options: Partial<Parameters<typeof createRpcCaller>[0]> = {}) => {
    const outcome = await createRpcCaller({ url: api.url, secretKey: 'sb_secret_for_tests', ...options })
      .call('support_probe_null', {})
      .catch((error: unknown) => error);
    assert.ok(outcome instanceof DatabaseError, `expected a DatabaseError, got ${String(outcome)}`);
    return [outcome.kind, outcome.sqlstate];
  };
  const answering = (status: number, body: string) => ({
    fetch: () => Promise.resolve(new Response(body, { status })),
  });

  it('sends a new secret key as apikey only, and a legacy one as the token too', async () => {
    await caller().call('support_probe_null', {});
    const seen = api.requests.at(-1);
    assert.deepEqual([seen?.method, seen?.url], ['POST', '/rest/v1/rpc/support_probe_null']);
    assert.equal(seen?.headers.apikey, 'sb_secret_for_tests');
    assert.equal(seen?.headers.authorization, undefined);

    await caller('header.payload.signature').call('support_probe_null', {});
    assert.equal(api.requests.at(-1)?.headers.authorization, 'Bearer header.payload.signature');
  });

  it('is refused, not unavailable, when its own key or the exposed schemas are wrong', async () => {
    for (const recorded of ['expired token', 'forged token', 'schema not exposed']) {
      api.alwaysAnswer = recorded;
      assert.deepEqual(await failure(), ['refused', '28000'], recorded);
    }
    assert.deepEqual(await failure(answering(403, 'Forbidden')), ['refused', '28000']);
  });

  it('calls a statement timeout unavailable', async () => {
    api.alwaysAnswer = 'statement timeout';
    assert.deepEqual(await failure(), ['unavailable', '57014']);
  });

  it('calls it unavailable when PostgREST cannot reach the database, or a gateway answers in its place', async () => {
    const cannotConnect = JSON.stringify({
      code: 'PGRST003',
      message: 'Timed out acquiring connection',
      details: null,
      hint: null,
    });
    assert.deepEqual(await failure(answering(504, cannotConnect)), ['unavailable', '08006']);
    assert.deepEqual(await failure(answering(502, '<html>Bad gateway</html>')), ['unavailable', '08006']);
    assert.deepEqual(await failure(answering(429, 'Too many requests')), ['unavailable', '08006']);
  });

  it('never takes an answer without a result for null', async () => {
    assert.deepEqual(await failure(answering(404, '')), ['unavailable', '08006']);
    api.alwaysAnswer = 'void result';
    assert.deepEqual(await failure(), ['unavailable', '08006']);
    assert.deepEqual(await failure(answering(200, '<html>maintenance</html>')), ['unavailable', '08006']);
  });

  it('calls it unavailable when there is no answer, and gives up in time', async () => {
    assert.deepEqual(await failure({ fetch: () => Promise.reject(new TypeError('fetch failed')) }), [
      'unavailable',
      '08006',
    ]);
    const never: typeof fetch = (_input, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)),
      );
    assert.deepEqual(await failure({ fetch: never, timeoutMs: 5 }), ['unavailable', '08006']);
  });
});
