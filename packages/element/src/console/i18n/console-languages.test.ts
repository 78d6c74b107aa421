import { expect } from '@open-wc/testing';
import { checkPhraseTables } from '../../../testing/check-phrase-tables.ts';
import en from './en.ts';
import { CONSOLE_LANGUAGES } from './tables.ts';

/** Words that are the same in English and in another language. */
const SHARED = new Set([
  ...'Telegram Widget Widgets Team Website Websites Code Link Logo Text Name Emoji Tablet Admin Agent No'.split(' '),
  ...'Installation Menu Date Description E-mail Question Mode Version Form Messages'.split(' '),
  ...'Conversation Conversations bytes minutes pixels'.split(' '),
]);
/** What is Latin in every script: products, file types, and what is typed or pasted as it is. */
const NAMES =
  /#3556d8|\*\.example\.com|image\/\*|application\/pdf|\/connect|[A-Z][a-z]+\/[A-Z][a-z]+|\b(?:CSS|CSV|HTML|ID|NPS|JavaScript|Telegram|greeting|script)\b/g;

describe('the console in every language', () => {
  checkPhraseTables({ tables: CONSOLE_LANGUAGES, english: en, shared: SHARED, names: NAMES });

  it('tells apart the forms of Slavic and Semitic nouns', async () => {
    const unsaved = async (language: 'ar' | 'he' | 'uk', counts: readonly number[]): Promise<readonly string[]> => {
      const { default: phrases } = await CONSOLE_LANGUAGES[language]();
      return counts.map((count) => phrases.unsaved(count));
    };
    expect(await unsaved('uk', [1, 3, 5])).to.deep.equal([
      '1 незбережена зміна',
      '3 незбережені зміни',
      '5 незбережених змін',
    ]);
    expect(await unsaved('ar', [2, 11])).to.deep.equal(['تغييران غير محفوظين', '11 تغييرًا غير محفوظ']);
    expect(await unsaved('he', [2])).to.deep.equal(['שני שינויים לא נשמרו']);
  });
});
