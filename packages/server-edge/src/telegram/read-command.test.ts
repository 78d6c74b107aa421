import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BOT, FORUM, MIKA } from '../../testing/telegram/fake-bridge.ts';
import { COMMAND_MENUS, helpText, KNOWN_COMMANDS } from './commands/command-menu.ts';
import { readDuration } from './commands/read-duration.ts';
import { readText } from './read-command.ts';
import { readUpdate } from './read-update.ts';

/** What may stand in front of a slash without being seen. */
const unseen = fc.string({
  unit: fc.constantFrom(
    ' ',
    '\n',
    '\t',
    '\u00A0',
    '\u200B',
    '\u200E',
    '\u200F',
    '\u202E',
    '\u2060',
    '\u2066',
    '\uFEFF',
    '\u00AD',
    '> ',
  ),
});
const slashes = fc.constantFrom('/', '/', '//', '\uFF0F', '\uFF0F\uFF0F', '\u2215', '\u2044', '/\uFF0F');
const names = fc.oneof(
  fc.constantFrom(...KNOWN_COMMANDS.map(({ name }) => name)),
  fc.constantFrom(
    'clsoe',
    'CLOSE',
    'Ban',
    'start',
    'settings',
    '',
    ' close',
    '/',
    '-',
    'с',
    '🎈',
    'toString',
    '__proto__',
  ),
  fc.string({ unit: 'binary' }),
);
const addressees = fc.constantFrom('', `@${BOT.username}`, '@another_bot', '@', '@@', `@${BOT.username.toUpperCase()}`);
const commands = fc
  .tuple(unseen, slashes, names, addressees, fc.constantFrom('', ' ', '\n', '\u00A0'), fc.string({ unit: 'binary' }))
  .map(([front, slash, name, addressee, gap, rest]) => `${front}${slash}${name}${addressee}${gap}${rest}`);
const read = (update: object) => readUpdate(update as unknown as Parameters<typeof readUpdate>[0], BOT);
const places = fc.constantFrom(
  { chat: { id: FORUM, type: 'supergroup', title: 'x' }, is_topic_message: true, message_thread_id: 7 },
  { chat: { id: MIKA, type: 'private', first_name: 'Mika' } },
);
const fields = fc.constantFrom('message', 'edited_message');
const from = { id: MIKA, is_bot: false, first_name: 'Mika' };

describe('14: whatever starts with a slash', () => {
  it('is never a text for the visitor, however it is written', () => {
    fc.assert(
      fc.property(commands, (text) => readText(text, BOT.username).kind !== 'text'),
      { numRuns: 2_000 },
    );
  });

  it('makes no message for the visitor, new or edited, in a topic or in direct messages', () => {
    fc.assert(
      fc.property(commands, places, fields, (text, place, field) => {
        const { kind } = read({ update_id: 1, [field]: { message_id: 5, date: 1, from, text, ...place } });
        return kind !== 'agent_message' && kind !== 'agent_edit';
      }),
      { numRuns: 2_000 },
    );
  });

  it('makes no caption for the visitor, new or edited: the file is a note then', () => {
    fc.assert(
      fc.property(
        commands,
        places,
        fields,
        fc.option(fc.constant('album'), { nil: undefined }),
        (caption, place, field, album) => {
          const file = { photo: [{ file_id: 'f', width: 1, height: 1 }], media_group_id: album };
          const intent = read({ update_id: 1, [field]: { message_id: 5, date: 1, from, caption, ...file, ...place } });
          return intent.kind === 'agent_media' ? intent.isNote : intent.kind !== 'agent_edit';
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is meant as a command below a quote, too', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        commands,
        places,
        fields,
        (quote, command, place, field) => {
          const entities = [{ type: 'blockquote', offset: 0, length: quote.length }];
          const text = `${quote}\n${command}`;
          const { kind } = read({ update_id: 1, [field]: { message_id: 5, date: 1, from, text, entities, ...place } });
          return kind !== 'agent_message' && kind !== 'agent_edit';
        },
      ),
      { numRuns: 2_000 },
    );
    const quoted = {
      text: 'Is it open?\nYes, see /opening',
      entities: [{ type: 'blockquote', offset: 0, length: 11 }],
    };
    const place = { chat: { id: MIKA, type: 'private', first_name: 'Mika' } };
    assert.equal(
      read({ update_id: 1, message: { message_id: 5, date: 1, from, ...quoted, ...place } }).kind,
      'agent_message',
    );
  });

  it('hands on what stands behind a command, and takes the longer name for the shorter', () => {
    assert.deepEqual(readText('/c  refund policy ', BOT.username), {
      kind: 'command',
      command: 'canned',
      argument: 'refund policy',
    });
    assert.equal(readText('/closed', BOT.username).kind, 'unknown_command');
  });

  it('leaves a slash inside a text alone', () => {
    for (const text of ['and/or', 'Go to /settings', '1/2', ' x /close']) {
      assert.deepEqual(readText(text, BOT.username), { kind: 'text', text });
    }
  });
});

describe('the menus', () => {
  it('hold what Telegram takes: up to 32 small letters, up to 256 characters', () => {
    for (const { commands: menu } of COMMAND_MENUS) {
      assert.ok(menu.length <= 100);
      for (const { command, description } of menu) {
        assert.match(command, /^[a-z0-9_]{1,32}$/);
        assert.ok(description.length >= 1 && description.length <= 256);
      }
    }
  });

  it('announce nothing that is not understood', () => {
    for (const { name } of KNOWN_COMMANDS) assert.notEqual(readText(`/${name}`, BOT.username).kind, 'unknown_command');
    assert.ok(helpText().length < 4_096);
  });
});

describe('a duration', () => {
  it('is a number and a unit, up to a year', () => {
    assert.equal(readDuration('30m'), 1_800_000);
    assert.equal(readDuration('2H'), 7_200_000);
    assert.equal(readDuration('3 d'), 259_200_000);
    for (const text of ['', '0m', '5', '-1h', '1.5h', '400d', '5x', '2h later']) assert.equal(readDuration(text), null);
  });
});
