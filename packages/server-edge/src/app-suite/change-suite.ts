import assert from 'node:assert/strict';
import { aWidget, CONVERSATION_ID, WIDGET_ID } from '../../testing/fake-database.ts';
import { TestVisitor } from '../../testing/test-visitor.ts';
import { endResponseSchema } from '../schemas/conversation-end.ts';
import { conversationsResponseSchema } from '../schemas/conversation-list.ts';
import { feedbackResponseSchema } from '../schemas/feedback.ts';
import { messageDeletionResponseSchema, messageEditResponseSchema } from '../schemas/message-change.ts';
import { transcriptResponseSchema } from '../schemas/transcript.ts';
import { typingResponseSchema } from '../schemas/typing.ts';
import type { AppCases } from '../app-suite.ts';

const MESSAGE_ID = '11111111-1111-4111-8111-111111111111';
const MESSAGE = `chat/message/${MESSAGE_ID}`;
const conversation_id = CONVERSATION_ID;

async function chattingVisitor() {
  const visitor = await TestVisitor.create();
  const { access_token: token, session_id, visitor_id } = await visitor.openSession();
  const scope = { p_session_id: session_id, p_visitor_id: visitor_id, p_widget_id: WIDGET_ID };
  await visitor.call('chat/message', { token, body: { id: MESSAGE_ID, text: 'Do you ship to Island?' } });
  await visitor.deps.settled();
  visitor.deps.telegram.driven.length = 0;
  return { visitor, token, scope, database: visitor.deps.database, driven: visitor.deps.telegram.driven };
}

function withFeatures(visitor: TestVisitor, features: Record<string, boolean>): void {
  visitor.deps.database.widgets.set('wk_demo', aWidget({ features }));
  visitor.deps.advance(60_000);
}

