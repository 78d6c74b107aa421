/** Days and times as the reader of a mail tells them. */
export interface MailClock {
  readonly day: (timestamp: string) => string;
  readonly time: (timestamp: string) => string;
  /** As in `Europe/Berlin`. */
  readonly zone: string;
}

/** An unknown zone becomes UTC and an unknown language English: both were told by a browser. */
export function mailClock(locale: string, timeZone: string | null): MailClock {
  const zone = isKnown({ timeZone: timeZone ?? 'UTC' }) ? (timeZone ?? 'UTC') : 'UTC';
  const language = isKnown({}, locale) ? locale : 'en';
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: zone });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: zone });
  return {
    day: (timestamp) => formatted(day, timestamp),
    time: (timestamp) => formatted(time, timestamp),
    zone: zone.replaceAll('_', ' '),
  };
}

/** 834 B, 12 kB, 3.4 MB */
export function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const place = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[place] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: place < 2 ? 0 : 1,
  }).format(bytes / 1_000 ** place);
}

function formatted(format: Intl.DateTimeFormat, timestamp: string): string {
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? '' : format.format(date);
}

function isKnown(options: Intl.DateTimeFormatOptions, locale = 'en'): boolean {
  try {
    new Intl.DateTimeFormat(locale, options);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
