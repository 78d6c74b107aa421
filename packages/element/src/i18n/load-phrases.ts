import type { ChatConfig } from '@support-chat/sdk';
import type { KnownPhrases } from './localizer.ts';
import type { Translation } from './translation.ts';

/** What a team has decided about languages. */
export type LanguageSettings = Pick<ChatConfig, 'defaultLocale' | 'locales' | 'texts'>;

/** Languages that the elements speak besides English, by ISO 639-1. */
export type LanguageCode =
  'ar' | 'de' | 'es' | 'fr' | 'he' | 'hi' | 'it' | 'ja' | 'ko' | 'nl' | 'pl' | 'pt' | 'ru' | 'tr' | 'uk' | 'zh';

/**
 * Phrases in every language but English, which is in the core. A language that is left out is a compile error. Each element
 * writes its table out: bundlers make a chunk of an import only where its path stands in the source.
 */
export type PhraseTables<Phrases> = Readonly<Record<LanguageCode, () => Promise<{ readonly default: Phrases }>>>;

/** What `<support-chat>` says. */
export const LANGUAGES: PhraseTables<Translation> = {
  ar: () => import('./locales/ar.ts'),
  de: () => import('./locales/de.ts'),
  es: () => import('./locales/es.ts'),
  fr: () => import('./locales/fr.ts'),
  he: () => import('./locales/he.ts'),
  hi: () => import('./locales/hi.ts'),
  it: () => import('./locales/it.ts'),
  ja: () => import('./locales/ja.ts'),
  ko: () => import('./locales/ko.ts'),
  nl: () => import('./locales/nl.ts'),
  pl: () => import('./locales/pl.ts'),
  pt: () => import('./locales/pt-BR.ts'),
  ru: () => import('./locales/ru.ts'),
  tr: () => import('./locales/tr.ts'),
  uk: () => import('./locales/uk.ts'),
  zh: () => import('./locales/zh-Hans.ts'),
};

/**
 * Phrases for a tag of a page (`pt`, `de_AT`, `iw`), with the region's dates and times and the team's own words. A language
 * that the team does not want is read in the team's; one that we have no phrases for in English, with English dates,
 * because a mixture reads worse. English is what the caller has of it. Rejects when a chunk cannot be fetched.
 */
export async function loadPhrases(
  wanted: string,
  settings: LanguageSettings | null,
  core: KnownPhrases,
): Promise<KnownPhrases> {
  const locale = chooseLocale(wanted, settings);
  const load = phrasesOf(LANGUAGES, locale?.language ?? 'en');
  const phrases: KnownPhrases = load === undefined ? core : (await load()).default;
  const code = locale === null ? phrases.code : codeOfFormats(locale, phrases.code);
  const texts = {
    ...settings?.texts[new Intl.Locale(code).language],
    ...settings?.texts[phrases.code],
    ...settings?.texts[code],
  };
  if (Object.keys(texts).length === 0) return { ...phrases, code };
  // English for the conversation comes with its screen, and the team's words may be about that.
  if (load === undefined) await import('../define-conversation.ts');
  const { withOwnWords } = await import('./own-words.ts');
  return withOwnWords({ ...phrases, code }, texts);
}

/** What fetches a language; undefined: it is English, or one that is not here. */
export function phrasesOf<Phrases>(
  tables: PhraseTables<Phrases>,
  language: string,
): PhraseTables<Phrases>[LanguageCode] | undefined {
  return (tables as Partial<Record<string, PhraseTables<Phrases>[LanguageCode]>>)[language];
}

function chooseLocale(wanted: string, settings: LanguageSettings | null): Intl.Locale | null {
  const locale = parseLocale(wanted);
  if (settings === null || settings.locales.length === 0) return locale;
  const isAllowed = settings.locales.some((tag) => locale !== null && parseLocale(tag)?.language === locale.language);
  return isAllowed ? locale : parseLocale(settings.defaultLocale);
}

/** Null: a tag that no browser understands, or one of a language that is not here. */
function parseLocale(tag: string): Intl.Locale | null {
  try {
    // Canonical, so that "iw", as old Android devices say, is Hebrew: WebKit's `Locale` takes a tag as it is.
    const [canonical = tag] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'));
    const locale = new Intl.Locale(canonical);
    return locale.language === 'en' || Object.hasOwn(LANGUAGES, locale.language) ? locale : null;
  } catch {
    // A malformed tag in a page's HTML is no reason to say nothing.
    return null;
  }
}

/** With the page's region, as long as that is written like our phrases: their script, and their digits. */
function codeOfFormats(locale: Intl.Locale, code: string): string {
  if (locale.region === undefined || locale.maximize().script !== new Intl.Locale(code).maximize().script) return code;
  const { numberingSystem } = new Intl.NumberFormat(locale).resolvedOptions();
  return numberingSystem === 'latn' ? locale.baseName : `${locale.baseName}-u-nu-latn`;
}