export const changeCases: AppCases = {
  'edits a message with one call to the database, and tells Telegram': async () => {
    const { visitor, token, scope, database, driven } = await chattingVisitor();
    const before = database.calls.length;
    const answer = await visitor.call(MESSAGE, { method: 'PATCH', token, body: { text: 'Do you ship to Iceland?' } });
    assert.equal(answer.status, 200);
    const { outcome, message } = messageEditResponseSchema.parse(answer.json());
    assert.deepEqual([outcome, message.text, message.revision], ['edited', 'Do you ship to Iceland?', 2]);
    assert.equal(database.calls.length, before + 1);
    assert.deepEqual(database.callsOf('support_edit_visitor_message'), [
      { ...scope, p_message_id: MESSAGE_ID, p_text: 'Do you ship to Iceland?' },
    ]);
    assert.deepEqual(driven, ['outbox']);
  },

  'tells Telegram nothing of an edit that changes nothing': async () => {
    const { visitor, token, driven } = await chattingVisitor();
    const answer = await visitor.call(MESSAGE, { method: 'PATCH', token, body: { text: 'Do you ship to Island?' } });
    assert.equal(answer.json()['outcome'], 'unchanged');
    assert.deepEqual(driven, []);
  },

  'takes a message back once, and says so the second time': async () => {
    const { visitor, token, driven } = await chattingVisitor();
    const unsend = async () =>
      messageDeletionResponseSchema.parse((await visitor.call(MESSAGE, { method: 'DELETE', token })).json());
    const first = await unsend();
    const second = await unsend();
    assert.deepEqual([first.outcome, second.outcome], ['deleted', 'already_deleted']);
    assert.deepEqual([first.message.text, second.message], ['', first.message]);
    assert.deepEqual(driven, ['outbox']);
  },

  'refuses what the database refuses of a change': async () => {
    const { visitor, token, database, driven } = await chattingVisitor();
    const answers: Record<string, unknown> = {};
    for (const sqlstate of ['SC033', 'SC034', 'SC030', 'SC032', 'SC015']) {
      database.refuseWith('support_edit_visitor_message', sqlstate);
      const answer = await visitor.call(MESSAGE, { method: 'PATCH', token, body: { text: 'Hello' } });
      answers[sqlstate] = [answer.status, answer.code];
    }
    assert.deepEqual(answers, {
      SC033: [404, 'message_not_found'],
      SC034: [409, 'edit_window_over'],
      SC030: [400, 'message_invalid'],
      SC032: [413, 'message_too_long'],
      SC015: [401, 'token_expired'],
    });
    assert.deepEqual(driven, []);
  },

  'knows no message by what is no id, and asks nobody': async () => {
    const { visitor, token, database } = await chattingVisitor();
    const before = database.calls.length;
    for (const id of ['1', "'; drop table support.messages --", '%00', '%E0%A4%A', '-'.repeat(36), 'x'.repeat(2_000)]) {
      const path = `chat/message/${id}`;
      const edited = await visitor.call(path, { method: 'PATCH', token, body: { text: 'Hello' } });
      const deleted = await visitor.call(path, { method: 'DELETE', token });
      assert.deepEqual([edited.code, deleted.code], ['message_not_found', 'message_not_found'], id);
    }
    assert.equal(database.calls.length, before);
    const fetched = await visitor.call(MESSAGE, { token });
    assert.deepEqual([fetched.status, fetched.headers.get('allow')], [405, 'PATCH, DELETE, OPTIONS']);
  },

  'lets pages of allowed sites edit and take back': async () => {
    const { visitor } = await chattingVisitor();
    const answer = await visitor.call(MESSAGE, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'PATCH' },
    });
    assert.equal(answer.status, 204);
    assert.match(answer.headers.get('access-control-allow-methods') ?? '', /PATCH.*DELETE/);
  },

  'passes on that somebody types, and drives only what Telegram can show': async () => {
    const { visitor, token, scope, database, driven } = await chattingVisitor();
    const answer = await visitor.call('chat/typing', { token, body: { conversation_id, is_typing: true } });
    assert.deepEqual(typingResponseSchema.parse(answer.json()), { announced: true });
    assert.deepEqual(driven, ['outbox']);
    await visitor.call('chat/typing', { token, body: { conversation_id, is_typing: false } });
    assert.deepEqual(driven, ['outbox']);
    assert.deepEqual(database.callsOf('support_set_typing'), [
      { ...scope, p_conversation_id: conversation_id, p_is_typing: true },
      { ...scope, p_conversation_id: conversation_id, p_is_typing: false },
    ]);
  },

  '42: passes on what was read, and has agents in Telegram see it': async () => {
    const { visitor, token, scope, database, driven } = await chattingVisitor();
    const answer = await visitor.call('chat/read', { token, body: { conversation_id, seq: 1 } });
    assert.equal(answer.status, 200);
    assert.deepEqual(database.callsOf('support_mark_read'), [
      { ...scope, p_conversation_id: conversation_id, p_seq: 1 },
    ]);
    await visitor.deps.settled();
    assert.deepEqual(driven, ['outbox']);
  },

  'ends a conversation, and tells Telegram': async () => {
    const { visitor, token, scope, database, driven } = await chattingVisitor();
    const answer = await visitor.call('chat/end', { token, body: { conversation_id } });
    const { outcome, conversation } = endResponseSchema.parse(answer.json());
    assert.deepEqual([outcome, conversation.status], ['resolved', 'resolved']);
    assert.deepEqual(database.callsOf('support_end_conversation'), [{ ...scope, p_conversation_id: conversation_id }]);
    assert.deepEqual(driven, ['outbox']);
  },

  'takes stars, a recommendation or a comment, and passes on only what was given': async () => {
    const { visitor, token, scope, database } = await chattingVisitor();
    const comment = "Robert'); drop table students;-- <script>alert(1)</script>";
    const answer = await visitor.call('chat/feedback', { token, body: { conversation_id, rating: 5 } });
    assert.equal(feedbackResponseSchema.parse(answer.json()).conversation.rating, 5);
    await visitor.call('chat/feedback', { token, body: { conversation_id, nps: 0, comment } });
    assert.deepEqual(database.callsOf('support_rate_conversation'), [
      { ...scope, p_conversation_id: conversation_id, p_rating: 5 },
      { ...scope, p_conversation_id: conversation_id, p_nps: 0, p_comment: comment },
    ]);
  },

  'refuses feedback that says nothing, or too much': async () => {
    const { visitor, token, database } = await chattingVisitor();
    const wrong = [{}, { rating: 0 }, { rating: 6 }, { rating: 4.5 }, { nps: 11 }, { nps: '5' }, { rating: null }];
    for (const feedback of [...wrong, { comment: 'x'.repeat(2_001) }, { rating: 5, agent_id: conversation_id }]) {
      const answer = await visitor.call('chat/feedback', { token, body: { conversation_id, ...feedback } });
      assert.equal(answer.code, 'invalid_request', JSON.stringify(feedback));
    }
    assert.deepEqual(database.callsOf('support_rate_conversation'), []);
  },

  'asks nobody for feedback where it is switched off': async () => {
    const { visitor, token } = await chattingVisitor();
    withFeatures(visitor, { feedback: false });
    const answer = await visitor.call('chat/feedback', { token, body: { conversation_id, rating: 5 } });
    assert.deepEqual([answer.status, answer.code], [403, 'feature_disabled']);
  },

  'orders a transcript, and has the mail sent after the answer': async () => {
    const { visitor, token, scope, database } = await chattingVisitor();
    const answer = await visitor.call('chat/transcript', {
      token,
      body: { conversation_id, email: ' mika@x.example ' },
    });
    assert.deepEqual(transcriptResponseSchema.parse(answer.json()), { outcome: 'queued', recipient: 'mika@x.example' });
    await visitor.call('chat/transcript', { token, body: { conversation_id } });
    assert.deepEqual(database.callsOf('support_request_transcript'), [
      { ...scope, p_conversation_id: conversation_id, p_email: 'mika@x.example' },
      { ...scope, p_conversation_id: conversation_id },
    ]);
    assert.equal(visitor.deps.mail?.driven, 2);
  },

  'says that transcripts are off when the widget says so, or nothing can be sent': async () => {
    const { visitor, token, database } = await chattingVisitor();
    const withoutMail = new TestVisitor({ ...visitor.deps, mail: undefined });
    const body = { conversation_id };
    const unable = await withoutMail.call('chat/transcript', { token, body });
    assert.deepEqual([unable.status, unable.code], [403, 'feature_disabled']);
    withFeatures(visitor, { transcript: false });
    assert.equal((await visitor.call('chat/transcript', { token, body })).code, 'feature_disabled');
    assert.deepEqual(database.callsOf('support_request_transcript'), []);
    assert.equal(visitor.deps.mail?.driven, 0);
  },

  'sends no mail for an order that was refused': async () => {
    const { visitor, token, database } = await chattingVisitor();
    database.refuseWith('support_request_transcript', 'SC040', '3540');
    const answer = await visitor.call('chat/transcript', { token, body: { conversation_id } });
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '3540']);
    assert.equal(visitor.deps.mail?.driven, 0);
  },

  'lists the visitor’s conversations page by page': async () => {
    const { visitor, token, scope, database } = await chattingVisitor();
    const first = conversationsResponseSchema.parse((await visitor.call('chat/conversations', { token })).json());
    const query = { cursor: first.next_cursor ?? '', limit: '5' };
    await visitor.call('chat/conversations', { token, query });
    assert.deepEqual(database.callsOf('support_list_visitor_conversations'), [
      scope,
      { ...scope, p_before_number: 1_024, p_limit: 5 },
    ]);
    const wrongQueries: readonly Record<string, string>[] = [
      { cursor: 'abc' },
      { cursor: '-1' },
      { limit: '0' },
      { limit: '101' },
    ];
    for (const wrong of wrongQueries) {
      const answer = await visitor.call('chat/conversations', { token, query: wrong });
      assert.equal(answer.code, 'invalid_request', JSON.stringify(wrong));
    }
  },
};
