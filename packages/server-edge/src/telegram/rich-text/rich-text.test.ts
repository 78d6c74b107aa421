import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireTextEntity } from '@support-chat/sdk/protocol';
import fc from 'fast-check';
import type { MessageEntity } from 'grammy/types';
import { hostileEntities, hostileTexts as texts } from '../../../testing/telegram/hostile-entities.ts';
import { textEntitySchema } from '../../schemas/text-entity.ts';
import type { OutboxVisitor } from '../../db/outbox-db.ts';
import { formatTranscript } from '../format-history.ts';
import { formatted } from '../formatted-text.ts';
import { splitText } from '../split-text.ts';
import { fromTelegram } from './from-telegram.ts';
import { richText, toTelegram } from './to-telegram.ts';

function assertSound(text: string, entities: readonly WireTextEntity[]): void {
  assert.ok(entities.length <= 100);
  const open: WireTextEntity[] = [];
  let before = { offset: 0, length: Infinity };
  for (const entity of entities) {
    const { offset, length, type } = textEntitySchema.parse(entity);
    assert.ok(offset > before.offset || (offset === before.offset && length <= before.length), 'sorted');
    assert.ok(offset + length <= text.length, 'within the text');
    for (const edge of [offset, offset + length]) {
      const around = edge === 0 ? '' : text.slice(edge - 1, edge + 1);
      assert.doesNotMatch(around, /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/, 'whole characters');
    }
    while (open.length > 0 && (open.at(-1)?.offset ?? 0) + (open.at(-1)?.length ?? 0) <= offset) open.pop();
    for (const outer of open) {
      assert.ok(offset + length <= outer.offset + outer.length, 'never crossing');
      assert.ok(!['code', 'pre', type].includes(outer.type), `${type} in ${outer.type}`);
    }
    open.push(entity);
    before = entity;
  }
}

describe('formatting from Telegram', () => {
  for (const [text, entity, expected] of [
    ['Hi', { type: 'bold' }, { type: 'bold' }],
    ['Hi', { type: 'expandable_blockquote' }, { type: 'blockquote' }],
    ['x()', { type: 'pre', language: 'ts' }, { type: 'pre', language: 'ts' }],
    ['x()', { type: 'pre', language: '"><b>' }, { type: 'pre' }],
    [
      'here',
      { type: 'text_link', url: 'https://a.example/ä b' },
      { type: 'link', url: 'https://a.example/%C3%A4%20b' },
    ],
    ['a.example/x', { type: 'url' }, { type: 'link', url: 'https://a.example/x' }],
    ['HTTP://a.example', { type: 'url' }, { type: 'link', url: 'http://a.example/' }],
    ['a@a.example', { type: 'email' }, { type: 'link', url: 'mailto:a@a.example' }],
    ['+49 (30) 12-34', { type: 'phone_number' }, { type: 'link', url: 'tel:+49301234' }],
    ['here', { type: 'text_link', url: 'javascript:alert(1)' }, null],
    ['here', { type: 'text_link', url: 'tg://user?id=7' }, null],
    ['Mika', { type: 'text_mention', user: { id: 7 } }, null],
    ['@mika', { type: 'mention' }, null],
    ['🎈', { type: 'custom_emoji', custom_emoji_id: '1' }, null],
    ['tomorrow', { type: 'date_time', unix_time: 1 }, null],
    ['tomorrow', { type: 'something_new' }, null],
  ] as const) {
    it(`33: ${entity.type} on ‘${text}’ ${expected === null ? 'is its text' : `becomes ${JSON.stringify(expected)}`}`, () => {
      const place = { offset: 0, length: text.length };
      const entities = fromTelegram(text, [{ ...entity, ...place } as unknown as MessageEntity]);
      assert.deepEqual(entities, expected === null ? [] : [{ ...expected, ...place }]);
    });
  }

  it('33: keeps what lies within each other, and cuts what crosses', () => {
    const range = (type: 'bold' | 'italic' | 'code', offset: number, length: number) => ({ type, offset, length });
    assert.deepEqual(fromTelegram('abcdef', [range('italic', 1, 2), range('bold', 0, 4), range('code', 3, 3)]), [
      range('bold', 0, 4),
      range('italic', 1, 2),
      range('code', 3, 1),
    ]);
    assert.deepEqual(fromTelegram('a🎈b', [range('bold', 2, 2), range('italic', 0, 2)]), [
      range('italic', 0, 1),
      range('bold', 3, 1),
    ]);
  });

  it('33: is sound whatever comes in', () => {
    fc.assert(
      fc.property(texts, hostileEntities, (text, entities) => {
        assertSound(text, fromTelegram(text, entities));
      }),
      { numRuns: 500 },
    );
    assert.deepEqual(fromTelegram('a', 7 as unknown as MessageEntity[]), []);
  });

  it('33: stays small enough to be stored', () => {
    const url = `https://a.example/${'x'.repeat(2_000)}`;
    const text = 'a'.repeat(300);
    const many = Array.from({ length: 300 }, (_, offset): MessageEntity => ({
      type: 'text_link',
      offset,
      length: 1,
      url,
    }));
    const entities = fromTelegram(text, many);
    assert.ok(entities.length > 0 && entities.length <= 100);
    assert.ok(JSON.stringify({ entities }, null, 1).length < 32_768);
    const bold = many.map(({ offset, length }): MessageEntity => ({ type: 'bold', offset, length }));
    assert.equal(fromTelegram(text, bold).length, 100);
  });
});

