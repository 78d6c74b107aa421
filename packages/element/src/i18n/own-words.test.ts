import { expect } from '@open-wc/testing';
import { LANGUAGES, loadPhrases } from './load-phrases.ts';
import en from './locales/en.ts';
import enConversation from './locales/en-conversation.ts';
import enMore from './locales/en-more.ts';
import { Localizer } from './localizer.ts';
import type { Translation } from './translation.ts';

const withTexts = async (tag: string, texts: Record<string, Record<string, string>>): Promise<Translation> =>
  (await loadPhrases(tag, { defaultLocale: 'en', locales: [], texts }, en)) as Translation;

describe('a team’s own words', () => {
  it('stand in the place of ours in every language, the others stay', async () => {
    for (const code of ['en', ...Object.keys(LANGUAGES)]) {
      const standard: Translation = { ...enMore, ...enConversation, ...(await loadPhrases(code, null, en)) };
      const phrases = await withTexts(code, {
        [code]: {
          openChat: 'Northwind',
          'delivery.sent': 'Gone',
          'history.empty': 'Bare',
          'emojis.groups.food': 'Eat',
        },
      });
      const { delivery, history, emojis } = phrases;
      expect([phrases.openChat, delivery.sent, history.empty, emojis.groups.food], code).to.deep.equal([
        'Northwind',
        'Gone',
        'Bare',
        'Eat',
      ]);
      expect([phrases.closeChat, delivery.failed], code).to.deep.equal([standard.closeChat, standard.delivery.failed]);
    }
  });

  it('take names and numbers between braces', async () => {
    const { files, backAt, unread } = await withTexts('en', {
      en: { 'files.download': 'Get {name}, {nonsense}', backAt: 'At {time}, {day}', unread: '{count} for you' },
    });
    expect([files.download('a.pdf'), backAt('Monday', '9:00'), unread(3)]).to.deep.equal([
      'Get a.pdf, {nonsense}',
      'At 9:00, Monday',
      '3 for you',
    ]);
  });

  it('have a form for each plural category where they need one', async () => {
    const { newMessages } = await withTexts('pl', {
      pl: { 'newMessages.one': 'jedna', 'newMessages.few': '{count} małe', newMessages: '{count} wiele' },
    });
    expect([1, 2, 5, 22].map((count) => newMessages(count))).to.deep.equal(['jedna', '2 małe', '5 wiele', '22 małe']);
    const other = await withTexts('pl', { pl: { 'newMessages.one': 'jedna' } });
    expect([other.newMessages(1), other.newMessages(5)]).to.deep.equal(['jedna', '5 nowych wiadomości']);
  });

  it('may be of a region, over those of its language', async () => {
    const texts = { de: { send: 'Los', back: 'Heim' }, 'de-AT': { send: 'Servus' } };
    const { send, back } = await withTexts('de-AT', texts);
    expect([send, back]).to.deep.equal(['Servus', 'Heim']);
    expect((await withTexts('de-CH', texts)).send).to.equal('Los');
    expect((await withTexts('pt', { 'pt-BR': { send: 'Vai' } })).send).to.equal('Vai');
    expect((await withTexts('fr', texts)).send).to.equal('Envoyer');
  });

  it('keep names in one piece where words run from right to left', async () => {
    const { isTyping } = await withTexts('he', { he: { isTyping: '{name}…' } });
    expect(isTyping('Mika K.')).to.equal('\u2068Mika K.\u2069…');
  });

  it('change nothing but phrases', async () => {
    const phrases = await withTexts('ar', { ar: { code: 'xx', direction: 'ltr', nothing: 'x', constructor: 'y' } });
    expect([phrases.code, phrases.direction]).to.deep.equal(['ar', 'rtl']);
    expect(phrases).not.to.have.any.keys('nothing');
    expect(new Localizer(phrases).time(0)).to.match(/\p{Nd}/u);
    expect((await withTexts('en', { en: { send: 'Go' } })).privacy, 'of a screen not yet there').to.equal(
      enMore.privacy,
    );
  });
});
