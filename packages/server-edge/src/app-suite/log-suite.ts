import assert from 'node:assert/strict';
import { TestVisitor } from '../../testing/test-visitor.ts';
import type { AppCases } from '../app-suite.ts';

const MESSAGE = { id: '11111111-1111-4111-8111-111111111111', text: 'My name is Robin' };

export const logCases: AppCases = {
  'says one line for each request: method, route, status, time and id': async () => {
    const visitor = await TestVisitor.create();
    const { access_token: token } = await visitor.openSession();
    visitor.deps.logger.records.length = 0;
    const answer = await visitor.call('chat/message', { token, body: MESSAGE });
    await visitor.deps.settled();
    assert.deepEqual(visitor.deps.logger.records, [
      {
        level: 'info',
        event: 'request.answered',
        fields: {
          request_id: answer.headers.get('x-request-id'),
          method: 'POST',
          route: '/support-chat/chat/message',
          status: 200,
          duration_ms: 0,
        },
      },
    ]);
  },

  'says the status of refusals and failures, too': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.failWith('support_create_session', new Error('out of order'));
    await visitor.call('chat/session', { body: {} });
    await visitor.call('chat/poll');
    await visitor.call('chat/poll', { method: 'DELETE' });
    const lines = visitor.deps.logger.records.filter(({ event }) => event === 'request.answered');
    assert.deepEqual(
      lines.map(({ fields }) => [fields['method'], fields['route'], fields['status']]),
      [
        ['POST', '/support-chat/chat/session', 500],
        ['GET', '/support-chat/chat/poll', 401],
        ['DELETE', '/support-chat/chat/poll', 405],
      ],
    );
  },

  'never says an address as it was typed': async () => {
    const visitor = await TestVisitor.create();
    await visitor.call('chat/robin@shop.example', { query: { email: 'robin@shop.example' } });
    await visitor.call('robin@shop.example');
    visitor.deps.database.failWith('*', new Error('out of order'));
    await visitor.call('widget-config', { widgetKey: 'wk_robin', query: { email: 'robin@shop.example' } });
    assert.equal(visitor.deps.logger.records.length, 4);
    assert.doesNotMatch(JSON.stringify(visitor.deps.logger.records), /robin/);
  },
};
