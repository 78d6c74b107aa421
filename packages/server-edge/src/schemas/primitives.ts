import * as z from 'zod';

/** Any UUID, whatever its version: ids are made by clients, by Postgres and by hand in seeds. */
export const uuid = z.guid();

/** As Postgres prints it in jsonb: ISO 8601 with an offset. */
export const timestamp = z.iso.datetime({ offset: true });

/** A short text on one line, for names and subjects. */
export const line = (characters: number) =>
  z
    .string()
    .max(characters)
    .transform((text) => storableText(text).replace(/\s+/gu, ' ').trim());

/**
 * Text as Postgres can store it. U+0000 and half surrogate pairs (a page title cut in the middle of an emoji) cannot be
 * stored; they become U+FFFD instead of failing the visitor's message.
 */
export function storableText(text: string): string {
  return text.replace(/\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
