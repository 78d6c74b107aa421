import { expect } from '@open-wc/testing';
import { LATIN, WRONG_PUNCTUATION } from '../../testing/phrase-tables.ts';
import { LANGUAGES, loadPhrases } from './load-phrases.ts';
import en from './locales/en.ts';
import enConversation from './locales/en-conversation.ts';
import enMore from './locales/en-more.ts';
import { PLACEHOLDERS } from './own-words.ts';
import type { Translation } from './translation.ts';

const english: Translation = { ...en, ...enConversation, ...enMore };
const NUMBERS = [...Array(131).keys(), 1000, 1001, 1002, 1005, 1011];

describe('every language', () => {
  const all = new Map<string, Translation>([['en', english]]);

  before(async () => {
    for (const load of Object.values(LANGUAGES)) {
      const { default: phrases } = await load();
      all.set(phrases.code, phrases);
    }
  });

  it('is called as its file, and runs as its script does', async () => {
    for (const [code, phrases] of all) {
      const file = (await import(new URL(`locales/${code}.ts`, import.meta.url).href)) as { default: unknown };
      expect(file.default, code).to.equal(code === 'en' ? en : phrases);
      expect(phrases.direction, code).to.equal(/^(ar|he)$/.test(code) ? 'rtl' : 'ltr');
    }
  });

  it('has words for everything that English has words for', () => {
    for (const [code, phrases] of all) {
      const words = said(phrases);
      expect([...words.keys()], code).to.have.members([...said(english).keys()]);
      expect(
        [...words].filter(([, text]) => text.trim() === '' || /\b(undefined|NaN|null)\b/.test(text)),
        code,
      ).to.deep.equal([]);
    }
  });

  it('leaves no English sentence', () => {
    const originals = said(english);
    for (const [code, phrases] of all) {
      if (code === 'en') continue;
      const words = [...said(phrases)].filter(([name]) => !/^(code|direction)$/.test(name));
      // "Online" is a word in many languages; a phrase of several words is not the same by chance.
      const same = words.filter(([name, text]) => / .* |\S{3,} \S{3,}/.test(text) && text === originals.get(name));
      expect(same, code).to.deep.equal([]);
      if (LATIN.has(code)) continue;
      const foreign = words.filter(([, text]) => /[a-z]/i.test(text.replace(/\S+@[\w.]+|<\w+>/g, '')));
      expect(foreign, code).to.deep.equal([]);
    }
  });

  it('keeps every name, address, time and size that it is given', () => {
    for (const [code, phrases] of all) {
      for (const [name, text] of said(phrases)) {
        const given = argumentsOf(name).filter((value) => typeof value === 'string');
        expect(
          given.filter((value) => !text.includes(value)),
          `${code} ${name}: ${text}`,
        ).to.deep.equal([]);
      }
    }
  });

  it('says each number, in words at most 0, 1 and 2, and with one form per category', () => {
    for (const [code, phrases] of all) {
      const rules = new Intl.PluralRules(code);
      for (const [name, phrase] of functionsIn(phrases)) {
        const position = PLACEHOLDERS[name as keyof typeof PLACEHOLDERS].indexOf('count');
        if (position < 0 || name === 'teamIsHere') continue;
        const forms = new Map<string, Set<string>>();
        for (const count of NUMBERS) {
          const text = phrase(...argumentsOf(name).with(position, count));
          const where = `${code} ${name} ${count}: ${text}`;
          const digits = text.match(/\d+/g)?.map(Number) ?? [];
          if (count > 2) expect(digits, where).to.deep.equal([count]);
          else
            expect(
              digits.filter((digit) => digit !== count),
              where,
            ).to.deep.equal([]);
          if (count === 0 && /^(offline|unreachable)$/.test(name)) continue;
          const category = rules.select(count);
          forms.set(category, (forms.get(category) ?? new Set()).add(text.replace(/\d+/, '#')));
        }
        for (const [category, texts] of forms) {
          // French and Hindi count 0 like 1, in Slavic languages 21 is counted like 1.
          expect([...texts], `${code} ${name} ${category}`).to.have.length(1);
        }
      }
    }
  });

  it('tells apart what its grammar tells apart', () => {
    const forms = (code: string): number =>
      new Set(NUMBERS.map((count) => all.get(code)!.newMessages(count).replace(/\d+/, '#'))).size;
    const counts = Object.fromEntries([...all.keys()].map((code) => [code, forms(code)]));
    expect(counts).to.deep.equal({
      ar: 5, // 11 to 99 and 100 take the same noun here, in another case that is not written
      de: 2,
      en: 2,
      es: 2,
      fr: 2,
      he: 3,
      hi: 2,
      it: 2,
      ja: 1,
      ko: 1,
      nl: 2,
      pl: 3,
      'pt-BR': 2,
      ru: 3,
      tr: 1,
      uk: 3,
      'zh-Hans': 1,
    });
    expect([11, 100].map((count) => all.get('ar')!.files.tooMany(count))).to.deep.equal([
      '11 ملفًا فقط في الرسالة',
      '100 ملف فقط في الرسالة',
    ]);
    expect([1, 2, 5, 21, 22, 25, 111].map((count) => all.get('ru')!.newMessages(count))).to.deep.equal([
      '1 новое сообщение',
      '2 новых сообщения',
      '5 новых сообщений',
      '21 новое сообщение',
      '22 новых сообщения',
      '25 новых сообщений',
      '111 новых сообщений',
    ]);
    expect([1, 3, 5, 21, 22].map((count) => all.get('pl')!.stars(count))).to.deep.equal([
      '1 gwiazdka',
      '3 gwiazdki',
      '5 gwiazdek',
      '21 gwiazdek',
      '22 gwiazdki',
    ]);
  });

  it('is punctuated as it is printed', () => {
    for (const [code, phrases] of all) {
      for (const [name, text] of said(phrases)) {
        expect(text, `${code} ${name}`).not.to.match(/\.\.\.| {2}|^\s|\n /);
        if (WRONG_PUNCTUATION[code]) expect(text, `${code} ${name}`).not.to.match(WRONG_PUNCTUATION[code]);
      }
    }
  });

  it('says nothing of failures with an exclamation mark', () => {
    for (const [code, { failures, loadFailed, loadFailedTitle, unavailable, actionFailed }] of all) {
      const texts = [...Object.values(failures), loadFailed, loadFailedTitle, unavailable, actionFailed];
      expect(texts.join(''), code).not.to.match(/[!！]/);
    }
  });
});

