import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Update } from 'grammy/types';
import { BOT, CONVERSATION_ID, FORUM, MIKA } from '../../testing/telegram/fake-bridge.ts';
import { formatCallbackData } from './callback-data.ts';
import { GROUP_ANONYMOUS_BOT_ID } from './read-author.ts';
import { ALLOWED_UPDATES, readUpdate } from './read-update.ts';
import type { TelegramIntent } from './telegram-intent.ts';

const forum = { id: FORUM, type: 'supergroup', title: 'Support', is_forum: true };
const dm = { id: MIKA, type: 'private', first_name: 'Mika' };
const mika = { id: MIKA, is_bot: false, first_name: 'Mika', last_name: 'Lindgren', username: 'mika_harbor' };
const TOPIC = { message_thread_id: 77, is_topic_message: true };

type Fields = Readonly<Record<string, unknown>>;

/** A message of Mika in a visitor's topic, unless told otherwise. `undefined` takes a field away. */
function message(fields: Fields): Update {
  const content = { message_id: 5, date: 1, chat: forum, from: mika, ...TOPIC, ...fields };
  const present = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  return { update_id: 1, message: present } as unknown as Update;
}

const general = { message_thread_id: undefined, is_topic_message: undefined };
const inDm = { chat: dm, ...general };

function edited(fields: Fields): Update {
  return { update_id: 1, edited_message: message(fields).message } as unknown as Update;
}

function update(fields: Fields): Update {
  return { update_id: 1, ...fields } as unknown as Update;
}

const emoji = (symbol: string) => ({ type: 'emoji', emoji: symbol });

function reaction(fields: Fields): Update {
  return update({
    message_reaction: { chat: forum, message_id: 5, date: 1, old_reaction: [], new_reaction: [], ...fields },
  });
}

type Row = readonly [
  title: string,
  update: Update,
  expected: Partial<Record<string, unknown>> & { readonly kind: TelegramIntent['kind'] },
];

const ignored = (reason: string) => ({ kind: 'ignore', reason }) as const;
const topicPlace = { kind: 'topic', chatId: FORUM, threadId: 77 };
const dmPlace = { kind: 'dm', chatId: MIKA };
const author = { telegramUserId: MIKA, name: 'Mika Lindgren', username: 'mika_harbor' };

