import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ApiMessage, ApiUser } from './api-types.ts';
import { Stage } from './simulator-suite.ts';

interface Tap {
  id: string;
  from: ApiUser;
  message: ApiMessage;
  chat_instance: string;
  data: string;
}

const CLAIM = { reply_markup: { inline_keyboard: [[{ text: 'Claim', callback_data: 'claim:1' }]] } };

async function tapClaim(stage: Stage, userId: number = stage.ids.mika): Promise<string> {
  const { message_id: messageId } = await stage.ok('sendMessage', {
    chat_id: stage.ids.claimsGroupId,
    text: 'New chat',
    ...CLAIM,
  });
  const tap = stage.control.people.tap({ userId, chatId: stage.ids.claimsGroupId, messageId, button: 'Claim' });
  assert.equal(tap.kind, 'callback');
  return tap.kind === 'callback' ? tap.callbackQueryId : '';
}

const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

describe('A tap on a button', () => {
  it('[DOC] reaches the bot with the person, the message and its data', async () => {
    const stage = new Stage();
    const id = await tapClaim(stage);
    const [query] = stage.updates<Tap>('callback_query');
    assert.equal(query?.id, id);
    assert.equal(query?.from.first_name, 'Mika');
    assert.equal(query?.data, 'claim:1');
    assert.equal(query?.message.text, 'New chat');
    assert.notEqual(query?.chat_instance, String(stage.ids.claimsGroupId));
  });

  it('[SRC] is answered once', async () => {
    const stage = new Stage();
    const callback_query_id = await tapClaim(stage);
    await stage.ok('answerCallbackQuery', { callback_query_id, text: 'It is yours', show_alert: true });
    assert.deepEqual(stage.control.people.callbackAnswer(callback_query_id), { text: 'It is yours', showAlert: true });
    assert.equal((await stage.refused('answerCallbackQuery', { callback_query_id })).description, TOO_OLD);
  });

  it('[SRC] can be answered for 150 seconds', async () => {
    const stage = new Stage();
    const [early, late] = [await tapClaim(stage), await tapClaim(stage)];
    await stage.control.advanceClock({ durationMs: 150_000 });
    await stage.ok('answerCallbackQuery', { callback_query_id: early });
    await stage.control.advanceClock({ durationMs: 1_000 });
    assert.equal((await stage.refused('answerCallbackQuery', { callback_query_id: late })).description, TOO_OLD);
    assert.equal((await stage.refused('answerCallbackQuery', { callback_query_id: 'made up' })).description, TOO_OLD);
  });

  it('[DOC] stays open after an answer over 200 characters', async () => {
    const stage = new Stage();
    const callback_query_id = await tapClaim(stage);
    assert.equal(
      (await stage.refused('answerCallbackQuery', { callback_query_id, text: 'x'.repeat(201) })).description,
      'Bad Request: MESSAGE_TOO_LONG',
    );
    await stage.ok('answerCallbackQuery', { callback_query_id, text: 'x'.repeat(200) });
  });

  it('[DOC] may be answered with a link that starts this bot, and no other', async () => {
    const stage = new Stage();
    const callback_query_id = await tapClaim(stage, stage.ids.jo);
    assert.equal(
      (await stage.refused('answerCallbackQuery', { callback_query_id, url: 'https://harbor.example' })).description,
      'Bad Request: URL_INVALID',
    );
    const url = 'https://t.me/harbor_support_bot?start=claim_abc123';
    await stage.ok('answerCallbackQuery', { callback_query_id, url });
    assert.equal(stage.control.people.callbackAnswer(callback_query_id)?.url, url);
  });

  it('[DOC] may come with a message the bot can no longer see, or with data no button has', async () => {
    const stage = new Stage();
    const { message_id: messageId } = await stage.send('card', CLAIM);
    const tap = { userId: stage.ids.outsider, chatId: stage.forum, messageId, button: 'Claim' };
    stage.control.people.tap({ ...tap, isInaccessible: true, forgedData: 'claim:999' });
    const [query] = stage.updates<Tap>('callback_query');
    assert.deepEqual([query?.message.date, query?.message.text, query?.data], [0, undefined, 'claim:999']);
  });
});

