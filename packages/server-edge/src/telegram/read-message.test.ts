import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BOT } from '../../testing/telegram/fake-bridge.ts';
import {
  forum,
  mika,
  message,
  general,
  inDm,
  update,
  ignored,
  topicPlace,
  dmPlace,
  author,
  itReads,
  type Row,
} from '../../testing/telegram/sample-updates.ts';
import { GROUP_ANONYMOUS_BOT_ID } from './read-author.ts';
import { readUpdate } from './read-update.ts';

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
    '33: formatting comes along',
    message({
      text: 'see here',
      entities: [{ type: 'text_link', offset: 4, length: 4, url: 'https://shop.example/' }],
    }),
    {
      kind: 'agent_message',
      text: 'see here',
      entities: [{ type: 'link', offset: 4, length: 4, url: 'https://shop.example/' }],
    },
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
];

describe('reading a message', () => {
  itReads(ROWS);

  it('12: never relays what stands in General', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => readUpdate(message({ ...general, text }), BOT).kind !== 'agent_message',
      ),
    );
  });
});
