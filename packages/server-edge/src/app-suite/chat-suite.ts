import assert from 'node:assert/strict';
import { CONVERSATION_ID, WIDGET_ID } from '../../testing/fake-database.ts';
import { TestVisitor } from '../../testing/test-visitor.ts';
import { messagePageSchema, messageResponseSchema } from '../schemas/message.ts';
import { readResponseSchema, syncSchema } from '../schemas/sync.ts';
import type { AppCases } from '../app-suite.ts';

const MESSAGE_ID = '11111111-1111-4111-8111-111111111111';

async function startedVisitor() {
  const visitor = await TestVisitor.create();
  const session = await visitor.openSession();
  const scope = { p_session_id: session.session_id, p_visitor_id: session.visitor_id, p_widget_id: WIDGET_ID };
  return { visitor, token: session.access_token, scope, database: visitor.deps.database };
}

export const chatCases: AppCases = {
  'starts a conversation': async () => {
    const { visitor, token, scope, database } = await startedVisitor();
    const department_id = '80000000-0000-4000-8000-000000000001';
    const answer = await visitor.call('chat/start', { token, body: { department_id, context: { language: 'de' } } });
    assert.equal(answer.status, 200);
    assert.equal(syncSchema.parse(answer.json()).conversation?.number, 1_024);
    const expected = { ...scope, p_department_id: department_id, p_context: { language: 'de' } };
    assert.deepEqual(database.callsOf('support_start_conversation'), [expected]);
  },

  'stores a message with one call to the database': async () => {
    const { visitor, token, scope, database } = await startedVisitor();
    const before = database.calls.length;
    const body = { id: MESSAGE_ID, text: 'Do you ship to Iceland?', conversation_id: CONVERSATION_ID };
    const answer = await visitor.call('chat/message', { token, body });
    assert.equal(answer.status, 200);
    assert.equal(messageResponseSchema.parse(answer.json()).message.text, body.text);
    assert.equal(database.calls.length, before + 1);
    const [{ p_ip_hash, ...args } = {}] = database.callsOf('support_post_visitor_message');
    assert.match(String(p_ip_hash), /^[0-9a-f]{64}$/);
    assert.deepEqual(args, {
      ...scope,
      p_message_id: MESSAGE_ID,
      p_text: body.text,
      p_conversation_id: CONVERSATION_ID,
    });
  },

  'gives a repeated message the same answer': async () => {
    const { visitor, token } = await startedVisitor();
    const body = { id: MESSAGE_ID, text: 'Hello?' };
    const first = await visitor.call('chat/message', { token, body });
    const second = await visitor.call('chat/message', { token, body });
    assert.equal(second.text, first.text);
  },

  'drives the delivery after the answer, and survives its failure': async () => {
    const { visitor, token } = await startedVisitor();
    visitor.deps.telegram.failure = new Error('Telegram is down');
    const answer = await visitor.call('chat/message', { token, body: { id: MESSAGE_ID, text: 'Hello?' } });
    await visitor.deps.settled();
    assert.equal(answer.status, 200);
    assert.deepEqual(visitor.deps.telegram.driven, ['outbox']);
    assert.deepEqual(
      visitor.deps.logger.records.filter(({ level }) => level !== 'info').map(({ event }) => event),
      ['background.failed'],
    );
  },

  'drives nothing when the message was refused': async () => {
    const { visitor, token, database } = await startedVisitor();
    database.refuseWith('support_post_visitor_message', 'SC030');
    const answer = await visitor.call('chat/message', { token, body: { id: MESSAGE_ID, text: ' ' } });
    assert.deepEqual([answer.status, answer.code], [400, 'message_invalid']);
    assert.deepEqual(visitor.deps.telegram.driven, []);
  },

  'makes a text storable before the database sees it': async () => {
    const { visitor, token, database } = await startedVisitor();
    await visitor.call('chat/message', { token, body: { id: MESSAGE_ID, text: `ok 😀 \u0000 ${'\ude00'}` } });
    assert.equal(database.callsOf('support_post_visitor_message')[0]?.['p_text'], 'ok 😀 \uFFFD \uFFFD');
  },

  'lists history in both directions': async () => {
    const { visitor, token, scope, database } = await startedVisitor();
    const conversation_id = CONVERSATION_ID;
    const answer = await visitor.call('chat/messages', {
      token,
      query: { conversation_id, before_seq: '40', limit: '20' },
    });
    assert.equal(answer.status, 200);
    messagePageSchema.parse(answer.json());
    await visitor.call('chat/messages', { token, query: { conversation_id, after_seq: '0' } });
    assert.deepEqual(database.callsOf('support_list_messages'), [
      { ...scope, p_conversation_id: conversation_id, p_before_seq: 40, p_limit: 20 },
      { ...scope, p_conversation_id: conversation_id, p_after_seq: 0 },
    ]);
  },

  'polls from a cursor, and from the beginning without one': async () => {
    const { visitor, token, scope, database } = await startedVisitor();
    const answer = await visitor.call('chat/poll', {
      token,
      query: { conversation_id: CONVERSATION_ID, after_revision: '7' },
    });
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    syncSchema.parse(answer.json());
    await visitor.call('chat/poll', { token });
    assert.deepEqual(database.callsOf('support_poll_changes'), [
      { ...scope, p_conversation_id: CONVERSATION_ID, p_after_revision: 7 },
      scope,
    ]);
  },

  'marks messages as read': async () => {
    const { visitor, token, scope, database } = await startedVisitor();
    const answer = await visitor.call('chat/read', { token, body: { conversation_id: CONVERSATION_ID, seq: 4 } });
    assert.equal(readResponseSchema.parse(answer.json()).conversation.visitor_read_seq, 4);
    assert.deepEqual(database.callsOf('support_mark_read'), [
      { ...scope, p_conversation_id: CONVERSATION_ID, p_seq: 4 },
    ]);
  },
};
