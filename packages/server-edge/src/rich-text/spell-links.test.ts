import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spellLinks } from './spell-links.ts';

const link = (offset: number, length: number, url: string) => ({ type: 'link', offset, length, url }) as const;

describe('a formatted text where only plain text goes', () => {
  it('stays as it is without links, whatever its formatting', () => {
    assert.equal(spellLinks('very *bold*'), 'very *bold*');
    assert.equal(spellLinks('very *bold*', [{ type: 'bold', offset: 0, length: 4 }]), 'very *bold*');
  });

  it('spells out each hidden address behind its words', () => {
    const entities = [
      link(0, 3, 'https://a.example/x'),
      { type: 'bold', offset: 4, length: 2 } as const,
      link(7, 2, 'https://b.example/y'),
    ];
    assert.equal(spellLinks('🎈a or bb', [link(0, 3, 'https://a.example/x')]), '🎈a (https://a.example/x) or bb');
    assert.equal(spellLinks('aaa or bb!', entities), 'aaa (https://a.example/x) or bb (https://b.example/y)!');
  });

  for (const [words, url] of [
    ['Shop.example/x', 'http://shop.example/x/'],
    ['ana@shop.example', 'mailto:ana@shop.example'],
    ['+49 (30) 12-34', 'tel:+49301234'],
  ] as const) {
    it(`does not repeat an address that the words already say: ${words}`, () => {
      assert.equal(spellLinks(words, [link(0, words.length, url)]), words);
    });
  }
});
