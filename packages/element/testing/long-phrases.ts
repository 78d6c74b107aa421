import en from '../src/i18n/locales/en.ts';
import enConversation from '../src/i18n/locales/en-conversation.ts';
import enMore from '../src/i18n/locales/en-more.ts';
import type { Translation } from '../src/i18n/translation.ts';

/** English as a language would be that takes half as much room again, with marks above and below its letters. */
export const longPhrases: Translation = {
  ...(lengthen({ ...en, ...enConversation, ...enMore }) as Translation),
  code: 'en',
  direction: 'ltr',
};

function lengthen(phrase: unknown): unknown {
  if (typeof phrase === 'string')
    return phrase.replace(/[aeiou]/g, (vowel) => `${vowel}\u0302${vowel}`).replace(/g/g, 'gg\u0323');
  if (typeof phrase === 'function')
    return (...values: unknown[]) => lengthen((phrase as (...all: unknown[]) => string)(...values));
  if (typeof phrase !== 'object' || phrase === null) return phrase;
  return Object.fromEntries(Object.entries(phrase).map(([key, inner]) => [key, lengthen(inner)]));
}
