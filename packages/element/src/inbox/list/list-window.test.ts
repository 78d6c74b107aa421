import { expect } from '@open-wc/testing';
import { scrollToRow, windowOf } from './list-window.ts';

const nothing = { first: 0, end: 0 };
const view = (scrollTop: number, rowHeight = 80) => ({ scrollTop, height: 600, rowHeight });

describe('windowOf()', () => {
  it('draws a handful of ten thousand rows, wherever the reader is', () => {
    for (const scrollTop of [0, 1_000, 400_000, 799_400]) {
      const { first, end } = windowOf(view(scrollTop), 10_000, nothing);
      expect(end - first).to.be.at.most(25);
      expect(first * 80).to.be.at.most(scrollTop);
      expect(end * 80).to.be.at.least(scrollTop + 600);
    }
  });

  it('stays what it was while there are rows beyond each edge, so that rows come a few at a time', () => {
    let drawn = windowOf(view(0), 10_000, nothing);
    let changes = 0;
    for (let scrollTop = 0; scrollTop <= 8_000; scrollTop += 80) {
      const next = windowOf(view(scrollTop), 10_000, drawn);
      if (next !== drawn) changes += 1;
      drawn = next;
      expect(drawn.first * 80).to.be.at.most(Math.max(0, scrollTop - 320));
      expect(drawn.end * 80).to.be.at.least(scrollTop + 600 + 320);
      expect(drawn.end - drawn.first).to.be.at.most(25);
    }
    expect(changes).to.be.within(20, 30);
  });

  it('shrinks to what a smaller view needs', () => {
    const { first, end } = windowOf(view(8_000), 10_000, { first: 60, end: 300 });
    expect(end - first).to.be.at.most(25);
  });

  it('stays within the list', () => {
    expect(windowOf(view(0), 3, nothing)).to.deep.equal({ first: 0, end: 3 });
    expect(windowOf(view(5_000), 3, nothing)).to.deep.equal({ first: 3, end: 3 });
    expect(windowOf(view(0), 0, nothing)).to.deep.equal(nothing);
    expect(windowOf(view(0), 3, { first: 0, end: 15 })).to.deep.equal({ first: 0, end: 3 });
  });

  it('draws a few rows to measure while the height of one is not known', () => {
    expect(windowOf(view(0, 0), 100, nothing)).to.deep.equal({ first: 0, end: 8 });
  });
});

describe('scrollToRow()', () => {
  it('moves as little as possible', () => {
    expect(scrollToRow(3, 0, 600, 80)).to.equal(0);
    expect(scrollToRow(10, 0, 600, 80)).to.equal(280);
    expect(scrollToRow(2, 400, 600, 80)).to.equal(160);
  });
});
