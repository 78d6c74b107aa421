import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { MessageEntity } from 'grammy/types';
import { formatted } from './formatted-text.ts';
import { boundaryAtOrBefore, cleanLine, cleanText, truncate } from './plain-text.ts';
import { MAX_MESSAGE_UNITS, splitText } from './split-text.ts';

const FAMILY = '👨‍👩‍👧‍👦';
const pieces = fc.constantFrom(
  'a',
  ' ',
  '\n',
  'ü',
  'é',
  '𝒳',
  '🎈',
  FAMILY,
  '🇮🇸',
  'שלום',
  'مرحبا',
  '👍🏽',
  'wordwordword',
);
const text = fc.array(pieces, { maxLength: 120 }).map((parts) => parts.join(''));
const limit = fc.integer({ min: FAMILY.length, max: 60 });

const graphemes = (value: string) =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(value)].map(({ segment }) => segment);

describe('30: splitting a text into messages', () => {
  it('keeps every part within the limit', () => {
    fc.assert(
      fc.property(text, limit, (value, max) =>
        splitText(formatted(value), max).every((part) => part.text.length <= max),
      ),
    );
  });

  it('loses nothing but white space between the parts', () => {
    fc.assert(
      fc.property(text, limit, (value, max) => {
        const joined = splitText(formatted(value), max)
          .map((part) => part.text)
          .join('');
        assert.equal(joined.replace(/\s/g, ''), value.replace(/\s/g, ''));
      }),
    );
  });

  it('never cuts inside what people see as one character', () => {
    fc.assert(
      fc.property(text, limit, (value, max) => {
        const visible = (parts: readonly string[]) => parts.flatMap(graphemes).filter((part) => part.trim() !== '');
        assert.deepEqual(visible(splitText(formatted(value), max).map((part) => part.text)), visible([value]));
      }),
    );
  });

  it('keeps each entity on the same words', () => {
    fc.assert(
      fc.property(text, limit, fc.nat(100), fc.integer({ min: 1, max: 80 }), (value, max, offset, length) => {
        fc.pre(offset < value.length);
        const bold: MessageEntity = { type: 'bold', offset, length: Math.min(length, value.length - offset) };
        const parts = splitText({ text: value, entities: [bold] }, max);
        const covered = parts.flatMap((part) =>
          part.entities.map((entity) => part.text.slice(entity.offset, entity.offset + entity.length)),
        );
        const expected = value.slice(bold.offset, bold.offset + bold.length);
        assert.equal(covered.join('').replace(/\s/g, ''), expected.replace(/\s/g, ''));
      }),
    );
  });

  it('prefers the end of a line, then of a word', () => {
    assert.deepEqual(
      splitText(formatted('one two\nthree four'), 12).map((part) => part.text),
      ['one two\n', 'three four'],
    );
    assert.deepEqual(
      splitText(formatted('one two three'), 9).map((part) => part.text),
      ['one two ', 'three'],
    );
    assert.deepEqual(
      splitText(formatted('abcdefghij'), 4).map((part) => part.text),
      ['abcd', 'efgh', 'ij'],
    );
  });

  it('sends no message of nothing but white space', () => {
    assert.deepEqual(
      splitText(formatted(`a${' '.repeat(30)}b`), 10).map((part) => part.text.trim()),
      ['a', 'b'],
    );
    assert.deepEqual(splitText(formatted(' \n ')), []);
  });

  it('still ends when a single character is longer than a message', () => {
    const zalgo = `a${'\u0301'.repeat(9_000)}`;
    const parts = splitText(formatted(zalgo));
    assert.equal(parts.map((part) => part.text).join(''), zalgo);
    assert.ok(parts.every((part) => part.text.length <= MAX_MESSAGE_UNITS));
  });
});

describe('31: a visitor’s text', () => {
  const clean: readonly (readonly [name: string, given: string, expected: string])[] = [
    ['drops control characters', 'a\u0000b\u0007c\u001b[31m\u009b', 'abc[31m'],
    ['keeps tabs and lines', 'a\tb\r\nc\rd', 'a\tb\nc\nd'],
    ['drops half a character', 'a\ud800b', 'ab'],
    ['drops what turns the reading direction', 'a\u202Eb\u202C', 'ab'],
    ['keeps joined emoji', FAMILY, FAMILY],
    ['breaks a mention', 'ask @mika now', 'ask @\u2060mika now'],
    ['breaks a command', '/close', '/\u2060close'],
    ['breaks a mention behind a slash', 'a/@mika', 'a/@\u2060mika'],
    ['breaks a command behind a sign', '(/close)', '(/\u2060close)'],
    [
      'leaves addresses alone',
      'ana@example.com https://example.com/@ana?next=/b',
      'ana@example.com https://example.com/@ana?next=/b',
    ],
    ['leaves fractions and alternatives alone', '1/2 and/or @ 5', '1/2 and/or @ 5'],
  ];
  for (const [name, given, expected] of clean) it(name, () => assert.equal(cleanText(given), expected));

  it('32: never holds a mention or command that Telegram would link', () => {
    // Telegram's own patterns, as published in TDLib (MessageEntity.cpp).
    const mention = /(?<=\B)@[a-zA-Z0-9_]{2,32}(?=\b)/;
    const command = /(?<!\b|[/<>])\/[a-zA-Z0-9_]{1,64}(?!\B|[/<>])/;
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom('@', '/', 'a', 'b_', ' ', '.', '\u0000', '\u202e', '(', ':', '\n'))
          .map((parts) => parts.join('')),
        (value) => {
          assert.doesNotMatch(cleanText(value), mention);
          assert.doesNotMatch(cleanText(value), command);
        },
      ),
    );
  });

  it('makes one short line of a name', () => {
    assert.equal(cleanLine('  Ana \n\n  Castro ', 50), 'Ana Castro');
    assert.equal(cleanLine('x'.repeat(300), 128).length, 128);
    assert.equal(cleanLine('\u0000\u200b'.slice(0, 1), 10), '');
  });

  it('cuts a line between characters', () => {
    assert.equal(truncate(`ab${FAMILY}cd`, 8), 'ab…');
    assert.equal(boundaryAtOrBefore(`ab${FAMILY}`, 5), 2);
    assert.equal(boundaryAtOrBefore('abc', 99), 3);
  });
});