describe('formatting for Telegram', () => {
  const web = hostileEntities.map((entities) =>
    entities.filter((entity) => !['url', 'email', 'phone_number'].includes(entity?.type)),
  );

  it('33: comes back as it went', () => {
    fc.assert(
      fc.property(texts, web, (text, given) => {
        const entities = fromTelegram(text, given).filter(
          (entity) => entity.type !== 'link' || entity.url.startsWith('http'),
        );
        assert.deepEqual(fromTelegram(text, toTelegram(entities)), entities);
      }),
      { numRuns: 300 },
    );
  });

  it('33: stays on its words through clean-up', () => {
    fc.assert(
      fc.property(texts, web, (text, given) => {
        const entities = fromTelegram(text, given);
        const rich = richText(text, entities);
        assertSound(rich.text, fromTelegram(rich.text, rich.entities));
        for (const { offset, length } of rich.entities)
          assert.ok(offset >= 0 && length > 0 && offset + length <= rich.text.length);
      }),
      { numRuns: 500 },
    );
    const bold = (offset: number, length: number) => [{ type: 'bold', offset, length } as const];
    const wordsOf = ({ text, entities }: ReturnType<typeof richText>) =>
      entities.map(({ offset, length }) => text.slice(offset, offset + length));
    assert.deepEqual(wordsOf(richText('  \u202eask @mika now\r\nplease', bold(13, 3))), ['now']);
    assert.deepEqual(wordsOf(richText('ask @mika', bold(4, 5))), ['@\u2060mika']);
    assert.deepEqual(wordsOf(richText('one\r\ntwo\rthree ', bold(5, 10))), ['two\nthree']);
    assert.deepEqual(wordsOf(richText('   ', bold(0, 3))), []);
  });

  it('33: is cut with its text where that takes several messages', () => {
    const text = `${'word '.repeat(819)}and then some`;
    const parts = splitText(
      formatted({ bold: 'Mika' }, ': ', richText(text, [{ type: 'code', offset: 4_085, length: 16 }])),
    );
    assert.equal(parts.length, 2);
    assert.deepEqual(
      parts.map((part) =>
        part.entities.map(({ type, offset, length }) => [type, part.text.slice(offset, offset + length)]),
      ),
      [
        [
          ['bold', 'Mika'],
          ['code', 'word '],
        ],
        [['code', 'word and th']],
      ],
    );
  });

  it('33: is in the transcript that whoever takes over reads', () => {
    const { text, entities } = formatTranscript({
      visitor: { name: 'Robin', email: null } as OutboxVisitor,
      tail: [
        { sender_kind: 'visitor', sender_name: null, text: 'Where?', created_at: '' },
        {
          sender_kind: 'agent',
          sender_name: 'Mika',
          text: ' Here, at 5',
          entities: [{ type: 'italic', offset: 1, length: 4 }],
          created_at: '',
        },
      ],
    });
    assert.equal(text, 'Robin: Where?\nMika: Here, at 5');
    assert.deepEqual(
      entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]),
      [
        ['bold', 'Robin'],
        ['bold', 'Mika'],
        ['italic', 'Here'],
      ],
    );
  });

  it('33: leaves mail addresses and phone numbers to Telegram, which links them by itself', () => {
    const link = (url: string): WireTextEntity => ({ type: 'link', offset: 0, length: 1, url });
    assert.deepEqual(toTelegram([link('mailto:a@a.example'), link('tel:123'), link('https://a.example/')]), [
      { type: 'text_link', offset: 0, length: 1, url: 'https://a.example/' },
    ]);
  });

  it('31: is never made from text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.deepEqual(richText(`*${text}* <b>${text}</b> [x](https://a.example)`).entities, []);
      }),
    );
  });
});
