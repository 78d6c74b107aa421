import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { aReply } from '../../testing/wire-samples.ts';
import type { WireTextEntity } from '../protocol/text-entity.ts';
import { toMessage } from './from-wire.ts';
import { soundEntities } from './sound-entities.ts';

const bold = (offset: number, length: number) => ({ type: 'bold', offset, length }) as const;
const italic = (offset: number, length: number) => ({ type: 'italic', offset, length }) as const;
const link = (url: unknown) => ({ type: 'link', offset: 0, length: 2, url }) as WireTextEntity;
const given = (entities: unknown) => soundEntities('Hello there', entities as readonly WireTextEntity[]);

describe('formatting of a message', () => {
  it('comes with it', () => {
    const entities = [bold(0, 11), italic(6, 5)];
    const message = toMessage(aReply(1, { text: 'Hello there', entities }), null);
    assert.deepEqual(message.entities, entities);
    assert.equal(toMessage(aReply(1), null).entities, undefined);
  });

  for (const [why, entities] of [
    ['no list', {}],
    ['an empty list', []],
    ['nothing', [null]],
    ['an unknown kind', [{ type: 'blink', offset: 0, length: 1 }]],
    ['a range behind the end', [bold(6, 6)]],
    ['a range before the start', [bold(-1, 3)]],
    ['an empty range', [bold(0, 0)]],
    ['places that are no numbers', [{ type: 'bold', offset: 'a', length: {} }]],
    ['places that only look like numbers', [{ type: 'bold', offset: '', length: [1] }]],
    ['an address that runs something', [link('javascript:alert(1)')]],
    ['an address with something in front', [link(' javascript:alert(1)//https://')]],
    ['an address that is none', [link(null)]],
  ] as const) {
    it(`is left out: ${why}`, () => assert.equal(given(entities), undefined));
  }

  it('loses what crosses or is out of order, and keeps the rest', () => {
    assert.deepEqual(given([bold(0, 5), italic(3, 5), italic(6, 2)]), [bold(0, 5), italic(6, 2)]);
    assert.deepEqual(given([bold(6, 2), italic(0, 2)]), [bold(6, 2)]);
    assert.equal(given(Array.from({ length: 200 }, () => bold(0, 1)))?.length, 100);
  });

  it('can be drawn, whatever comes', () => {
    const place = fc.oneof(fc.integer({ min: -2, max: 14 }), fc.jsonValue());
    const entity = fc.record({
      type: fc.constantFrom('bold', 'italic', 'link', 'code', 'x'),
      offset: place,
      length: place,
      url: fc.constantFrom('https://a.example', 'data:x', null),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 9, arbitrary: entity }, fc.jsonValue())), (entities) => {
        const open: number[] = [];
        for (const { offset, length } of given(entities) ?? []) {
          while (open.length > 0 && (open.at(-1) ?? 0) <= offset) open.pop();
          assert.ok(
            Number.isInteger(offset) &&
              Number.isInteger(length) &&
              offset >= 0 &&
              length > 0 &&
              offset + length <= (open.at(-1) ?? 11),
          );
          open.push(offset + length);
        }
      }),
    );
  });
});
