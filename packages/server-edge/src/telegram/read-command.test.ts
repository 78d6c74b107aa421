import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BOT, FORUM, MIKA } from '../../testing/telegram/fake-bridge.ts';
import { COMMAND_MENUS, helpText, KNOWN_COMMANDS } from './commands/command-menu.ts';
import { readDuration } from './commands/read-duration.ts';
import { readText } from './read-command.ts';
import { readUpdate } from './read-update.ts';

/** What may stand in front of a slash without being seen. */
const unseen = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\u200B', '\u200E', '\u2060', '\uFEFF', '\u00AD') });
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
  .tuple(unseen, names, addressees, fc.constantFrom('', ' ', '\n', '\u00A0'), fc.string({ unit: 'binary' }))
  .map(([front, name, addressee, gap, rest]) => `${front}/${name}${addressee}${gap}${rest}`);

describe('14: whatever starts with a slash', () => {
  it('is never a text for the visitor, however it is written', () => {
    fc.assert(
      fc.property(commands, (text) => readText(text, BOT.username).kind !== 'text'),
      { numRuns: 2_000 },
    );
  });

  it('makes no message for the visitor, new or edited, in a topic or in direct messages', () => {
    const places = fc.constantFrom(
      { chat: { id: FORUM, type: 'supergroup', title: 'x' }, is_topic_message: true, message_thread_id: 7 },
      { chat: { id: MIKA, type: 'private', first_name: 'Mika' } },
    );
    fc.assert(
      fc.property(commands, places, fc.constantFrom('message', 'edited_message'), (text, place, field) => {
        const from = { id: MIKA, is_bot: false, first_name: 'Mika' };
        const update = { update_id: 1, [field]: { message_id: 5, date: 1, from, text, ...place } };
        const { kind } = readUpdate(update as unknown as Parameters<typeof readUpdate>[0], BOT);
        return kind !== 'agent_message' && kind !== 'agent_edit';
      }),
      { numRuns: 2_000 },
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
