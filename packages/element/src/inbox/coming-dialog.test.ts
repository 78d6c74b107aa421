import { expect } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import '../define-inbox.ts';
import { waitUntil } from '../../testing/wait-until.ts';
import { ChunkController } from '../controllers/chunk-controller.ts';
import { inEnglish } from '../desk/i18n/desk-language.ts';
import { renderComingDialog } from './coming-dialog.ts';
import en from './i18n/locales/en.ts';

let loads = 0;
let failures = 0;

class WaitingElement extends LitElement {
  readonly chunk = new ChunkController(
    this,
    () => true,
    async () => {
      loads += 1;
      if (loads <= failures) throw new TypeError('Not Found');
    },
    async () => {},
  );

  protected override render(): TemplateResult {
    const { chunk } = this;
    if (chunk.isHere) return html`<p class="there">It is there.</p>`;
    return renderComingDialog({ heading: 'My texts', language: inEnglish(en), chunk, onClose: () => this.remove() });
  }
}
customElements.define('test-coming-dialog', WaitingElement);

describe('a dialog whose code is on its way', () => {
  afterEach(() => document.querySelector('test-coming-dialog')?.remove());

  it('says after a few tries that it did not come, and tries again when somebody wants that', async () => {
    failures = 3;
    const element = document.createElement('test-coming-dialog') as WaitingElement;
    document.body.append(element);
    const words = (): string | undefined => element.shadowRoot?.querySelector('[role=status]')?.textContent;
    await element.updateComplete;
    expect(words()).to.equal('Loading');
    await waitUntil(() => words() === 'This part did not load. Try again, or reload the page.', 'it is tried for ever');
    element.requestUpdate();
    await element.updateComplete;
    expect(loads).to.equal(3);
    element.shadowRoot?.querySelector<HTMLElement>('.buttons button')?.click();
    await waitUntil(() => element.shadowRoot?.querySelector('.there'), 'it never came');
    expect(loads).to.equal(4);
  });
});
