import { expect } from '@open-wc/testing';
import { checkPhraseTables } from '../../../testing/check-phrase-tables.ts';
import en from './locales/en.ts';
import { inboxTables } from './tables.ts';

/** Words that are the same in English and in another language. */
const SHARED = new Set([
  ...'Enter Esc Shift Filter Status Normal Details Online Offline Name Conversations Note Contact E-mail'.split(' '),
  'Tablet',
  'Conversation #71',
  '71 filters',
]);
/** What is Latin in every script: keys, and an identifier. */
const NAMES = /\b(?:Enter|Esc|Shift|J|ID)\b/g;

describe('the inbox in every language', () => {
  checkPhraseTables({ tables: inboxTables, english: en, shared: SHARED, names: NAMES });

  it('tells apart the forms of Slavic and Semitic nouns', async () => {
    const found = async (
      language: 'ar' | 'he' | 'pl' | 'ru',
      counts: readonly number[],
    ): Promise<readonly string[]> => {
      const { default: phrases } = await inboxTables[language]();
      return counts.map((count) => phrases.found(count, false));
    };
    expect(await found('ru', [1, 3, 5, 21])).to.deep.equal([
      '1 разговор',
      '3 разговора',
      '5 разговоров',
      '21 разговор',
    ]);
    expect(await found('pl', [1, 3, 5, 21])).to.deep.equal(['1 rozmowa', '3 rozmowy', '5 rozmów', '21 rozmów']);
    expect(await found('ar', [2, 3, 11])).to.deep.equal(['محادثتان', '3 محادثات', '11 محادثة']);
    expect(await found('he', [1, 2, 3])).to.deep.equal(['שיחה אחת', 'שתי שיחות', '3 שיחות']);
  });
});
