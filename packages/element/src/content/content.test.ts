import { expect } from '@open-wc/testing';
import { message } from '../../testing/stories.ts';
import { initials, toneOf } from './initials.ts';
import { linkify } from './linkify.ts';
import { toMessageRows } from './message-rows.ts';
import { countSame, findNewMessages } from './new-messages.ts';
import { isOnlyEmoji } from './only-emoji.ts';

const links = (text: string): (string | null)[] =>
  linkify(text)
    .filter(({ href }) => href !== null)
    .map(({ href }) => href);

describe('linkify', () => {
  it('gives text without addresses back as it is', () => {
    expect(linkify('Hello. 3:4 a/b, v1.2')).to.deep.equal([{ text: 'Hello. 3:4 a/b, v1.2', href: null }]);
    expect(linkify('')).to.deep.equal([]);
  });

  it('loses no character', () => {
    for (const text of [
      'see https://a.example/x?y=1#z, ok',
      '(www.a.example)',
      'a@b.example tel:+4930123 mailto:x@y.example',
      'https://',
      '..https://a.example..',
    ]) {
      expect(
        linkify(text)
          .map((segment) => segment.text)
          .join(''),
      ).to.equal(text);
    }
  });

  it('finds web, mail and phone addresses', () => {
    expect(
      links('https://a.example http://b.example/c www.d.example ana@e.example mailto:f@g.example tel:+49-30-1234'),
    ).to.deep.equal([
      'https://a.example',
      'http://b.example/c',
      'https://www.d.example',
      'mailto:ana@e.example',
      'mailto:f@g.example',
      'tel:+49-30-1234',
    ]);
  });

  it('never makes a link of another scheme', () => {
    expect(
      links('javascript:alert(1) data:text/html,x vbscript:x file:///etc ftp://a.example JAVASCRIPT:1'),
    ).to.deep.equal([]);
  });

  it('leaves the punctuation of the sentence outside', () => {
    expect(links('See https://a.example/b. And (https://a.example/c), or "https://a.example/d"!')).to.deep.equal([
      'https://a.example/b',
      'https://a.example/c',
      'https://a.example/d',
    ]);
  });

  it('keeps brackets that belong to the address', () => {
    expect(links('https://en.wiki.example/Chat_(disambiguation)')).to.deep.equal([
      'https://en.wiki.example/Chat_(disambiguation)',
    ]);
  });

  it('stays quick with hostile text', () => {
    const start = performance.now();
    linkify('a.'.repeat(20_000) + '@' + '('.repeat(2_000));
    linkify(`https://a.example/${'('.repeat(4_000)}${')'.repeat(4_000)}`);
    expect(performance.now() - start).to.be.below(1_000);
  });
});

describe('message rows', () => {
  const kinds = (rows: ReturnType<typeof toMessageRows>): string[] =>
    rows.map((row) =>
      row.kind === 'message'
        ? `${row.message.id}${row.startsGroup ? '<' : ''}${row.endsGroup ? '>' : ''}${row.showsDelivery ? '*' : ''}`
        : row.kind,
    );

  it('groups what one person writes within five minutes', () => {
    const messages = [
      message('a', '1', { at: 0 }),
      message('b', '2', { at: 4 }),
      message('c', '3', { at: 9.5 }),
      message('d', '4', { from: 'Mika', at: 10 }),
      message('e', '5', { from: 'Ana Lopez', at: 11 }),
    ];
    expect(kinds(toMessageRows(messages))).to.deep.equal(['day', 'a<', 'b>', 'c<>*', 'd<>', 'e<>']);
  });

  it('ends a group at a day, at a system line and at a failure', () => {
    const failed = { state: 'failed', error: Object.assign(new Error(), { code: 'x' }) as never } as const;
    const messages = [
      message('a', '1', { at: -1440 }),
      message('b', '2', { at: 0 }),
      message('s', 'joined', { from: 'system', at: 0 }),
      message('c', '3', { at: 1, delivery: failed }),
      message('d', '4', { at: 1 }),
    ];
    expect(kinds(toMessageRows(messages))).to.deep.equal(['day', 'a<>', 'day', 'b<>', 'system', 'c<>*', 'd<>*']);
  });

  it('gives unique keys that do not change when messages are added at the end', () => {
    const messages = [message('a', '1', { at: -1440 }), message('b', '2', { at: 0 })];
    const keys = toMessageRows(messages).map(({ key }) => key);
    expect(new Set(keys).size).to.equal(keys.length);
    expect(
      toMessageRows([...messages, message('c', '3', { at: 1 })])
        .map(({ key }) => key)
        .slice(0, keys.length),
    ).to.deep.equal(keys);
  });
});

describe('new messages', () => {
  const [a, b, c] = [message('a', ''), message('b', ''), message('c', '')];

  it('are those after the first known one', () => {
    expect(findNewMessages([a, b, c], new Set(['a'])).map(({ id }) => id)).to.deep.equal(['b', 'c']);
  });

  it('are not those before it', () => {
    expect(findNewMessages([a, b, c], new Set(['c']))).to.deep.equal([]);
  });

  it('are all of them in a conversation that was empty', () => {
    expect(findNewMessages([a], new Set())).to.deep.equal([a]);
  });

  it('are looked for behind what is the very same as before', () => {
    expect(countSame([a, b], [a, b, c])).to.equal(2);
    expect(countSame([a, b], [a, { ...b }, c])).to.equal(1);
    expect(countSame([b], [a, b])).to.equal(0);
    expect(countSame([a, b, c], [a])).to.equal(1);
  });
});

describe('initials', () => {
  it('are one or two letters in any script', () => {
    expect(['Mika', 'ana lopez', 'Anna Maria von Hof', '山田太郎', '🙂 Bot', 'x', ''].map(initials)).to.deep.equal([
      'MI',
      'AL',
      'AH',
      '山',
      '🙂',
      'X',
      '',
    ]);
  });

  it('come in a colour that depends on the name alone', () => {
    expect(toneOf('Mika')).to.equal(toneOf('Mika'));
    expect(new Set(['Mika', 'Ana', 'Jo', 'Robin', 'Sam', 'Kim', 'Lou'].map(toneOf)).size).to.be.above(2);
  });
});

describe('only emoji', () => {
  it('tells emoji from text, digits and signs', () => {
    for (const text of ['🎉', ' 👍🏽 ❤️', '👨‍👩‍👧', '🇩🇪']) expect(isOnlyEmoji(text), text).to.equal(true);
    for (const text of ['', 'ok 👍', '1', '#', '©', '🎉🎉🎉🎉🎉🎉🎉']) expect(isOnlyEmoji(text), text).to.equal(false);
  });
});
