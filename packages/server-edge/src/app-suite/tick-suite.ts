import assert from 'node:assert/strict';
import { SECRET_KEY } from '../../testing/fake-deps.ts';
import { TestVisitor } from '../../testing/test-visitor.ts';
import type { AppCases } from '../app-suite.ts';

export const tickCases: AppCases = {
  'does the scheduled work for the project’s own key': async () => {
    const visitor = await TestVisitor.create();
    const answer = await visitor.call('internal/tick', {
      method: 'POST',
      headers: { apikey: SECRET_KEY },
      widgetKey: null,
    });
    await visitor.deps.settled();
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json()['done'], { expired_sessions: 1, pruned_updates: 2 });
    assert.equal(visitor.deps.database.callsOf('support_run_tick').length, 1);
    assert.deepEqual(visitor.deps.telegram.driven, ['inbox', 'outbox']);
  },

  'says so when another tick does the work, and still drives what is due': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.answerWith('support_run_tick', { skipped: true });
    const answer = await visitor.call('internal/tick', { method: 'POST', headers: { apikey: SECRET_KEY } });
    await visitor.deps.settled();
    const { skipped, rounds, done } = answer.json();
    assert.deepEqual([answer.status, skipped, rounds, done], [200, true, 0, {}]);
    assert.deepEqual(visitor.deps.telegram.driven, ['inbox', 'outbox']);
  },

  'drives what is due also when the database cannot do its part, which it says': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.refuseWith('support_run_tick', '57014');
    const answer = await visitor.call('internal/tick', { method: 'POST', headers: { apikey: SECRET_KEY } });
    await visitor.deps.settled();
    assert.deepEqual([answer.status, answer.code], [503, 'database_unavailable']);
    assert.deepEqual(visitor.deps.telegram.driven, ['inbox', 'outbox']);
  },

  'refuses everybody else before anything happens': async () => {
    const visitor = await TestVisitor.create();
    const { access_token } = await visitor.openSession();
    const call = async (headers: Record<string, string>) =>
      (await visitor.call('internal/tick', { method: 'POST', headers })).code;
    assert.equal(await call({}), 'token_missing');
    assert.equal(await call({ authorization: `Bearer ${SECRET_KEY}` }), 'token_missing');
    assert.equal(await call({ apikey: '' }), 'token_invalid');
    assert.equal(await call({ apikey: SECRET_KEY.slice(0, -1) }), 'token_invalid');
    assert.equal(await call({ apikey: `${SECRET_KEY}x` }), 'token_invalid');
    assert.equal(await call({ apikey: access_token }), 'token_invalid');
    assert.deepEqual(visitor.deps.database.callsOf('support_run_tick'), []);
    assert.deepEqual(visitor.deps.telegram.driven, []);
  },

  'is closed when no key is configured': async () => {
    const visitor = await TestVisitor.create({ config: { secretKeys: [] } });
    const answer = await visitor.call('internal/tick', { method: 'POST', headers: { apikey: '' } });
    assert.deepEqual([answer.status, answer.code], [401, 'token_invalid']);
  },

  'is not for browsers': async () => {
    const visitor = await TestVisitor.create();
    const preflight = await visitor.call('internal/tick', { method: 'OPTIONS' });
    assert.equal(preflight.status, 401);
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
  },
};
