import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { InboxHarness } from '../../../testing/inbox/inbox-harness.ts';
import { stories } from '../../../testing/inbox/stories.ts';
import { waitUntil } from '../../../testing/wait-until.ts';
import type { LanguageCode } from '../../i18n/load-phrases.ts';
import type { InboxPhrases } from './inbox-phrases.ts';
import en from './locales/en.ts';
import { inboxTables } from './tables.ts';

/** Every phrase as text, by its name; functions are called with words and numbers that can be found again. */
function spell(phrases: InboxPhrases): Map<string, string> {
  const spelled = new Map<string, string>();
  const visit = (value: unknown, name: string): void => {
    if (typeof value === 'string') spelled.set(name, value);
    else if (typeof value === 'function')
      spelled.set(name, String((value as (...values: unknown[]) => unknown)(...ARGUMENTS)));
    else for (const [key, inner] of Object.entries(Object(value) as object)) visit(inner, `${name}.${key}`);
  };
  visit(phrases, '');
  return spelled;
}

const ARGUMENTS = [7, 'Zq'];
const codes = Object.keys(inboxTables) as LanguageCode[];

describe('the inbox in other languages', () => {
  before(() => setViewport({ width: 390, height: 844 }));
  afterEach(() => InboxHarness.cleanUp());

  for (const code of codes) {
    it(`has words for everything: ${code}`, async () => {
      const { default: phrases } = await inboxTables[code]();
      const spelled = spell(phrases);
      const english = spell(en);
      expect([...spelled.keys()].sort()).to.deep.equal([...english.keys()].sort());
      for (const [name, text] of spelled) expect(text.trim(), name).to.not.equal('');
      const same = [...spelled].filter(([name, text]) => text.length > 18 && english.get(name) === text);
      expect(same).to.deep.equal([]);
    });

    it(`stays within a phone: ${code}`, async () => {
      const inbox = await InboxHarness.mount(stories.offline, { width: 375, attributes: { lang: code } });
      await waitUntil(() => inbox.find('.desk').lang.startsWith(code), `"${code}" did not come`);
      await inbox.settle();
      const right = inbox.element.getBoundingClientRect();
      for (const part of inbox.all('header button, .bottom button, .banner, h2'))
        if (part.checkVisibility()) {
          const box = part.getBoundingClientRect();
          expect(box.left, part.outerHTML).to.be.at.least(right.left - 0.5);
          expect(box.right, part.outerHTML).to.be.at.most(right.right + 0.5);
        }
    });
  }
});
