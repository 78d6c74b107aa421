import { expect, nextFrame } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import { inboxTables } from '../../inbox/i18n/tables.ts';
import en from '../../inbox/i18n/locales/en.ts';
import type { InboxPhrases } from '../../inbox/i18n/inbox-phrases.ts';
import { waitUntil } from '../../../testing/wait-until.ts';
import { DeskLanguageController } from './desk-language-controller.ts';

/** How often the chunk does not arrive. */
let failures = 0;
let missing: string[] = [];

class SpeakingElement extends LitElement {
  readonly language = new DeskLanguageController<InboxPhrases>(this, {
    english: en,
    tables: {
      ...inboxTables,
      de: async () => {
        if (failures === 0) return inboxTables.de();
        failures -= 1;
        throw new TypeError('No network.');
      },
    },
    overrides: () => null,
    onMissing: (language) => missing.push(language),
    pause: async () => {},
  });

  protected override render(): TemplateResult {
    return html`${this.language.current.words.inbox}`;
  }
}
customElements.define('test-desk-language', SpeakingElement);

describe('the language of an element of the team', () => {
  let element: SpeakingElement;
  const words = (): string => element.shadowRoot!.textContent!;
  const says = (expected: string): Promise<void> =>
    waitUntil(() => words() === expected, `it does not say "${expected}"`);

  beforeEach(async () => {
    missing = [];
    element = document.createElement('test-desk-language') as SpeakingElement;
    document.body.append(element);
    await element.updateComplete;
  });
  afterEach(() => element.remove());

  it('comes after a failure or two, and nobody hears of those', async () => {
    failures = 2;
    element.lang = 'de';
    await says((await inboxTables.de()).default.inbox);
    expect(missing).to.deep.equal([]);
  });

  it('is asked for a few times and then no more until the network is back; that is reported once', async () => {
    failures = 4;
    element.lang = 'de';
    await waitUntil(() => missing.length === 1, 'it never gives up');
    for (let drawing = 0; drawing < 5; drawing += 1) {
      element.requestUpdate();
      await nextFrame();
    }
    expect(words()).to.equal(en.inbox);
    expect(failures, 'three tries').to.equal(1);
    dispatchEvent(new Event('online'));
    await says((await inboxTables.de()).default.inbox);
    expect(missing).to.deep.equal(['de']);
  });

  it('is not asked for again once it is here', async () => {
    failures = 0;
    element.lang = 'de';
    await says((await inboxTables.de()).default.inbox);
    failures = 1;
    element.requestUpdate();
    await element.updateComplete;
    await nextFrame();
    expect(failures, 'nobody has asked').to.equal(1);
  });
});