const ROWS: readonly Row[] = [
  [
    'text in a topic is for the visitor',
    message({ text: 'Hello' }),
    { kind: 'agent_message', place: topicPlace, author, messageId: 5, replyToMessageId: null, text: 'Hello' },
  ],
  [
    'text in a direct message is for the visitor',
    message({ ...inDm, text: 'Hello' }),
    { kind: 'agent_message', place: dmPlace, author },
  ],
  [
    'a reply keeps its target',
    message({ ...inDm, text: 'Hello', reply_to_message: { message_id: 3 } }),
    { kind: 'agent_message', replyToMessageId: 3 },
  ],
  [
    'a topic’s first message is no reply target',
    message({ text: 'Hello', reply_to_message: { message_id: 77 } }),
    { kind: 'agent_message', replyToMessageId: null },
  ],
  [
    'a hidden link is spelled out',
    message({
      text: 'see here',
      entities: [{ type: 'text_link', offset: 4, length: 4, url: 'https://shop.example/' }],
    }),
    { kind: 'agent_message', text: 'see here (https://shop.example/)' },
  ],
  [
    '10: a hidden administrator counts',
    message({
      text: 'Hi',
      from: { id: GROUP_ANONYMOUS_BOT_ID, is_bot: true, first_name: 'Group' },
      sender_chat: forum,
      author_signature: 'Lead',
    }),
    { kind: 'agent_message', author: { telegramUserId: GROUP_ANONYMOUS_BOT_ID, name: 'Lead', username: undefined } },
  ],
  [
    '10: a hidden administrator without a title has a name',
    message({
      text: 'Hi',
      from: { id: GROUP_ANONYMOUS_BOT_ID, is_bot: true, first_name: 'Group' },
      sender_chat: forum,
    }),
    {
      kind: 'agent_message',
      author: { telegramUserId: GROUP_ANONYMOUS_BOT_ID, name: 'Support team', username: undefined },
    },
  ],
  [
    '10: our own messages are ignored',
    message({ text: 'Hi', from: { id: BOT.id, is_bot: true, first_name: 'Bot' } }),
    ignored('own_bot'),
  ],
  [
    '10: our own service messages are ignored',
    message({ forum_topic_closed: {}, from: { id: BOT.id, is_bot: true, first_name: 'Bot' } }),
    ignored('own_bot'),
  ],
  [
    '10: other bots are ignored',
    message({ text: 'Hi', from: { id: 9, is_bot: true, first_name: 'Robot' } }),
    ignored('other_bot'),
  ],
  [
    '10: a foreign channel is ignored',
    message({
      text: 'Hi',
      from: { id: 136_817_688, is_bot: true, first_name: 'Channel' },
      sender_chat: { id: -9, type: 'channel' },
    }),
    ignored('foreign_channel'),
  ],
  [
    '10: a foreign group behind the anonymous bot is ignored',
    message({
      text: 'Hi',
      from: { id: GROUP_ANONYMOUS_BOT_ID, is_bot: true, first_name: 'Group' },
      sender_chat: { id: -9, type: 'supergroup' },
    }),
    ignored('foreign_channel'),
  ],
  [
    '10: a linked channel’s post is ignored',
    message({
      text: 'Hi',
      from: { id: 777_000, is_bot: false, first_name: 'Telegram' },
      sender_chat: { id: -9, type: 'channel' },
      is_automatic_forward: true,
    }),
    ignored('foreign_channel'),
  ],
  ['a message of nobody is ignored', message({ text: 'Hi', from: undefined }), ignored('foreign_channel')],
  ['12: General chatter is ignored', message({ ...general, text: 'Lunch?' }), ignored('general_chat')],
  [
    '12: a reply in General is ignored, although it has a thread id',
    message({ text: 'Lunch!', is_topic_message: undefined, message_thread_id: 5 }),
    ignored('general_chat'),
  ],
  ['a picture in General is ignored', message({ ...general, photo: [] }), ignored('general_chat')],
  [
    '11: a new topic is ignored',
    message({ forum_topic_created: { name: 'x', icon_color: 1 } }),
    ignored('service_message'),
  ],
  ['11: a pin is ignored', message({ pinned_message: { message_id: 1 } }), ignored('service_message')],
  ['11: new members are ignored', message({ ...general, new_chat_members: [mika] }), ignored('service_message')],
  ['8: an unknown kind of message is ignored', message({ hologram: { depth: 3 } }), ignored('unknown_message')],
  ['8: an unknown kind of update is ignored', update({ hologram: {} }), ignored('unknown_update')],
  [
    'a channel’s post is ignored',
    update({ channel_post: { chat: { id: -9, type: 'channel' }, text: 'x' } }),
    ignored('unknown_update'),
  ],
  [
    '11: a topic closed by hand is followed',
    message({ forum_topic_closed: {} }),
    { kind: 'topic_closed', place: topicPlace, author },
  ],
  [
    '11: a topic reopened by hand is followed',
    message({ forum_topic_reopened: {} }),
    { kind: 'topic_reopened', place: topicPlace },
  ],
  [
    '14: two slashes make a note',
    message({ text: '// regular customer' }),
    { kind: 'internal_note', text: 'regular customer' },
  ],
  [
    '14: /note makes a note',
    message({ text: '/note regular\ncustomer' }),
    { kind: 'internal_note', text: 'regular\ncustomer' },
  ],
  [
    '14: /note for this bot makes a note',
    message({ text: `/note@${BOT.username.toUpperCase()} x` }),
    { kind: 'internal_note', text: 'x' },
  ],
  ['14: /note without a text asks for one', message({ text: '/note' }), { kind: 'command', command: 'note' }],
  ['14: an empty note is nothing', message({ text: '//' }), ignored('empty_note')],
  ['14: /close closes', message({ text: '/close' }), { kind: 'command', command: 'close', place: topicPlace }],
  ['14: /reopen reopens', message({ text: '/reopen' }), { kind: 'command', command: 'reopen' }],
  ['14: /take claims', message({ text: '/take' }), { kind: 'command', command: 'claim' }],
  ['14: /claim claims', message({ text: '/claim please' }), { kind: 'command', command: 'claim' }],
  ['14: /pass passes', message({ ...inDm, text: '/PASS' }), { kind: 'command', command: 'pass', place: dmPlace }],
  [
    '14: /help helps, in General too',
    message({ ...general, text: '/help' }),
    { kind: 'command', command: 'help', place: { kind: 'general', chatId: FORUM } },
  ],
  ['14: other commands in General do nothing', message({ ...general, text: '/close' }), ignored('general_chat')],
  ['14: another bot’s command is ignored', message({ text: '/close@other_bot' }), ignored('other_bots_command')],
  ['14: an unknown command is not for the visitor', message({ text: '/frobnicate' }), { kind: 'unknown_command' }],
  ['14: a mistyped command is not for the visitor', message({ text: '/привет' }), { kind: 'unknown_command' }],
  ['14: a lone slash is not for the visitor', message({ text: '/' }), { kind: 'unknown_command' }],
  ['14: names of object properties are no commands', message({ text: '/constructor' }), { kind: 'unknown_command' }],
  [
    '/start starts in direct messages',
    message({ ...inDm, text: '/start claim_x' }),
    { kind: 'start_command', chatId: MIKA, payload: 'claim_x', author },
  ],
  ['/start in a topic is just unknown', message({ text: '/start' }), { kind: 'unknown_command' }],
  [
    '38: an edit is mirrored',
    edited({ text: 'Hello!' }),
    { kind: 'agent_edit', place: topicPlace, messageId: 5, text: 'Hello!' },
  ],
  ['14: an edit into a note is not', edited({ text: '//psst' }), { kind: 'edit_into_command', note: 'psst' }],
  ['14: an edit into a command is not', edited({ text: '/close' }), { kind: 'edit_into_command', note: null }],
  [
    '38: an edited caption is an edit',
    edited({ photo: [], caption: 'Blue', media_group_id: '7' }),
    { kind: 'agent_edit', place: topicPlace, messageId: 5, text: 'Blue' },
  ],
  ['38: a caption may be edited away', edited({ document: {} }), { kind: 'agent_edit', text: '' }],
  [
    '38: an edit of an album’s other files takes no words away',
    edited({ photo: [], media_group_id: '7' }),
    ignored('unknown_message'),
  ],
  ['38: a moving location is no edit', edited({ location: {} }), ignored('unknown_message')],
  ['14: a caption edited into a note is not', edited({ photo: [], caption: '//psst' }), { kind: 'edit_into_command' }],
  [
    '40: /del takes back what it answers',
    message({ text: '/del', reply_to_message: { message_id: 3 } }),
    { kind: 'deletion', place: topicPlace, author, messageId: 5, replyToMessageId: 3 },
  ],
  ['40: /del for another bot is not ours', message({ text: '/del@other_bot' }), ignored('other_bots_command')],
  ['12: /del in General is nothing', message({ ...general, text: '/del' }), ignored('general_chat')],
  ['an edit in General is ignored', edited({ ...general, text: 'Lunch' }), ignored('general_chat')],
  ...(
    [
      [
        'photo',
        [
          { file_id: 's', width: 9, height: 9 },
          { file_id: 'f', width: 90, height: 90, file_size: 7 },
        ],
        'photo',
        'image/jpeg',
      ],
      [
        'document',
        { file_id: 'f', file_size: 7, file_name: 'a.pdf', mime_type: 'application/pdf' },
        'a.pdf',
        'application/pdf',
      ],
      ['voice', { file_id: 'f', file_size: 7 }, 'voice', 'audio/ogg'],
      ['audio', { file_id: 'f', file_size: 7, file_name: 'a.mp3' }, 'a.mp3', 'audio/mpeg'],
      ['video', { file_id: 'f', file_size: 7 }, 'video', 'video/mp4'],
      ['video_note', { file_id: 'f', file_size: 7 }, 'video', 'video/mp4'],
      ['animation', { file_id: 'f', file_size: 7 }, 'animation', 'video/mp4'],
      ['sticker', { file_id: 'f', file_size: 7, is_animated: false, is_video: false }, 'sticker', 'image/webp'],
      [
        'sticker',
        { file_id: 'moving', is_animated: true, is_video: false, thumbnail: { file_id: 'f', file_size: 7 } },
        'sticker',
        'image/webp',
      ],
    ] as const
  ).map(([kind, value, name, mediaType]): Row => [
    `33: a file is read: ${kind}`,
    message({ [kind]: value, caption: 'for you' }),
    {
      kind: 'agent_media',
      place: topicPlace,
      media: { fileId: 'f', name, mediaType, byteSize: 7 },
      caption: 'for you',
      isNote: false,
      albumId: null,
    },
  ]),
  ...(['photo', 'sticker', 'location', 'venue', 'contact', 'poll', 'dice', 'story'] as const).map((kind): Row => [
    `33: ${kind} without what makes it one is refused to its sender`,
    message({ [kind]: kind === 'photo' ? [] : {}, caption: 'for the visitor' }),
    { kind: 'unsupported_media', place: topicPlace, albumId: null },
  ]),
  [
    'an album says so',
    message({ document: { file_id: 'f' }, media_group_id: '9' }),
    { kind: 'agent_media', albumId: '9', caption: '' },
  ],
  ...['//psst', '/note psst', '/close', '/close@another_bot', ' /x'].map((caption): Row => [
    `14: a file with the caption "${caption}" is for the team`,
    message({ document: { file_id: 'f' }, caption }),
    { kind: 'agent_media', isNote: true },
  ]),
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

  for (const [title, given, expected] of ROWS) {
    it(title, () => {
      const intent = readUpdate(given, BOT) as unknown as Record<string, unknown>;
      const compared = Object.fromEntries(Object.keys(expected).map((key) => [key, intent[key]]));
      assert.deepEqual(compared, expected);
    });
  }

  it('14: never relays a text that starts with a slash, however it goes on', () => {
    const start = fc.constantFrom(
      '/',
      '//',
      ' /',
      '\n//',
      '/note ',
      '/close',
      `/close@${BOT.username}`,
      '/x@',
      '/@',
      '/ ',
    );
    const relayed = new Set(['agent_message', 'agent_edit']);
    fc.assert(
      fc.property(
        start,
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom<Fields>({}, inDm, general),
        fc.boolean(),
        (slash, rest, place, isEdit) => {
          const fields = {
            ...place,
            text: slash + rest,
            entities: [{ type: 'text_link', offset: 0, length: 1, url: 'https://x.example/' }],
          };
          const { kind } = readUpdate(isEdit ? edited(fields) : message(fields), BOT);
          return !relayed.has(kind);
        },
      ),
    );
  });

  it('12: never relays what stands in General', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => readUpdate(message({ ...general, text }), BOT).kind !== 'agent_message',
      ),
    );
  });
});
