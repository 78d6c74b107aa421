import assert from 'node:assert/strict';
import { withButton } from './outside-client-suite.ts';
import { holds, refuses } from './rule-suite.ts';
import type { Rule } from './rule-suite.ts';

const NOT_MODIFIED =
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const DAY = 24 * 60 * 60;

/** What becomes of a message: edits, deletions, copies, pins, reactions, chat actions, previews. */
export const messageRules: readonly Rule[] = [
  holds('a bot edits its own messages at any age', 'TDLib MessagesManager::can_edit_message', async (client) => {
    const { message_id } = await client.send(withButton({ text: 'Go', callback_data: 'x' }));
    await client.advance(6 * DAY);
    const edited = await client.ok('editMessageText', { chat_id: client.forum, message_id, text: 'newer' });
    assert.deepEqual([edited.text, (edited.edit_date ?? 0) - edited.date], ['newer', 6 * DAY]);
    assert.equal(edited.reply_markup, undefined, 'an edit without buttons takes them away');
  }),
  refuses('an edit changes something', 'SRC Client::fail_query_with_error', NOT_MODIFIED, async (client) => {
    const { message_id } = await client.send();
    return client.call('editMessageText', { chat_id: client.forum, message_id, text: 'hello' });
  }),
  refuses(
    'an edit finds its message',
    'SRC Client::check_message',
    'Bad Request: message to edit not found',
    (client) => client.call('editMessageText', { chat_id: client.forum, message_id: 999, text: 'x' }),
  ),
  refuses(
    'a bot edits nobody else',
    'TDLib MessagesManager::can_edit_message',
    "Bad Request: message can't be edited",
    async (client) => {
      const { id: message_id } = await client.say('from an agent');
      return client.call('editMessageText', { chat_id: client.forum, message_id, text: 'x' });
    },
  ),
  refuses(
    'a message with a reply keyboard is not edited',
    'TDLib MessagesManager::can_edit_message',
    "Bad Request: message can't be edited",
    async (client) => {
      const { message_id } = await client.send({ reply_markup: { force_reply: true } });
      return client.call('editMessageText', { chat_id: client.forum, message_id, text: 'x' });
    },
  ),
  refuses(
    'an edit that is too long has another name',
    'TDLib MessagesManager::edit_message_text',
    'Bad Request: MESSAGE_TOO_LONG',
    async (client) => {
      const { message_id } = await client.send();
      return client.call('editMessageText', { chat_id: client.forum, message_id, text: 'x'.repeat(4097) });
    },
  ),
  refuses(
    'a text has no caption to edit',
    'TDLib MessagesManager::edit_message_caption',
    'Bad Request: there is no caption in the message to edit',
    async (client) => {
      const { message_id } = await client.send();
      return client.call('editMessageCaption', { chat_id: client.forum, message_id, caption: 'x' });
    },
  ),
  holds("an edit of the bot is told to nobody, a person's is", 'DOC #update', async (client) => {
    const { message_id } = await client.send();
    const { id } = await client.say('first');
    await client.drain();
    await client.ok('editMessageText', { chat_id: client.forum, message_id, text: 'other' });
    await client.act('edit-message', { userId: client.ids.mika, chatId: client.forum, messageId: id, text: 'second' });
    const edits = await client.waiting('edited_message');
    assert.deepEqual(
      edits.map(({ text, message_id: edited }) => [text, edited]),
      [['second', id]],
    );
  }),

  refuses(
    'a deletion finds its message',
    'SRC Client::check_message',
    'Bad Request: message to delete not found',
    (client) => client.call('deleteMessage', { chat_id: client.forum, message_id: 999 }),
  ),
  refuses(
    'a deletion names its message',
    'SRC Client::process_delete_message_query',
    'Bad Request: message identifier is not specified',
    (client) => client.call('deleteMessage', { chat_id: client.forum }),
  ),
  refuses(
    'a message is deleted for 48 hours',
    'DOC #deletemessage',
    "Bad Request: message can't be deleted",
    async (client) => {
      const { message_id } = await client.send();
      await client.advance(2 * DAY);
      return client.call('deleteMessage', { chat_id: client.forum, message_id });
    },
  ),
  refuses(
    'the message that made a topic stays',
    'DOC #deletemessage',
    "Bad Request: message can't be deleted",
    async (client) => client.call('deleteMessage', { chat_id: client.forum, message_id: await client.createTopic() }),
  ),
  refuses(
    "other people's messages need can_delete_messages",
    'DOC #deletemessage',
    "Bad Request: message can't be deleted",
    async (client) => {
      await client.setBotMember({ status: 'administrator', rights: ['can_manage_topics'] });
      const { id: message_id } = await client.say('mine');
      return client.call('deleteMessage', { chat_id: client.forum, message_id });
    },
  ),
  holds('several are deleted at once, and those that are gone are skipped', 'DOC #deletemessages', async (client) => {
    const message_ids = [(await client.send()).message_id, 999, (await client.send()).message_id];
    assert.equal(await client.ok<true>('deleteMessages', { chat_id: client.forum, message_ids }), true);
    const left = await client.look<{ message: { text?: string } }[]>('messages', { chatId: client.forum });
    assert.equal(left.filter(({ message }) => message.text).length, 0);
  }),
  refuses(
    'a deletion of several names them',
    'SRC Client::process_delete_messages_query',
    'Bad Request: message identifiers are not specified',
    (client) => client.call('deleteMessages', { chat_id: client.forum, message_ids: [] }),
  ),
  holds("a person's deletion is told to nobody", 'tdlib/telegram-bot-api#286', async (client) => {
    const { id: messageId } = await client.say('oops');
    await client.drain();
    await client.act('delete-message', { userId: client.ids.mika, chatId: client.forum, messageId });
    assert.deepEqual(await client.look('updates'), []);
  }),

  holds('a copy has no origin, a forwarded message names it', 'DOC #messageorigin', async (client) => {
    const { id: message_id } = await client.say('original');
    const from = { chat_id: client.ids.claimsGroupId, from_chat_id: client.forum, message_id };
    const copy = await client.ok<{ message_id: number }>('copyMessage', from);
    const forwarded = await client.ok('forwardMessage', from);
    assert.deepEqual(Object.keys(copy), ['message_id']);
    assert.equal(forwarded.text, 'original');
    assert.equal(forwarded.forward_origin?.type === 'user' && forwarded.forward_origin.sender_user.first_name, 'Mika');
  }),
  refuses(
    'a copy finds its original',
    'SRC Client::check_message',
    'Bad Request: message to copy not found',
    (client) => client.call('copyMessage', { chat_id: client.forum, from_chat_id: client.forum, message_id: 999 }),
  ),
  refuses(
    'a forwarded message is there',
    'SRC Client::check_message',
    'Bad Request: message to forward not found',
    (client) => client.call('forwardMessage', { chat_id: client.forum, from_chat_id: client.forum, message_id: 999 }),
  ),
  refuses(
    'service messages are not copied',
    'unverified: the wording; the rule is in DOC #copymessage',
    "Bad Request: the message can't be copied",
    async (client) =>
      client.call('copyMessage', {
        chat_id: client.forum,
        from_chat_id: client.forum,
        message_id: await client.createTopic(),
      }),
  ),
  refuses(
    'protected messages are not forwarded',
    'unverified: the wording; the rule is in DOC #forwardmessage',
    "Bad Request: the message can't be forwarded",
    async (client) => {
      const { message_id } = await client.send({ protect_content: true });
      return client.call('forwardMessage', { chat_id: client.ids.mika, from_chat_id: client.forum, message_id });
    },
  ),
  holds('several are copied in order, and what cannot be is skipped', 'DOC #copymessages', async (client) => {
    const message_ids = [(await client.say('one')).id, await client.createTopic(), (await client.say('two')).id];
    const to = { chat_id: client.ids.mika, from_chat_id: client.forum, message_ids };
    assert.equal((await client.ok<unknown[]>('copyMessages', to)).length, 2);
    assert.equal((await client.ok<unknown[]>('forwardMessages', to)).length, 2);
    assert.deepEqual(await client.call('copyMessages', { ...to, message_ids: message_ids.reverse() }), {
      ok: false,
      error_code: 400,
      description: 'Bad Request: message identifiers must be in a strictly increasing order',
    });
  }),

  refuses(
    'pinning needs can_pin_messages',
    'TDLib MessagesManager::can_pin_messages',
    'Bad Request: not enough rights to manage pinned messages in the chat',
    async (client) => {
      const { message_id } = await client.send();
      await client.setBotMember({ status: 'administrator', rights: [] });
      return client.call('pinChatMessage', { chat_id: client.forum, message_id });
    },
  ),
  holds(
    'a pin leaves a service message, which the bot hears',
    'SRC Client::need_skip_update_message',
    async (client) => {
      const { message_id } = await client.send();
      await client.drain();
      await client.ok('pinChatMessage', { chat_id: client.forum, message_id, disable_notification: true });
      assert.equal((await client.waiting('message'))[0]?.pinned_message?.message_id, message_id);
    },
  ),
  holds('the bot does not hear its own ordinary messages', 'SRC Client::need_skip_update_message', async (client) => {
    await client.drain();
    await client.send();
    assert.deepEqual(await client.look('updates'), []);
  }),

  refuses('✅ is no reaction', 'DOC #reactiontypeemoji', 'Bad Request: REACTION_INVALID', async (client) => {
    const { id: message_id } = await client.say('x');
    return client.call('setMessageReaction', {
      chat_id: client.forum,
      message_id,
      reaction: [{ type: 'emoji', emoji: '✅' }],
    });
  }),
  refuses(
    'a bot has one reaction',
    'unverified: the wording; the rule is in DOC #setmessagereaction',
    'Bad Request: REACTIONS_TOO_MANY',
    async (client) => {
      const { id: message_id } = await client.say('x');
      const reaction = ['👍', '👀'].map((emoji) => ({ type: 'emoji', emoji }));
      return client.call('setMessageReaction', { chat_id: client.forum, message_id, reaction });
    },
  ),
  refuses('a group may switch reactions off', 'DOC #chatfullinfo', 'Bad Request: REACTION_INVALID', async (client) => {
    const { id: message_id } = await client.say('x');
    await client.act('set-reactions', { chatId: client.forum, reactions: [] });
    return client.call('setMessageReaction', {
      chat_id: client.forum,
      message_id,
      reaction: [{ type: 'emoji', emoji: '👍' }],
    });
  }),
  refuses(
    'a reaction finds its message',
    'SRC Client::check_message',
    'Bad Request: message to react not found',
    (client) => client.call('setMessageReaction', { chat_id: client.forum, message_id: 999, reaction: [] }),
  ),
];
