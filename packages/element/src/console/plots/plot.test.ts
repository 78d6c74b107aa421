import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { render } from 'lit';
import { linePath, renderBarPlot, renderLinePlot, type PlotModel } from './plot.ts';
import { roundTicks, spread } from './scale.ts';

const model: PlotModel = {
  title: 'Conversations',
  labels: ['Mon', 'Tue', 'Wed'],
  labelsName: 'Day',
  series: [{ name: 'All', values: [2, null, 8] }],
  format: String,
  tableName: 'As a table',
  emptyText: 'Nothing yet.',
};

function draw(template: unknown): HTMLElement {
  const place = document.createElement('div');
  render(template, place);
  return place;
}

describe('ticks', () => {
  it('reach over everything in even round steps', () => {
    expect(roundTicks([8])).to.deep.equal([0, 2, 4, 6, 8]);
    expect(roundTicks([0.3])).to.deep.equal([0, 0.1, 0.2, 0.3]);
    expect(roundTicks([0, 0])).to.deep.equal([0, 1]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.001, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
        const ticks = roundTicks(values);
        expect(ticks.length).to.be.within(2, 6);
        expect(ticks.at(-1)!).to.be.at.least(Math.max(...values) * 0.999_999);
      }),
    );
  });

  it('name the first and the last of many places', () => {
    expect(spread(3, 4)).to.deep.equal([0, 1, 2]);
    expect(spread(31, 4)).to.deep.equal([0, 10, 20, 30]);
  });
});

describe('a plot', () => {
  it('leaves a gap where nothing is known', () => {
    const path = linePath(
      [1, null, 3, 4],
      (index) => index * 10,
      (value) => value,
    );
    expect(path).to.equal('M0 1h0.1M20 3L30 4');
  });

  it('says everything in a table too', () => {
    const cells = Array.from(draw(renderLinePlot(model)).querySelectorAll('tbody tr'), (row) => row.textContent);
    expect(cells.map((text) => text.replace(/\s+/g, ' ').trim())).to.deep.equal(['Mon 2', 'Tue –', 'Wed 8']);
  });

  it('has a bar for every known value, none higher than the drawing', () => {
    const bars = [...draw(renderBarPlot(model)).querySelectorAll('rect')];
    expect(bars.map((bar) => Number(bar.getAttribute('height')))).to.deep.equal([60, 240]);
  });

  it('says so when there is nothing to draw', () => {
    const place = draw(renderLinePlot({ ...model, series: [{ name: 'All', values: [null] }] }));
    expect(place.textContent).to.contain('Nothing yet.');
    expect(place.querySelector('svg')).to.equal(null);
  });
});
