import { expect } from '@open-wc/testing';
import { css, html, LitElement, nothing } from 'lit';
import { ChosenInSight } from './chosen-in-sight.ts';

class RowOfTen extends LitElement {
  static override properties = { chosen: { type: Number } };
  static override styles = css`
    .row {
      display: flex;
      overflow: auto hidden;
      inline-size: 200px;
    }
    button {
      flex: 0 0 60px;
    }
  `;
  chosen = 0;
  protected readonly sight = new ChosenInSight(this, '.row', '[aria-current]');

  protected override render() {
    return html`<div class="row">
      ${Array.from({ length: 10 }, (_, at) => html`<button aria-current=${at === this.chosen ? 'true' : nothing}>${at}</button>`)}
    </div>`;
  }
}
customElements.define('row-of-ten', RowOfTen);

describe('the chosen item of a row', () => {
  let host: RowOfTen;
  let row: HTMLElement;

  const choose = async (at: number): Promise<void> => {
    host.chosen = at;
    host.requestUpdate();
    await host.updateComplete;
  };
  const isInSight = (at: number): boolean => {
    const seen = row.getBoundingClientRect();
    const { left, right } = row.children[at]!.getBoundingClientRect();
    return left >= seen.left - 1 && right <= seen.right + 1;
  };

  beforeEach(async () => {
    host = document.createElement('row-of-ten') as RowOfTen;
    document.body.append(host);
    await host.updateComplete;
    row = host.renderRoot.querySelector('.row')!;
  });
  afterEach(() => host.remove());

  for (const direction of ['ltr', 'rtl'] as const) {
    it(`comes into sight when it is chosen, and no further: ${direction}`, async () => {
      row.dir = direction;
      for (const at of [9, 0, 5]) {
        await choose(at);
        expect(isInSight(at), `item ${at}`).to.equal(true);
      }
      const { scrollLeft } = row;
      await choose(4);
      expect([isInSight(4), isInSight(5)]).to.deep.equal([true, true]);
      expect(row.scrollLeft).to.equal(scrollLeft);
    });
  }

  it('stays out of sight when somebody scrolled it there, and the page stays where it is', async () => {
    await choose(9);
    row.scrollLeft = 0;
    await choose(9);
    expect(row.scrollLeft).to.equal(0);
    expect(scrollX).to.equal(0);
  });
});
