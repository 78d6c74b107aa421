import { expect } from '@open-wc/testing';
import { config, stories } from '../../testing/stories.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import { LANGUAGES, loadPhrases } from './load-phrases.ts';
import en from './locales/en.ts';
import { waitUntil } from '../../testing/wait-until.ts';

const { mount } = SupportChatHarness;
const ready = stories.home.snapshot;
const away = stories.closed.snapshot;
const label = (chat: SupportChatHarness): string | null => chat.launcher.getAttribute('aria-label');
const says = (chat: SupportChatHarness, words: string): Promise<void> =>
  waitUntil(() => label(chat) === words, `it does not say "${words}"`);

describe('<support-chat> in many languages', () => {
  afterEach(() => {
    SupportChatHarness.cleanUp();
    document.documentElement.removeAttribute('dir');
  });

  it('switches its words and the way it runs while it is open', async () => {
    const chat = await mount(ready, { lang: 'en' });
    await chat.open();
    const title = (): string => chat.panel.querySelector('h3')!.textContent!;
    const close = (): number => chat.button(label(chat)!).getBoundingClientRect().left;
    expect(title()).to.equal('Start a conversation');
    expect(getComputedStyle(chat.heading).direction).to.equal('ltr');
    const right = close();

    chat.element.lang = 'ar';
    await says(chat, 'إغلاق الدردشة');
    expect(title()).to.equal('بدء محادثة');
    expect(getComputedStyle(chat.heading).direction).to.equal('rtl');
    expect(close(), 'the way out is on the other side').to.be.lessThan(right);
    expect(chat.heading.closest<HTMLElement>('[lang]')!.lang, 'for screen readers and fonts').to.equal('ar');
    await chat.expectAccessible();

    chat.element.lang = 'ja';
    await says(chat, 'チャットを閉じる');
    expect(getComputedStyle(chat.heading).direction).to.equal('ltr');
  });

  it('ends with the last of many quick changes', async () => {
    const chat = await mount(ready, { lang: 'en' });
    for (const lang of ['ar', 'de', 'ko', 'pl', 'ru', 'fr']) chat.element.lang = lang;
    chat.element.lang = 'en';
    await chat.settle();
    // All of them are there by now, and had time to come too late.
    await Promise.all(['ar', 'de', 'ko', 'pl', 'ru', 'fr'].map((tag) => loadPhrases(tag, null, en)));
    await chat.settle();
    expect(label(chat)).to.equal('Open chat');
    chat.element.lang = 'uk';
    chat.element.lang = 'he';
    await says(chat, 'פתיחת הצ׳אט');
  });

  it('asks again with the next drawing for a language that did not arrive', async () => {
    const { nl } = LANGUAGES;
    let requests = 0;
    const failing: typeof nl = () => {
      requests += 1;
      return requests === 1 ? Promise.reject(new TypeError('No network.')) : nl();
    };
    Object.assign(LANGUAGES, { nl: failing });
    try {
      const chat = await mount(ready, { lang: 'nl' });
      await waitUntil(() => requests === 1, 'it is not asked for');
      await chat.settle();
      expect(label(chat)).to.equal('Open chat');
      chat.element.requestUpdate();
      await waitUntil(() => label(chat) !== 'Open chat', 'it does not ask again');
    } finally {
      Object.assign(LANGUAGES, { nl });
    }
  });

  it('follows the page when its language changes', async () => {
    document.documentElement.lang = 'en';
    const chat = await mount(ready);
    document.documentElement.lang = 'tr';
    await says(chat, 'Sohbeti aç');
    document.documentElement.lang = 'xx';
    await says(chat, 'Open chat');
  });

  it('stays in the corner of the page, but runs as its own words do', async () => {
    document.documentElement.dir = 'rtl';
    // Persian: there are no phrases for it, English ones run from left to right.
    const chat = await mount({ ...ready, availability: null }, { lang: 'fa' });
    await chat.open();
    expect(getComputedStyle(chat.heading).direction).to.equal('ltr');
    expect(chat.panel.getBoundingClientRect().left, 'the left corner is where lines end').to.be.lessThan(60);
    expect(chat.heading.closest<HTMLElement>('[lang]')!.lang).to.equal('en');
  });

  it('shows the words of a team in their own direction', async () => {
    const chat = await mount(
      { ...away, config: { ...config, greetingTitle: 'Hi!', greetingText: 'We ♥ mail.' } },
      { lang: 'he' },
    );
    await chat.open();
    const words = [...chat.panel.querySelectorAll('bdi')].slice(0, 2);
    expect(words.map((element) => element.textContent)).to.deep.equal(['Hi!', 'We ♥ mail.']);
    expect(words.map((element) => element.matches(':dir(ltr)'))).to.deep.equal([true, true]);
  });

  it('takes words from the configuration and, over them, from the page', async () => {
    const texts = { fr: { openChat: 'Une question\u202f?', closeChat: 'Fermer' }, en: { openChat: 'Questions?' } };
    const chat = await mount({ ...ready, config: { ...config, texts } }, { lang: 'fr' });
    await says(chat, 'Une question\u202f?');
    chat.element.translations = { openChat: 'Coucou' };
    await says(chat, 'Coucou');
    await chat.open();
    expect(label(chat)).to.equal('Fermer');
    chat.element.close();
    chat.element.translations = null;
    chat.element.lang = 'en';
    await says(chat, 'Questions?');
    chat.element.lang = 'nl';
    await says(chat, 'Chat openen');
  });

  it('speaks only the languages that the team wants', async () => {
    const chat = await mount(
      { ...ready, config: { ...config, locales: ['de', 'en'], defaultLocale: 'de' } },
      { lang: 'fr' },
    );
    await says(chat, 'Chat öffnen');
    chat.element.lang = 'en';
    await says(chat, 'Open chat');
  });
});
