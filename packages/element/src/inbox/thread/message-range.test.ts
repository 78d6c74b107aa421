import { expect } from '@open-wc/testing';
import { AROUND, isRangeRight, joinRanges, moveRange, rangeAround, shiftOf } from './message-range.ts';

const thread = (length: number, from = 0) => Array.from({ length }, (_, index) => ({ id: `m${from + index}` }));

describe('the range of messages that are drawn', () => {
  const count = 1_000;
  const sight = { first: 500, end: 510 };

  it('lies around what is in sight, and ends where the thread ends', () => {
    expect(rangeAround(sight, count)).to.deep.equal({ first: 500 - AROUND, end: 510 + AROUND });
    expect(rangeAround({ first: 3, end: 12 }, 20)).to.deep.equal({ first: 0, end: 20 });
  });

  it('is right where it was made, and for a few messages more in each direction', () => {
    const drawn = rangeAround(sight, count);
    for (const by of [0, 1, 3, -1, -3]) expect(isRangeRight(drawn, moveRange(sight, by, count), count)).to.equal(true);
  });

  it('is wrong when sight comes near an edge, has left it, or much of it is far away', () => {
    const drawn = rangeAround(sight, count);
    for (const by of [-AROUND, AROUND, -300, 300])
      expect(isRangeRight(drawn, moveRange(sight, by, count), count)).to.equal(false);
    expect(isRangeRight({ first: 400, end: 528 }, sight, count)).to.equal(false);
    expect(isRangeRight({ first: 482, end: 600 }, sight, count)).to.equal(false);
  });

  it('needs nothing beyond the ends of the thread', () => {
    expect(isRangeRight({ first: 0, end: 30 }, { first: 0, end: 10 }, 30)).to.equal(true);
    expect(isRangeRight({ first: 0, end: 10 }, { first: 0, end: 10 }, 10)).to.equal(true);
    expect(isRangeRight({ first: 1, end: 30 }, { first: 1, end: 10 }, 30)).to.equal(false);
  });

  it('joins another one that it touches, and gives way to one that is far', () => {
    expect(joinRanges({ first: 10, end: 20 }, { first: 15, end: 30 })).to.deep.equal({ first: 10, end: 30 });
    expect(joinRanges({ first: 10, end: 20 }, { first: 20, end: 30 })).to.deep.equal({ first: 10, end: 30 });
    expect(joinRanges({ first: 10, end: 20 }, { first: 500, end: 530 })).to.deep.equal({ first: 500, end: 530 });
  });

  it('stays within the thread, however it moves', () => {
    expect(moveRange({ first: 0, end: 30 }, -1, 100)).to.deep.equal({ first: 0, end: 29 });
    expect(moveRange({ first: 70, end: 100 }, 0, 99)).to.deep.equal({ first: 70, end: 99 });
    expect(moveRange({ first: 70, end: 100 }, 5, 40)).to.deep.equal({ first: 40, end: 40 });
  });

  it('moves with its messages when others come or go before them', () => {
    const range = { first: 5, end: 8 };
    expect(shiftOf(thread(10), thread(12), range)).to.equal(0);
    expect(shiftOf(thread(10), thread(60, -50), range)).to.equal(50);
    expect(shiftOf(thread(10), thread(10).slice(2), range)).to.equal(-2);
  });

  it('moves with those that remain of it, and is lost with the last', () => {
    const range = { first: 5, end: 8 };
    const without = (...ids: string[]) => thread(60, -50).filter(({ id }) => !ids.includes(id));
    expect(shiftOf(thread(10), without('m5'), range)).to.equal(49);
    expect(shiftOf(thread(10), without('m5', 'm6', 'm7'), range)).to.equal(null);
    expect(shiftOf([], thread(10), { first: 0, end: 0 })).to.equal(null);
  });
});
