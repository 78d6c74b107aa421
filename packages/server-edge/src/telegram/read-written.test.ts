import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BOT, FORUM, MIKA } from '../../testing/telegram/fake-bridge.ts';
import {
  message,
  general,
  inDm,
  edited,
  ignored,
  topicPlace,
  dmPlace,
  author,
  type Fields,
  itReads,
  type Row,
} from '../../testing/telegram/sample-updates.ts';
import { readUpdate } from './read-update.ts';

const ROWS: readonly Row[] = [
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
];

describe('reading what agents write', () => {
  itReads(ROWS);

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
});
