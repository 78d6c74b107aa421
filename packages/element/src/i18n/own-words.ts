import { isolate } from './isolate.ts';
import enMore from './locales/en-more.ts';
import { english, type KnownPhrases } from './localizer.ts';
import type { Translation } from './translation.ts';

/** Names of the phrases with arguments: `unread`, `files.download`. */
type NameOfFunction<T> = {
  [K in keyof T & string]: T[K] extends (...values: never[]) => string
    ? K
    : T[K] extends object
      ? `${K}.${NameOfFunction<T[K]>}`
      : never;
}[keyof T & string];

/** What stands between braces in a team's texts, in the order of the phrase's arguments. */
export const PLACEHOLDERS: Readonly<Record<NameOfFunction<Translation>, readonly string[]>> = {
  unread: ['count'],
  greetingBack: ['name'],
  usuallyAnswers: ['duration'],
  teamIsHere: ['names', 'count'],
  you: ['text'],
  onlineAnswers: ['duration'],
  newMessages: ['count'],
  backAt: ['day', 'time'],
  charactersLeft: ['count'],
  charactersTooMany: ['count'],
  offline: ['count'],
  unreachable: ['count'],
  answersToCheck: ['count'],
  answerTooLong: ['count'],
  emailSaved: ['email'],
  transcriptSent: ['email'],
  stars: ['count'],
  isTyping: ['name'],
  placeInLine: ['place'],
  waitInLine: ['duration'],
  'files.download': ['name'],
  'files.tooLarge': ['limit'],
  'files.tooMany': ['count'],
  'replies.replyTo': ['name'],
  'emojis.found': ['count'],
  'player.positionOf': ['now', 'whole'],
  'player.speed': ['rate'],
};

/**
 * Phrases with a team's own texts in their places, by name: `"delivery.sent": "Off it went"`. What changes stands between
 * braces: `"files.download": "Get {name}"`. Where a number decides about the words, a name with a plural category of the
 * language goes before the plain one: `"newMessages.one"`, `"newMessages.few"`, `"newMessages"`. Unknown names are ignored.
 */
export function withOwnWords(phrases: KnownPhrases, texts: Readonly<Record<string, string>>): KnownPhrases {
  const { code, direction } = phrases;
  const rules = new Intl.PluralRules(code);
  const own = (name: string): string | undefined => (Object.hasOwn(texts, name) ? texts[name] : undefined);

  const call = (name: string, standard: (...values: unknown[]) => string) => {
    const names = PLACEHOLDERS[name as keyof typeof PLACEHOLDERS];
    return (...values: unknown[]): string => {
      const count = values.find((value) => typeof value === 'number');
      const text = (count === undefined ? undefined : own(`${name}.${rules.select(count)}`)) ?? own(name);
      return text === undefined ? standard(...values) : fill(text, names, values, direction);
    };
  };
  const replace = <T extends object>(group: T, prefix: string): T =>
    Object.fromEntries(
      Object.entries(group).map(([key, phrase]: [string, unknown]) => {
        const name = prefix + key;
        if (typeof phrase === 'function') return [key, call(name, phrase as (...values: unknown[]) => string)];
        if (typeof phrase === 'object' && phrase !== null) return [key, replace(phrase, `${name}.`)];
        return [key, own(name) ?? phrase];
      }),
    ) as T;

  return { ...replace({ ...enMore, ...english, ...phrases }, ''), code, direction };
}

function fill(text: string, names: readonly string[], values: readonly unknown[], direction: 'ltr' | 'rtl'): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[names.indexOf(name)];
    if (value === undefined) return placeholder;
    return typeof value === 'string' && direction === 'rtl' ? isolate(value) : String(value);
  });
}
