import assert from 'node:assert/strict';
import { TestVisitor } from '../../testing/test-visitor.ts';
import type { AppCases } from '../app-suite.ts';

export const failureCases: AppCases = {
  'answers 429 with the seconds to wait when the database limits': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.refuseWith('support_create_session', 'SC040', '7');
    const answer = await visitor.call('chat/session', { body: {} });
    assert.deepEqual([answer.status, answer.code], [429, 'rate_limited']);
    assert.equal(answer.headers.get('retry-after'), '7');
  },

  'answers 503 with Retry-After when the database gives no answer': async () => {
    const visitor = await TestVisitor.create();
    for (const sqlstate of ['08006', '57014', '53300', '57P03', '40001']) {
      visitor.deps.database.refuseWith('support_create_session', sqlstate);
      const answer = await visitor.call('chat/session', { body: {} });
      assert.deepEqual([answer.status, answer.code], [503, 'database_unavailable'], sqlstate);
      assert.equal(answer.headers.get('retry-after'), '2');
    }
  },

  'turns every refusal of the database into its code and status': async () => {
    const visitor = await TestVisitor.create();
    const { access_token: token } = await visitor.openSession();
    const body = { id: '11111111-1111-4111-8111-111111111111', text: 'Hello' };
    const answers: Record<string, readonly [number, string | undefined]> = {};
    for (const sqlstate of ['SC002', 'SC010', 'SC011', 'SC012', 'SC014', 'SC020', 'SC021', 'SC030', 'SC031', 'SC032']) {
      visitor.deps.database.refuseWith('support_post_visitor_message', sqlstate);
      const answer = await visitor.call('chat/message', { token, body });
      answers[sqlstate] = [answer.status, answer.code];
    }
    assert.deepEqual(answers, {
      SC002: [403, 'widget_disabled'],
      SC010: [401, 'session_not_found'],
      SC011: [401, 'session_revoked'],
      SC012: [401, 'session_expired'],
      SC014: [403, 'visitor_banned'],
      SC020: [404, 'conversation_not_found'],
      SC021: [404, 'department_not_found'],
      SC030: [400, 'message_invalid'],
      SC031: [409, 'message_id_conflict'],
      SC032: [413, 'message_too_long'],
    });
  },

  'never tells what went wrong inside, but logs it with the request id': async () => {
    const visitor = await TestVisitor.create();
    const failures = [
      () => visitor.deps.database.failWith('support_create_session', new TypeError('secret table name')),
      () => visitor.deps.database.refuseWith('support_create_session', '23514', 'secret table name'),
      () => visitor.deps.database.refuseWith('support_create_session', '42883', 'secret table name'),
    ];
    for (const fail of failures) {
      fail();
      const answer = await visitor.call('chat/session', { body: {} });
      assert.deepEqual([answer.status, answer.code], [500, 'internal_error']);
      assert.equal(answer.text.includes('secret'), false);
      const record = visitor.deps.logger.records.findLast(({ level }) => level === 'error');
      assert.equal(record?.event, 'request.failed');
      assert.equal(record?.fields['request_id'], answer.headers.get('x-request-id'));
      assert.notEqual(record?.fields['error'], undefined);
    }
  },

  'carries a request id on every answer, the caller’s own when it is harmless': async () => {
    const visitor = await TestVisitor.create();
    const own = await visitor.call('health', { headers: { 'x-request-id': 'page-42' } });
    assert.equal(own.headers.get('x-request-id'), 'page-42');
    for (const header of [undefined, 'x'.repeat(65), 'a b', '<script>']) {
      const answer = await visitor.call('nothing', { headers: { 'x-request-id': header } });
      assert.match(answer.headers.get('x-request-id') ?? '', /^7[0-9a-f-]{35}$/);
    }
    assert.notEqual((await visitor.call('chat/message', { method: 'OPTIONS' })).headers.get('x-request-id'), null);
  },

  'says that it runs without asking anybody': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.refuseWith('*', '08006');
    const answer = await visitor.call('health', { widgetKey: null });
    assert.deepEqual([answer.status, answer.json()], [200, { status: 'ok', protocol: 1 }]);
  },
};
