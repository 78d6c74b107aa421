import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readBotText } from './bot-text.ts';
import { cleanText } from './clean-text.ts';
import { detectEntities } from './detect-entities.ts';
import { parseHtmlText } from './html-text.ts';

const marked = (text: string) =>
  detectEntities(text).map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);
const read = (text: string, entities?: unknown) =>
  readBotText({ text, parseMode: undefined, entities }, (id) => ({ id, is_bot: false, first_name: 'Somebody' }));

describe('Telegram marks by itself', () => {
  const rows: [string, string, [string, string][]][] = [
    ['a command at the start', '/close now', [['bot_command', '/close']]],
    ['a command for one bot', '/take@harbor_support_bot', [['bot_command', '/take@harbor_support_bot']]],
    ['no command inside a path', 'see a/b and //text', []],
    ['a mention', 'thanks @mika_harbor!', [['mention', '@mika_harbor']]],
    [
      'a link without the full stop after it',
      'Look: https://harbor.example/a?b=1.',
      [['url', 'https://harbor.example/a?b=1']],
    ],
    ['a link without the bracket around it', '(https://harbor.example/a)', [['url', 'https://harbor.example/a']]],
    ['a bare domain people know', 'harbor.com and package.json', [['url', 'harbor.com']]],
    ['an address, and no mention inside it', 'write to robin@example.com', [['email', 'robin@example.com']]],
    ['a hashtag with a letter', '#1024 #order1024', [['hashtag', '#order1024']]],
    ['positions in UTF-16 units', '😀 /info', [['bot_command', '/info']]],
  ];
  for (const [what, text, expected] of rows) {
    it(what, () => assert.deepEqual(marked(text), expected));
  }
});

describe("A bot's text", () => {
  it('keeps its own entities and gets the detected ones, but none inside code', () => {
    assert.deepEqual(
      read('Robin: @mika @ana', [
        { type: 'bold', offset: 0, length: 6 },
        { type: 'code', offset: 7, length: 5 },
      ]).entities,
      [
        { type: 'bold', offset: 0, length: 6 },
        { type: 'code', offset: 7, length: 5 },
        { type: 'mention', offset: 13, length: 4 },
      ],
    );
  });

  it('ignores entities that Telegram finds by itself', () => {
    assert.deepEqual(read('plain words', [{ type: 'mention', offset: 0, length: 5 }]).entities, []);
  });

  it('loses blanks at both ends and its entities move along', () => {
    assert.deepEqual(cleanText({ text: '  a\r\nbold\u202e \n', entities: [{ type: 'bold', offset: 5, length: 6 }] }), {
      text: 'a\nbold',
      entities: [{ type: 'bold', offset: 2, length: 4 }],
    });
  });

  it('never ends up with an entity outside the text or around nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), fc.nat(40), (text, start, length) => {
        const offset = Math.min(start, text.length);
        const entity = { type: 'bold', offset, length: Math.min(length, text.length - offset) };
        const cleaned = cleanText({ text, entities: [entity] });
        for (const { offset: from, length: size } of cleaned.entities) {
          assert.ok(size > 0 && from >= 0 && from + size <= cleaned.text.length);
        }
      }),
    );
  });
});

describe('HTML markup', () => {
  it('becomes plain text with entities', () => {
    assert.deepEqual(
      parseHtmlText('<b>Robin</b> &lt;robin@example.com&gt;\n<a href="https://harbor.example/?a=1&amp;b=2">page</a>'),
      {
        text: 'Robin <robin@example.com>\npage',
        entities: [
          { type: 'bold', offset: 0, length: 5 },
          { type: 'text_link', offset: 26, length: 4, url: 'https://harbor.example/?a=1&b=2' },
        ],
      },
    );
  });

  it('makes code inside pre one block with a language', () => {
    assert.deepEqual(parseHtmlText('<pre><code class="language-ts">let a</code></pre>').entities, [
      { type: 'pre', offset: 0, length: 5, language: 'ts' },
    ]);
  });

  it('drops tags around nothing and links to nowhere', () => {
    assert.deepEqual(parseHtmlText('<i></i><a href="javascript:alert(1)">x</a>'), { text: 'x', entities: [] });
  });

  it('reads back any text that was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        assert.equal(parseHtmlText(escaped).text, text);
      }),
    );
  });
});
