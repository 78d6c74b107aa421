import type { MailReader } from '../db/mail-db.ts';

/** The region the reader named, if it is of the mail's language: `en-GB` writes a day unlike `en-US`. */
export function readerLocale(textsLocale: string, reader: Pick<MailReader, 'locale' | 'language'>): string {
  const own = [reader.locale, reader.language].find((locale) => locale?.toLowerCase().split(/[-_]/)[0] === textsLocale);
  return own?.replaceAll('_', '-') ?? textsLocale;
}
