import type { Translation } from './translation.ts';

/**
 * Phrases and formats of one language; immutable, so a new language is a new object and everything redraws.
 * `Intl` formatters are costly to make and are kept.
 */
export class Localizer {
  readonly phrases: Translation;
  readonly #formats = new Map<string, unknown>();

  constructor(phrases: Translation) {
    this.phrases = phrases;
  }

  /** "14:02" */
  time(ms: number): string {
    return this.#date('time', { hour: 'numeric', minute: '2-digit' }).format(ms);
  }

  /** "Today", "Yesterday", "Tuesday, 3 June", and the year when it is another one. */
  day(ms: number, now: number): string {
    const days = Math.round((startOfDay(ms) - startOfDay(now)) / 86_400_000);
    if (days === 0 || days === -1) {
      const relative = this.#format(
        'relative',
        () => new Intl.RelativeTimeFormat(this.phrases.code, { numeric: 'auto' }),
      );
      return capitalize(relative.format(days, 'day'), this.phrases.code);
    }
    const isThisYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
    return isThisYear
      ? this.#date('day', { weekday: 'long', day: 'numeric', month: 'long' }).format(ms)
      : this.#date('year', { day: 'numeric', month: 'long', year: 'numeric' }).format(ms);
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

  /** "Ana, Mika and Jo" */
  list(names: readonly string[]): string {
    return this.#format('list', () => new Intl.ListFormat(this.phrases.code, { type: 'conjunction' })).format(names);
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

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

function capitalize(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
