import { isolate } from './isolate.ts';
import type { ConversationPhrases, CorePhrases, MorePhrases, Translation } from './translation.ts';

/** A whole language, or English as far as it is here. */
export type KnownPhrases = CorePhrases & Partial<ConversationPhrases & MorePhrases>;

/** What English has for screens that are here by now; every language falls back on it. */
export const english: Partial<ConversationPhrases & MorePhrases> = {};

/** To be called by the chunk of a screen before it draws anything. */
export function addEnglish(phrases: ConversationPhrases | MorePhrases): void {
  Object.assign(english, phrases);
}

/**
 * Phrases and formats of one language; immutable, so a new language is a new object and everything redraws.
 * `Intl` formatters are costly to make and are kept.
 */
export class Localizer {
  readonly phrases: Translation;
  readonly #formats = new Map<string, unknown>();

  constructor(phrases: KnownPhrases) {
    this.phrases = Object.assign(Object.create(english), phrases) as Translation;
  }

  /** "14:02" */
  time(ms: number): string {
    return this.#date('time', { hour: 'numeric', minute: '2-digit' }).format(ms);
  }

  /** "Today", "Yesterday", "Tuesday, 3 June", and the year when it is another one. */
  day(ms: number, now: number): string {
    const days = daysBetween(now, ms);
    if (days === 0 || days === -1) return capitalize(this.#relativeDay(days), this.phrases.code);
    const isThisYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
    return isThisYear
      ? this.#date('day', { weekday: 'long', day: 'numeric', month: 'long' }).format(ms)
      : this.#date('year', { day: 'numeric', month: 'long', year: 'numeric' }).format(ms);
  }

  /** "today", "tomorrow", "Monday" within a week, else "3 June"; and the time. For within a sentence. */
  moment(ms: number, now: number): [day: string, time: string] {
    const days = daysBetween(now, ms);
    const day =
      days < 2
        ? this.#relativeDay(days)
        : (days < 7
            ? this.#date('weekday', { weekday: 'long' })
            : this.#date('month', { day: 'numeric', month: 'long' })
          ).format(ms);
    return [day, this.time(ms)];
  }

  /** Time of today's messages, day of older ones: for lists of conversations. */
  timeOrDay(ms: number, now: number): string {
    return startOfDay(ms) === startOfDay(now)
      ? this.time(ms)
      : this.#date('date', { day: 'numeric', month: 'short' }).format(ms);
  }

  /** "2 minutes" or "2 min": whole minutes below an hour and a half, then hours, then days. */
  duration(ms: number, display: 'long' | 'short'): string {
    const minutes = Math.max(1, Math.round(ms / 60_000));
    const [value, unit] =
      minutes < 90 ? [minutes, 'minute'] : minutes < 2160 ? [minutes / 60, 'hour'] : [minutes / 1440, 'day'];
    return this.#format(
      unit + display,
      () =>
        new Intl.NumberFormat(this.phrases.code, {
          style: 'unit',
          unit,
          unitDisplay: display,
          maximumFractionDigits: 0,
        }),
    ).format(value);
  }

  /** "Ana, Mika and Jo", in this order also where names run the other way than the words between them. */
  list(names: readonly string[]): string {
    const { code, direction } = this.phrases;
    return this.#format('list', () => new Intl.ListFormat(code, { type: 'conjunction' })).format(
      direction === 'rtl' ? names.map(isolate) : names,
    );
  }

  #relativeDay(days: number): string {
    return this.#format('relative', () => new Intl.RelativeTimeFormat(this.phrases.code, { numeric: 'auto' })).format(
      days,
      'day',
    );
  }

  #date(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return this.#format(name, () => new Intl.DateTimeFormat(this.phrases.code, options));
  }

  #format<T>(name: string, create: () => T): T {
    const format = (this.#formats.get(name) as T | undefined) ?? create();
    this.#formats.set(name, format);
    return format;
  }
}

function daysBetween(from: number, to: number): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / 86_400_000);
}

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

function capitalize(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
