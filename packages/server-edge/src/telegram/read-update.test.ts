import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BOT, CONVERSATION_ID, FORUM } from '../../testing/telegram/fake-bridge.ts';
import {
  forum,
  dm,
  mika,
  message,
  general,
  update,
  emoji,
  reaction,
  ignored,
  author,
  itReads,
  type Row,
} from '../../testing/telegram/sample-updates.ts';
import { formatCallbackData } from './callback-data.ts';
import { GROUP_ANONYMOUS_BOT_ID } from './read-author.ts';
import { ALLOWED_UPDATES, readUpdate } from './read-update.ts';

const ROWS: readonly Row[] = [
  [
    '16: a tap is read',
    update({
      callback_query: {
        id: 'q',
        from: mika,
        message: { message_id: 5, date: 1, chat: forum },
        data: formatCallbackData({ action: 'claim', conversationId: CONVERSATION_ID }),
      },
    }),
    {
      kind: 'tap',
      action: 'claim',
      conversationId: CONVERSATION_ID,
      queryId: 'q',
      author,
      message: { chatId: FORUM, messageId: 5 },
    },
  ],
  [
    '18: a tap on an inaccessible message is read',
    update({
      callback_query: {
        id: 'q',
        from: mika,
        message: { message_id: 5, date: 0, chat: forum },
        data: formatCallbackData({ action: 'pass', conversationId: CONVERSATION_ID }),
      },
    }),
    { kind: 'tap', action: 'pass', message: { chatId: FORUM, messageId: 5 } },
  ],
  [
    '18: a tap without a message is read',
    update({
      callback_query: {
        id: 'q',
        from: mika,
        data: formatCallbackData({ action: 'close', conversationId: CONVERSATION_ID }),
      },
    }),
    { kind: 'tap', message: null },
  ],
  [
    '16: a forged tap is recognised',
    update({ callback_query: { id: 'q', from: mika, data: 'c1:claim:nonsense' } }),
    { kind: 'unknown_tap', queryId: 'q' },
  ],
  [
    'a game’s tap is recognised',
    update({ callback_query: { id: 'q', from: mika, game_short_name: 'x' } }),
    { kind: 'unknown_tap' },
  ],
  [
    '27: a migration is followed from the old group',
    message({ ...general, migrate_to_chat_id: -2 }),
    { kind: 'migrated', oldChatId: FORUM, newChatId: -2 },
  ],
  [
    '27: a migration is followed from the new group',
    message({ ...general, migrate_from_chat_id: -3 }),
    { kind: 'migrated', oldChatId: -3, newChatId: FORUM },
  ],
  [
    '28: being removed is noticed',
    update({ my_chat_member: { chat: forum, from: mika, new_chat_member: { status: 'kicked' } } }),
    { kind: 'bot_removed', chatId: FORUM, status: 'kicked' },
  ],
  [
    '28: being muted is noticed',
    update({
      my_chat_member: { chat: forum, from: mika, new_chat_member: { status: 'restricted', can_send_messages: false } },
    }),
    { kind: 'bot_removed', status: 'restricted' },
  ],
  [
    '28: being promoted is noticed, too',
    update({
      my_chat_member: {
        chat: forum,
        from: mika,
        new_chat_member: { status: 'administrator', can_manage_topics: true },
      },
    }),
    { kind: 'bot_admitted', chatId: FORUM, canManageTopics: true },
  ],
  [
    '28: as is losing the rank of an administrator',
    update({ my_chat_member: { chat: forum, from: mika, new_chat_member: { status: 'member' } } }),
    { kind: 'bot_admitted', chatId: FORUM, canManageTopics: false },
  ],
  [
    '29: being blocked is noticed',
    update({ my_chat_member: { chat: dm, from: mika, new_chat_member: { status: 'kicked' } } }),
    { kind: 'dm_changed', author, isStarted: false },
  ],
  [
    '29: being unblocked is noticed',
    update({ my_chat_member: { chat: dm, from: mika, new_chat_member: { status: 'member' } } }),
    { kind: 'dm_changed', isStarted: true },
  ],
  [
    '40: an added reaction is read, without those that were there',
    reaction({ user: mika, old_reaction: [emoji('👍')], new_reaction: [emoji('👍'), emoji('💔')] }),
    { kind: 'reaction', chatId: FORUM, messageId: 5, author, emoji: ['💔'] },
  ],
  [
    '42: any reaction is one, custom and paid ones too',
    reaction({ user: mika, new_reaction: [{ type: 'custom_emoji', custom_emoji_id: '9' }, { type: 'paid' }] }),
    { kind: 'reaction', emoji: ['9', 'paid'] },
  ],
  [
    '10: a hidden administrator reacts',
    reaction({ actor_chat: forum, new_reaction: [emoji('👀')] }),
    { kind: 'reaction', author: { telegramUserId: GROUP_ANONYMOUS_BOT_ID, name: 'Support team', username: undefined } },
  ],
  ['a reaction taken away is ignored', reaction({ user: mika, old_reaction: [emoji('👍')] }), ignored('reaction')],
  [
    '10: a bot’s reaction is ignored',
    reaction({ user: { ...mika, is_bot: true }, new_reaction: [emoji('👍')] }),
    ignored('reaction'),
  ],
  [
    '10: a channel’s reaction is ignored',
    reaction({ actor_chat: { id: -9, type: 'channel' }, new_reaction: [emoji('👍')] }),
    ignored('reaction'),
  ],
  ['a member’s change is ignored', update({ chat_member: { chat: forum } }), ignored('member_change')],
];

describe('reading an update', () => {
  itReads(ROWS);

  it('9: asks for every kind that it reads, and for nothing that it does not', () => {
    const everything = [
      ...['message', 'edited_message', 'channel_post', 'edited_channel_post', 'business_message', 'message_reaction'],
      ...['message_reaction_count', 'inline_query', 'chosen_inline_result', 'callback_query', 'shipping_query'],
      ...['pre_checkout_query', 'poll', 'poll_answer', 'my_chat_member', 'chat_member', 'chat_join_request'],
      ...['chat_boost', 'removed_chat_boost', 'deleted_business_messages', 'something_of_next_year'],
    ];
    const content = { ...message({ text: 'Hello' }).message, id: 'q', old_reaction: [], new_reaction: [] };
    const known = everything.filter((kind) => {
      const intent = readUpdate(update({ [kind]: { ...content, new_chat_member: { status: 'member' } } }), BOT);
      return intent.kind !== 'ignore' || intent.reason !== 'unknown_update';
    });
    assert.deepEqual(new Set(known), new Set(ALLOWED_UPDATES));
  });
});
