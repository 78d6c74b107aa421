import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ApiMessage } from './api-types.ts';
import { Stage } from './simulator-suite.ts';

/**
 * The rules a bot can run into, one row each: where the rule comes from, what the bot does, what Telegram says.
 * Rows marked [unverified] follow the likeliest reading and need one look at a real bot.
 */
interface Row {
  readonly rule: string;
  readonly act: (stage: Stage) => Promise<unknown>;
  readonly refusal: string;
  readonly code?: number;
}

const refused =
  (method: string, params: (stage: Stage) => object | Promise<object>) =>
  async (stage: Stage): Promise<unknown> =>
    stage.refused(method, await params(stage));

const toForum = (params: object) => (stage: Stage) => ({ chat_id: stage.forum, ...params });
const button = (given: object) => ({ text: 'hello', reply_markup: { inline_keyboard: [[given]] } });

async function ownMessage(stage: Stage, params: object = {}): Promise<ApiMessage> {
  return stage.send('first', params);
}

function agentMessage(stage: Stage): number {
  return stage.control.people.send({ userId: stage.ids.mika, chatId: stage.forum, text: 'from an agent' }).id;
}

const rows: Row[] = [
  // Who may be written to
  { rule: '[SRC] a chat id is needed', act: refused('sendMessage', () => ({ text: 'hi' })), refusal: 'Bad Request: chat_id is empty' },
  { rule: '[SRC] a chat the bot was never in', act: refused('sendMessage', () => ({ chat_id: -1009, text: 'hi' })), refusal: 'Bad Request: chat not found' },
  { rule: '[SRC] a user the bot shares no group with', act: refused('sendMessage', (stage) => ({ chat_id: stage.ids.outsider, text: 'hi' })), refusal: 'Bad Request: chat not found' },
  { rule: '[SRC] a user who never started the bot', act: refused('sendMessage', (stage) => ({ chat_id: stage.ids.jo, text: 'hi' })), refusal: "Forbidden: bot can't initiate conversation with a user", code: 403 },
  {
    rule: '[SRC] a user who blocked the bot',
    act: refused('sendMessage', (stage) => {
      stage.control.people.stopBot({ userId: stage.ids.ana });
      return { chat_id: stage.ids.ana, text: 'hi' };
    }),
    refusal: 'Forbidden: bot was blocked by the user',
    code: 403,
  },
  {
    rule: '[SRC] a user whose account is gone',
    act: refused('sendMessage', (stage) => {
      stage.control.workspace.deactivateUser({ userId: stage.ids.ana });
      return { chat_id: stage.ids.ana, text: 'hi' };
    }),
    refusal: 'Forbidden: user is deactivated',
    code: 403,
  },
  {
    rule: '[SRC] a group the bot was thrown out of',
    act: refused('sendMessage', (stage) => {
      stage.control.workspace.setMember({ chatId: stage.forum, userId: 1000001, status: 'kicked', by: stage.ids.mika });
      return { chat_id: stage.forum, text: 'hi' };
    }),
    refusal: 'Forbidden: bot was kicked from the supergroup chat',
    code: 403,
  },
  {
    rule: '[SRC] a group the bot left',
    act: refused('getChat', async (stage) => {
      await stage.ok('leaveChat', { chat_id: stage.forum });
      return { chat_id: stage.forum };
    }),
    refusal: 'Forbidden: bot is not a member of the supergroup chat',
    code: 403,
  },

  // Text
  { rule: '[DOC] text has at least one character', act: refused('sendMessage', toForum({ text: '' })), refusal: 'Bad Request: message text is empty' },
  { rule: '[TDLib] text must show something', act: refused('sendMessage', toForum({ text: ' \n\u200b' })), refusal: 'Bad Request: text must be non-empty' },
  { rule: '[DOC] text has at most 4096 characters', act: refused('sendMessage', toForum({ text: 'x'.repeat(4097) })), refusal: 'Bad Request: message is too long' },
  { rule: '[DOC] the limit counts after markup is read, and in UTF-16 units', act: refused('sendMessage', toForum({ text: `<b>${'😀'.repeat(2049)}</b>`, parse_mode: 'HTML' })), refusal: 'Bad Request: message is too long' },
  { rule: '[SRC] an edit that is too long has another name', act: refused('editMessageText', async (stage) => ({ chat_id: stage.forum, message_id: (await ownMessage(stage)).message_id, text: 'x'.repeat(4097) })), refusal: 'Bad Request: MESSAGE_TOO_LONG' },
  { rule: '[DOC] a caption has at most 1024 characters', act: refused('copyMessage', async (stage) => ({ chat_id: stage.forum, from_chat_id: stage.ids.mika, message_id: stage.control.people.send({ userId: stage.ids.mika, chatId: stage.ids.mika, file: { kind: 'photo', size: 1 } }).id, caption: 'x'.repeat(1025) })), refusal: 'Bad Request: message caption is too long' },
  { rule: '[SRC] an unknown parse mode', act: refused('sendMessage', toForum({ text: 'x', parse_mode: 'bbcode' })), refusal: 'Bad Request: unsupported parse_mode' },
  { rule: '[TDLib] HTML with a tag nobody knows', act: refused('sendMessage', toForum({ text: 'é<font>x</font>', parse_mode: 'HTML' })), refusal: 'Bad Request: can\'t parse entities: Unsupported start tag "font" at byte offset 2' },
  { rule: '[TDLib] HTML that is not closed', act: refused('sendMessage', toForum({ text: '<b>x', parse_mode: 'HTML' })), refusal: 'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"' },
  { rule: '[TDLib] HTML closed in the wrong order', act: refused('sendMessage', toForum({ text: '<b><i>x</b></i>', parse_mode: 'HTML' })), refusal: 'Bad Request: can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"' },
  { rule: '[TDLib] an entity past the end', act: refused('sendMessage', toForum({ text: 'abc', entities: [{ type: 'bold', offset: 1, length: 3 }] })), refusal: 'Bad Request: entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 4' },
  { rule: '[TDLib] an entity that cuts an emoji in two', act: refused('sendMessage', toForum({ text: '😀 hi', entities: [{ type: 'bold', offset: 0, length: 1 }] })), refusal: 'Bad Request: entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4' },
  { rule: '[SRC] an entity of an unknown type', act: refused('sendMessage', toForum({ text: 'abc', entities: [{ type: 'shout', offset: 0, length: 1 }] })), refusal: "Bad Request: can't parse MessageEntity: Unsupported type specified" },

  // Buttons
  { rule: '[DOC] callback data has at most 64 bytes, not characters', act: refused('sendMessage', toForum(button({ text: 'Go', callback_data: 'é'.repeat(33) }))), refusal: 'Bad Request: BUTTON_DATA_INVALID' },
  { rule: '[SRC] a button does something', act: refused('sendMessage', toForum(button({ text: 'Go' }))), refusal: "Bad Request: can't parse InlineKeyboardButton: Text buttons are not allowed in the inline keyboard" },
  { rule: '[SRC] a button has a text', act: refused('sendMessage', toForum(button({ callback_data: 'x' }))), refusal: 'Bad Request: can\'t parse InlineKeyboardButton: Can\'t find field "text"' },
  { rule: '[SRC] a button links to something real', act: refused('sendMessage', toForum(button({ text: 'Go', url: 'javascript:alert(1)' }))), refusal: "Bad Request: inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL" },
  { rule: '[SRC] markup that is no JSON', act: refused('sendMessage', toForum({ text: 'x', reply_markup: '{' })), refusal: "Bad Request: can't parse reply keyboard markup JSON object" },

  // Replies
  { rule: '[SRC] a reply to what is gone', act: refused('sendMessage', toForum({ text: 'x', reply_parameters: { message_id: 999 } })), refusal: 'Bad Request: message to be replied not found' },
  {
    rule: '[DOC] allow_sending_without_reply is false across topics',
    act: refused('sendMessage', async (stage) => ({
      chat_id: stage.forum,
      text: 'x',
      message_thread_id: await stage.createTopic(),
      reply_parameters: { message_id: agentMessage(stage), allow_sending_without_reply: true },
    })),
    refusal: 'Bad Request: message to be replied not found',
  },
  { rule: '[DOC] a quote is an exact part of the original', act: refused('sendMessage', (stage) => ({ chat_id: stage.forum, text: 'x', reply_parameters: { message_id: agentMessage(stage), quote: 'nobody said this' } })), refusal: 'Bad Request: QUOTE_TEXT_INVALID' },

  // Edits and deletions
  { rule: '[SRC] an edit that changes nothing', act: refused('editMessageText', async (stage) => ({ chat_id: stage.forum, message_id: (await ownMessage(stage)).message_id, text: 'first' })), refusal: 'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message' },
  { rule: "[SRC] an edit of somebody else's message", act: refused('editMessageText', (stage) => ({ chat_id: stage.forum, message_id: agentMessage(stage), text: 'x' })), refusal: "Bad Request: message can't be edited" },
  { rule: '[SRC] an edit of nothing', act: refused('editMessageText', toForum({ message_id: 999, text: 'x' })), refusal: 'Bad Request: message to edit not found' },
  { rule: '[SRC] buttons of nothing', act: refused('editMessageReplyMarkup', toForum({ message_id: 999 })), refusal: 'Bad Request: message to edit not found' },
  { rule: '[DOC] a message with a reply keyboard cannot be edited', act: refused('editMessageText', async (stage) => ({ chat_id: stage.forum, message_id: (await ownMessage(stage, { reply_markup: { force_reply: true } })).message_id, text: 'x' })), refusal: "Bad Request: message can't be edited" },
  { rule: '[SRC] a deletion of nothing', act: refused('deleteMessage', toForum({ message_id: 999 })), refusal: 'Bad Request: message to delete not found' },
  { rule: '[DOC] the message that created a topic cannot be deleted', act: refused('deleteMessage', async (stage) => ({ chat_id: stage.forum, message_id: await stage.createTopic() })), refusal: "Bad Request: message can't be deleted" },
  {
    rule: '[DOC] a message can be deleted for 48 hours',
    act: refused('deleteMessage', async (stage) => {
      const { message_id } = await ownMessage(stage);
      await stage.control.advanceClock({ durationMs: 48 * 60 * 60 * 1000 });
      return { chat_id: stage.forum, message_id };
    }),
    refusal: "Bad Request: message can't be deleted",
  },
  {
    rule: "[DOC] can_delete_messages is needed for others' messages",
    act: refused('deleteMessage', (stage) => {
      stage.control.workspace.setMember({ chatId: stage.forum, userId: 1000001, status: 'administrator', rights: ['can_manage_topics'] });
      return { chat_id: stage.forum, message_id: agentMessage(stage) };
    }),
    refusal: "Bad Request: message can't be deleted",
  },

  // Reactions
  { rule: '[DOC] ✅ is no reaction', act: refused('setMessageReaction', (stage) => ({ chat_id: stage.forum, message_id: agentMessage(stage), reaction: [{ type: 'emoji', emoji: '✅' }] })), refusal: 'Bad Request: REACTION_INVALID' },
  { rule: '[DOC] a bot has one reaction', act: refused('setMessageReaction', (stage) => ({ chat_id: stage.forum, message_id: agentMessage(stage), reaction: [{ type: 'emoji', emoji: '👍' }, { type: 'emoji', emoji: '👀' }] })), refusal: 'Bad Request: REACTIONS_TOO_MANY' },
  { rule: '[SRC] a reaction to nothing', act: refused('setMessageReaction', toForum({ message_id: 999, reaction: [] })), refusal: 'Bad Request: message to react not found' },
  {
    rule: '[DOC] a group may switch reactions off',
    act: refused('setMessageReaction', (stage) => {
      stage.control.workspace.setReactions({ chatId: stage.forum, reactions: [] });
      return { chat_id: stage.forum, message_id: agentMessage(stage), reaction: [{ type: 'emoji', emoji: '👍' }] };
    }),
    refusal: 'Bad Request: REACTION_INVALID',
  },

  // Topics
  { rule: '[SRC] General has no thread id', act: refused('sendMessage', toForum({ text: 'x', message_thread_id: 1 })), refusal: 'Bad Request: message thread not found' },
  {
    rule: '[SRC] a send to a deleted topic',
    act: refused('sendMessage', async (stage) => {
      const threadId = await stage.createTopic();
      stage.control.topics.delete({ userId: stage.ids.mika, chatId: stage.forum, threadId });
      return { chat_id: stage.forum, text: 'x', message_thread_id: threadId };
    }),
    refusal: 'Bad Request: message thread not found',
  },
  {
    rule: '[tdlib/telegram-bot-api#596] a topic that was archived in a huge forum',
    act: refused('sendMessage', async (stage) => {
      const threadId = await stage.createTopic();
      stage.control.topics.archive({ chatId: stage.forum, threadId, isArchived: true });
      return { chat_id: stage.forum, text: 'x', message_thread_id: threadId };
    }),
    refusal: 'Bad Request: message thread not found',
  },
  { rule: '[tg-support-bot] a topic method on no topic', act: refused('closeForumTopic', toForum({ message_thread_id: 999 })), refusal: 'Bad Request: TOPIC_ID_INVALID' },
  { rule: '[TDLib] a topic method without a topic', act: refused('closeForumTopic', toForum({})), refusal: 'Bad Request: invalid forum topic identifier specified' },
  {
    rule: '[SRC] closing what is closed',
    act: refused('closeForumTopic', async (stage) => {
      const message_thread_id = await stage.createTopic();
      await stage.ok('closeForumTopic', { chat_id: stage.forum, message_thread_id });
      return { chat_id: stage.forum, message_thread_id };
    }),
    refusal: 'Bad Request: TOPIC_NOT_MODIFIED',
  },
  { rule: '[TDLib] a topic has a name', act: refused('createForumTopic', toForum({ name: ' \n ' })), refusal: 'Bad Request: title must be non-empty' },
  { rule: '[unverified] a topic has one of six colours', act: refused('createForumTopic', toForum({ name: 'x', icon_color: 1 })), refusal: 'Bad Request: invalid icon color specified' },
  { rule: '[TDLib] a group without topics', act: refused('createForumTopic', (stage) => ({ chat_id: stage.ids.claimsGroupId, name: 'x' })), refusal: 'Bad Request: the chat is not a forum' },
  {
    rule: '[DOC] can_manage_topics is needed to create',
    act: refused('createForumTopic', (stage) => {
      stage.control.workspace.setMember({ chatId: stage.forum, userId: 1000001, status: 'administrator', rights: [] });
      return { chat_id: stage.forum, name: 'x' };
    }),
    refusal: 'Bad Request: not enough rights to create a topic',
  },
  {
    rule: '[DOC] can_delete_messages is needed to delete a topic, even its own',
    act: refused('deleteForumTopic', async (stage) => {
      const message_thread_id = await stage.createTopic();
      stage.control.workspace.setMember({ chatId: stage.forum, userId: 1000001, status: 'administrator', rights: ['can_manage_topics'] });
      return { chat_id: stage.forum, message_thread_id };
    }),
    refusal: 'Bad Request: not enough rights to delete the topic',
  },
  {
    rule: "[TDLib] a member bot cannot write into somebody else's closed topic",
    act: refused('sendMessage', (stage) => {
      const { id: threadId } = stage.control.topics.create({ userId: stage.ids.mika, chatId: stage.forum, name: 'Internal' });
      stage.control.topics.close({ userId: stage.ids.mika, chatId: stage.forum, threadId });
      stage.control.workspace.setMember({ chatId: stage.forum, userId: 1000001, status: 'member' });
      return { chat_id: stage.forum, text: 'x', message_thread_id: threadId };
    }),
    refusal: 'Bad Request: TOPIC_CLOSED',
  },

  // The rest
  { rule: '[DOC] can_pin_messages is needed to pin', act: refused('pinChatMessage', (stage) => {
      stage.control.workspace.setMember({ chatId: stage.forum, userId: 1000001, status: 'administrator', rights: [] });
      return { chat_id: stage.forum, message_id: agentMessage(stage) };
    }), refusal: 'Bad Request: not enough rights to manage pinned messages in the chat' },
  { rule: '[SRC] an unknown chat action', act: refused('sendChatAction', toForum({ action: 'dancing' })), refusal: 'Bad Request: wrong parameter action in request' },
  { rule: '[DOC] a command has lower-case letters', act: refused('setMyCommands', () => ({ commands: [{ command: 'Close!', description: 'x' }] })), refusal: 'Bad Request: BOT_COMMAND_INVALID' },
  { rule: '[DOC] at most 100 commands', act: refused('setMyCommands', () => ({ commands: Array.from({ length: 101 }, (_, index) => ({ command: `c${index}`, description: 'x' })) })), refusal: 'Bad Request: BOT_COMMANDS_TOO_MUCH' },
  { rule: '[SRC] a method nobody knows', act: refused('sendTelepathy', () => ({})), refusal: 'Not Found: method not found', code: 404 },
  { rule: '[10.3] what is not modelled is refused, not ignored', act: refused('sendMessage', toForum({ text: 'only you', ephemeral_message_parameters: { receiver_user_id: 1 } })), refusal: 'Bad Request: ephemeral_message_parameters is not modelled by this simulator' },
]; // prettier-ignore

