/** Languages written with Latin letters; in the others a Latin word is a name, or was forgotten. */
export const LATIN: ReadonlySet<string> = new Set('de es fr it nl pl pt pt-BR tr'.split(' '));

/** How no language is printed here, by language. */
export const WRONG_PUNCTUATION: Readonly<Record<string, RegExp>> = {
  fr: /[^\u202f][?!;]|[^\u00a0\d:/]:|'/,
  it: /'/,
  uk: /'/,
  nl: /'/,
  es: /(?:^|[.\n] )[^¿]*\?/m,
  ar: /[,;?]/,
  ja: /[\u3040-\u9fff] ?[,.?!:()]/,
  zh: /[\u4e00-\u9fff] ?[,.?!:()]/,
  'zh-Hans': /[\u4e00-\u9fff] ?[,.?!:()]/,
  hi: /[\u0900-\u097f]\.(?:\s|$)/,
};

const GIVEN = [71, 83] as const;
/** Given beside a count, and none of them. */
const MOST = 997;
const COUNTS = [...Array(26).keys(), 100, 101, 102, 103, 111, 112, 121, 122, 1000];

type Phrase = (...given: readonly unknown[]) => string;

/** Phrases in one language, and the English ones that they stand for. */
export interface TranslatedPhrases {
  readonly language: string;
  readonly phrases: object;
  readonly english: object;
}

export type PhraseLoaders = Readonly<Record<string, () => Promise<{ readonly default: object }>>>;

/** Every language of a table, loaded. */
export function loadAll(tables: PhraseLoaders, english: object): Promise<readonly TranslatedPhrases[]> {
  const languages = Object.entries(tables);
  return Promise.all(
    languages.map(async ([language, load]) => ({ language, phrases: (await load()).default, english })),
  );
}

/** Phrases that are missing or empty, or lack what they are given and English says. */
export function incomplete({ language, phrases, english }: TranslatedPhrases): readonly string[] {
  const texts = said(phrases);
  const originals = said(english);
  const unknown = [...texts.keys()].filter((name) => !originals.has(name));
  const poor = [...originals].filter(([name, original]) => {
    const text = texts.get(name) ?? '';
    return text.trim() === '' || GIVEN.map(String).some((given) => original.includes(given) && !text.includes(given));
  });
  return [...unknown, ...poor.map(([name]) => name)].map((name) => `${language} ${name}: ${texts.get(name) ?? ''}`);
}

/** Counts without a form, with another form than the others of their category, or from 3 on without their digits. */
export function miscounted({ language, phrases, english }: TranslatedPhrases): readonly string[] {
  const rules = new Intl.PluralRules(language);
  const originals = new Map(functionsIn(english));
  const faults: string[] = [];
  for (const [name, phrase] of functionsIn(phrases)) {
    for (const second of [MOST, '']) {
      const forms = new Map<string, string>();
      for (const count of COUNTS) {
        const text = phrase(count, second);
        // What English says without the number may be another sentence: "You are offline", nothing is waiting.
        const isCounted = originals.get(name)?.(count, second).includes(String(count)) ?? false;
        const form = text.replace(new RegExp(`(?<!\\d)${count}(?!\\d)`), '#');
        const category = rules.select(count);
        const isOfCategory = !isCounted || form === (forms.get(category) ?? form);
        const isWritten = !isCounted || count < 3 || form !== text;
        if (/\b(?:undefined|NaN|null|false|true)\b/.test(text) || !isOfCategory || !isWritten)
          faults.push(`${language} ${name} ${count}: ${text}`);
        if (isCounted) forms.set(category, form);
      }
    }
  }
  return faults;
}

/** Phrases that are English still, but for words that languages share and for names; and those printed in another way. */
export function untranslated(table: TranslatedPhrases, shared: ReadonlySet<string>, names: RegExp): readonly string[] {
  const { language, phrases, english } = table;
  const originals = said(english);
  const wrong = WRONG_PUNCTUATION[language];
  const faults = [...said(phrases)].filter(([name, text]) => {
    const own = text.replace(names, '');
    const isEnglish = text === originals.get(name) && !shared.has(text);
    const isForeign = !LATIN.has(language) && /[a-z]/i.test(own);
    return isEnglish || isForeign || /\.\.\.| {2}|^\s|\s$/.test(text) || wrong?.test(own) === true;
  });
  return faults.map(([name, text]) => `${language} ${name}: ${text}`);
}

/** What each phrase says when it is given values that stand out. */
function said(phrases: object): Map<string, string> {
  const texts = new Map(functionsIn(phrases).map(([name, phrase]) => [name, phrase(...GIVEN)]));
  for (const [name, value] of leavesOf(phrases)) if (typeof value === 'string') texts.set(name, value);
  return texts;
}

function functionsIn(phrases: object): readonly (readonly [string, Phrase])[] {
  return leavesOf(phrases).flatMap(([name, value]) =>
    typeof value === 'function' ? [[name, value as Phrase] as const] : [],
  );
}

function leavesOf(group: object, prefix = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(group).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leavesOf(value, `${prefix}${key}.`)
      : [[prefix + key, value] as const],
  );
}
