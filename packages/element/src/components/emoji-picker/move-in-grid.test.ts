import { expect } from '@open-wc/testing';
import { moveInGrid } from './move-in-grid.ts';

const rows = ['abc', 'de', 'fgh'].map((row) => [...row]);
const move = (from: string, key: string, isRtl = false): string | null => moveInGrid(rows, from, key, isRtl);

describe('moving in a grid', () => {
  it('goes on in the next row, and stays at both ends', () => {
    expect(['a', 'c', 'h'].map((cell) => move(cell, 'ArrowRight'))).to.deep.equal(['b', 'd', 'h']);
    expect(['a', 'd', 'h'].map((cell) => move(cell, 'ArrowLeft'))).to.deep.equal(['a', 'c', 'g']);
  });

  it('follows the direction of writing', () => {
    expect([move('b', 'ArrowRight', true), move('b', 'ArrowLeft', true)]).to.deep.equal(['a', 'c']);
  });

  it('keeps the column as far as the row has it', () => {
    expect([move('c', 'ArrowDown'), move('h', 'ArrowUp'), move('g', 'ArrowDown')]).to.deep.equal(['e', 'e', 'g']);
  });

  it('leaves above the first row', () => {
    expect(move('b', 'ArrowUp')).to.equal('above');
  });

  it('goes to both ends of a row, and leaves other keys alone', () => {
    expect([move('g', 'Home'), move('g', 'End'), move('g', 'x')]).to.deep.equal(['f', 'h', null]);
  });
});
