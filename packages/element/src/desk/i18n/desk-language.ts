import enConversation from '../../i18n/locales/en-conversation.ts';
import enMore from '../../i18n/locales/en-more.ts';
import en from '../../i18n/locales/en.ts';
import { loadPhrases, phrasesOf, type PhraseTables } from '../../i18n/load-phrases.ts';
import { Localizer } from '../../i18n/localizer.ts';
import type { Translation } from '../../i18n/translation.ts';

/**
 * What an element of the team says: phrases of its own, and those of the chat, which it shares with `<support-chat>`
 * together with all formats of dates, times and lists. Immutable; a new language is a new object.
 */
export interface DeskLanguage<Phrases> {
  readonly words: Phrases;
  readonly chat: Localizer;
}

const chatEnglish: Translation = { ...en, ...enConversation, ...enMore };

export function inEnglish<Phrases>(words: Phrases, code = 'en'): DeskLanguage<Phrases> {
  return { words, chat: new Localizer({ ...chatEnglish, code }) };
}

/** The language of a tag like `de-AT`, or English for one that nobody knows. Rejects when a chunk cannot be fetched. */
export async function loadDeskLanguage<Phrases>(
  wanted: string,
  english: Phrases,
  tables: PhraseTables<Phrases>,
): Promise<DeskLanguage<Phrases>> {
  const phrases = await loadPhrases(wanted, null, chatEnglish);
  const load = phrasesOf(tables, new Intl.Locale(phrases.code).language);
  if (load === undefined) return inEnglish(english, wanted.startsWith('en') ? phrases.code : 'en');
  return { words: (await load()).default, chat: new Localizer(phrases) };
}