describe('The Telegram simulator refuses', () => {
  for (const { rule, act, refusal, code } of rows) {
    it(`${rule}: ${refusal}`, async () => {
      const answer = await act(new Stage());
      assert.deepEqual(answer, { ok: false, error_code: code ?? 400, description: refusal });
    });
  }

  it('[DOC] a group that became a supergroup, and names the new one', async () => {
    const stage = new Stage();
    const { control, ids } = stage;
    const old = control.workspace.createGroup({ title: 'Old team', kind: 'group' });
    control.workspace.setMember({ chatId: old.id, userId: ids.mika, status: 'creator' });
    control.workspace.setMember({ chatId: old.id, userId: 1000001 });
    await stage.drain();
    const upgraded = control.workspace.migrate({ chatId: old.id, by: ids.mika });
    assert.deepEqual(await stage.refused('sendMessage', { chat_id: old.id, text: 'x' }), {
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: upgraded.id },
    });
    assert.deepEqual(
      stage
        .updates('message')
        .map(({ chat, migrate_to_chat_id: to, migrate_from_chat_id: from }) => [chat.id, to, from]),
      [
        [old.id, upgraded.id, undefined],
        [upgraded.id, undefined, old.id],
      ],
    );
    assert.equal((await stage.ok('sendMessage', { chat_id: upgraded.id, text: 'x' })).chat.id, upgraded.id);
  });
});
