import { expect } from '@open-wc/testing';
import { LANGUAGES } from '../i18n/load-phrases.ts';
import en from '../i18n/locales/en.ts';
import { drawLauncher } from './launcher-view.ts';

function nameIn(language: string): string {
  const element = document.createElement('div');
  element.lang = language;
  drawLauncher(
    element,
    {},
    () => {},
    () => {},
  );
  return element.shadowRoot!.querySelector('button')!.getAttribute('aria-label')!;
}

describe("the loader's launcher", () => {
  it('is called in every language by a word that the chat calls it by', async () => {
    expect(en.openChat.toLowerCase()).to.contain(nameIn('en').toLowerCase());
    for (const [language, load] of Object.entries(LANGUAGES)) {
      const { code, openChat } = (await load()).default;
      expect(openChat.toLocaleLowerCase(code), code).to.contain(nameIn(code).toLocaleLowerCase(code));
      expect(nameIn(language), language).to.equal(nameIn(code));
    }
  });

  it('is called "Chat" where the page is in a language that the chat does not speak', () => {
    expect(nameIn('sv')).to.equal('Chat');
  });
});