describe('A person in a group', () => {
  it('writes commands that carry an entity', () => {
    const stage = new Stage();
    stage.control.people.send({
      userId: stage.ids.jo,
      chatId: stage.forum,
      text: '/close@harbor_support_bot all done',
    });
    assert.deepEqual(stage.updates('message').at(-1)?.entities, [{ type: 'bot_command', offset: 0, length: 25 }]);
  });

  it('[SRC] writes as the group when an anonymous administrator', () => {
    const stage = new Stage();
    stage.control.people.send({ userId: stage.ids.anonymousAdmin, chatId: stage.forum, text: 'On it' });
    const message = stage.updates('message').at(-1);
    assert.deepEqual(message?.from, {
      id: 1087968824,
      is_bot: true,
      first_name: 'Group',
      username: 'GroupAnonymousBot',
    });
    assert.equal(message?.sender_chat?.id, stage.forum);
    assert.equal(message?.author_signature, 'Team lead');
  });

  it('edits a message and the bot gets all of it again', () => {
    const stage = new Stage();
    const { id: messageId } = stage.control.people.send({
      userId: stage.ids.mika,
      chatId: stage.forum,
      text: 'Teh answer',
    });
    stage.control.people.edit({ userId: stage.ids.mika, chatId: stage.forum, messageId, text: 'The answer' });
    const [edited] = stage.updates('edited_message');
    assert.deepEqual([edited?.message_id, edited?.text], [messageId, 'The answer']);
    assert.ok(edited?.edit_date);
    assert.throws(
      () => stage.control.people.edit({ userId: stage.ids.ana, chatId: stage.forum, messageId, text: 'x' }),
      /MESSAGE_AUTHOR_REQUIRED/,
    );
  });

  it('[tdlib/telegram-bot-api#286] deletes a message and nobody tells the bot', async () => {
    const stage = new Stage();
    const { id: messageId } = stage.control.people.send({ userId: stage.ids.mika, chatId: stage.forum, text: 'oops' });
    await stage.drain();
    stage.control.people.delete({ userId: stage.ids.mika, chatId: stage.forum, messageId });
    assert.deepEqual(stage.control.pendingUpdates(), []);
    assert.equal(
      (
        await stage.refused('sendMessage', {
          chat_id: stage.forum,
          text: 'x',
          reply_parameters: { message_id: messageId },
        })
      ).description,
      'Bad Request: message to be replied not found',
    );
  });

  it('[DOC] reacts, which the bot hears of only when it asked for reactions and is an administrator', async () => {
    const stage = new Stage();
    const { message_id: messageId } = await stage.send('hello');
    const react = (emoji: string | null) =>
      stage.control.people.react({ userId: stage.ids.mika, chatId: stage.forum, messageId, emoji });
    react('👍');
    assert.deepEqual(stage.updates('message_reaction'), []);
    await stage.ok('getUpdates', { allowed_updates: ['message', 'message_reaction'] });
    react('👀');
    react(null);
    const changes = stage.updates<{ old_reaction: object[]; new_reaction: object[]; user: ApiUser }>(
      'message_reaction',
    );
    assert.deepEqual(
      changes.map((change) => [change.old_reaction, change.new_reaction, change.user.first_name]),
      [
        [[{ type: 'emoji', emoji: '👍' }], [{ type: 'emoji', emoji: '👀' }], 'Mika'],
        [[{ type: 'emoji', emoji: '👀' }], [], 'Mika'],
      ],
    );
    stage.control.workspace.setMember({ chatId: stage.forum, userId: 1000001, status: 'member' });
    react('🔥');
    assert.equal(stage.updates('message_reaction').length, 2);
  });

  it('[FAQ] is heard by a member bot in privacy mode only in commands and replies', async () => {
    const stage = new Stage();
    const { message_id: replyTo } = await stage.send('question');
    stage.control.workspace.setMember({ chatId: stage.forum, userId: 1000001, status: 'member' });
    await stage.drain();
    const say = (text: string, params = {}) =>
      stage.control.people.send({ userId: stage.ids.mika, chatId: stage.forum, text, ...params });
    say('just talking');
    say('/help');
    say('/help@another_bot');
    say('an answer', { replyTo });
    assert.deepEqual(
      stage.updates('message').map(({ text }) => text),
      ['/help', 'an answer'],
    );
  });

  it('who is no member cannot write there', () => {
    const stage = new Stage();
    assert.throws(
      () => stage.control.people.send({ userId: stage.ids.outsider, chatId: stage.forum, text: 'hi' }),
      /CHAT_WRITE_FORBIDDEN/,
    );
  });

  it('[DOC] joins and leaves with a service message, and a chat_member update for a bot that asked for it', async () => {
    const stage = new Stage();
    await stage.ok('getUpdates', { allowed_updates: ['message', 'chat_member'] });
    await stage.drain();
    stage.control.workspace.setMember({ chatId: stage.forum, userId: stage.ids.outsider });
    stage.control.workspace.setMember({ chatId: stage.forum, userId: stage.ids.outsider, status: 'left' });
    const changes = stage.updates<{ new_chat_member: { status: string } }>('chat_member');
    assert.deepEqual(
      changes.map((change) => change.new_chat_member.status),
      ['member', 'left'],
    );
    assert.deepEqual(
      stage
        .updates('message')
        .map((message) => message.new_chat_members?.[0]?.first_name ?? message.left_chat_member?.first_name),
      ['Sasha', 'Sasha'],
    );
    assert.equal(
      (await stage.ok<{ status: string }>('getChatMember', { chat_id: stage.forum, user_id: stage.ids.outsider }))
        .status,
      'left',
    );
  });

  it('[DOC] takes rights from the bot, which hears of it and finds fewer in getChatMember', async () => {
    const stage = new Stage();
    await stage.drain();
    stage.control.workspace.setMember({
      chatId: stage.forum,
      userId: 1000001,
      status: 'administrator',
      rights: ['can_pin_messages'],
      by: stage.ids.mika,
    });
    const [change] = stage.updates<{ from: ApiUser; new_chat_member: { can_manage_topics: boolean } }>(
      'my_chat_member',
    );
    assert.deepEqual([change?.from.first_name, change?.new_chat_member.can_manage_topics], ['Mika', false]);
    const me = await stage.ok<Record<string, unknown>>('getChatMember', { chat_id: stage.forum, user_id: 1000001 });
    assert.deepEqual([me['status'], me['can_pin_messages'], me['can_delete_messages']], ['administrator', true, false]);
  });
});