describe('the language of a page', () => {
  const codeOf = async (tag: string): Promise<string[]> => {
    const { code, openChat } = await loadPhrases(tag, null, en);
    return [code, openChat];
  };

  it('is found by its tag, and gives its dates as far as they are written like the phrases', async () => {
    expect(await codeOf('de-AT')).to.deep.equal(['de-AT', 'Chat öffnen']);
    expect(await codeOf('de_AT'), 'as Java writes it').to.deep.equal(['de-AT', 'Chat öffnen']);
    expect(await codeOf('iw'), 'as old Android devices say').to.deep.equal(['he', 'פתיחת הצ׳אט']);
    expect(await codeOf('pt')).to.deep.equal(['pt-BR', 'Abrir o chat']);
    expect(await codeOf('pt-PT')).to.deep.equal(['pt-PT', 'Abrir o chat']);
    for (const [tag, code] of [
      ['zh', 'zh-Hans'],
      ['zh-CN', 'zh-CN'],
      ['zh-TW', 'zh-Hans'],
      ['zh-Hant-HK', 'zh-Hans'],
    ] as const)
      expect(await codeOf(tag)).to.deep.equal([code, '打开聊天']);
    expect(await codeOf('ar-EG'), 'with the digits of the badge').to.deep.equal(['ar-EG-u-nu-latn', 'فتح الدردشة']);
    expect(await codeOf('ar-MA')).to.deep.equal(['ar-MA', 'فتح الدردشة']);
  });

  it('is English when there are no phrases for it, or when it is none', async () => {
    for (const tag of ['nb', 'fa-IR', 'tlh', 'x', 'not a language', '-'])
      expect(await codeOf(tag), tag).to.deep.equal(['en', 'Open chat']);
    expect(await codeOf('en_US')).to.deep.equal(['en-US', 'Open chat']);
  });

  it('is one of those that the team wants, else the team’s own', async () => {
    const settings = { defaultLocale: 'nl', locales: ['nl', 'fr-CA'], texts: {} };
    expect((await loadPhrases('nb', { ...settings, locales: [] }, en)).openChat, 'none is ruled out').to.equal(
      'Open chat',
    );
    const open = async (tag: string): Promise<string> => (await loadPhrases(tag, settings, en)).openChat;
    expect(await Promise.all(['fr', 'nl-BE', 'de', 'en', 'nb'].map(open))).to.deep.equal([
      'Ouvrir le chat',
      'Chat openen',
      'Chat openen',
      'Chat openen',
      'Chat openen',
    ]);
  });
});

/** What each phrase says when it is called with values that stand out. */
function said(phrases: Translation): Map<string, string> {
  const texts = stringsIn(phrases);
  for (const [name, phrase] of functionsIn(phrases)) texts.set(name, phrase(...argumentsOf(name)));
  return texts;
}

function argumentsOf(name: string): readonly (string | number)[] {
  const names = PLACEHOLDERS[name as keyof typeof PLACEHOLDERS] as readonly string[] | undefined;
  return (names ?? []).map((each) => (each === 'count' ? 7 : `<${each}>`));
}

function stringsIn(group: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(group).flatMap(([key, value]: [string, unknown]): (readonly [string, string])[] =>
      typeof value === 'string'
        ? [[prefix + key, value]]
        : typeof value === 'object' && value !== null
          ? [...stringsIn(value, `${prefix}${key}.`)]
          : [],
    ),
  );
}

type Phrase = (...values: readonly (string | number)[]) => string;

function functionsIn(group: object, prefix = ''): Map<string, Phrase> {
  return new Map(
    Object.entries(group).flatMap(([key, value]: [string, unknown]): (readonly [string, Phrase])[] =>
      typeof value === 'function'
        ? [[prefix + key, value as Phrase]]
        : typeof value === 'object' && value !== null
          ? [...functionsIn(value, `${prefix}${key}.`)]
          : [],
    ),
  );
}
