/**
 * The kinds of values that settings have, strictly: what SQL's `setting_rules` would refuse is refused at the door, with
 * its place. Nothing is changed on the way in, so the same schemas describe what comes out. SQL has the last word.
 */
import * as z from 'zod';
import { storableText } from '../primitives.ts';

/** So many characters, counted as Postgres counts them; one that must not be empty may not be blank either. */
export const text = (low: number, high: number) =>
  z
    .string()
    .min(low)
    .max(high * 2)
    .refine((value) => Array.from(value).length <= high, `has at most ${String(high)} characters`)
    .refine((value) => low === 0 || /\S/u.test(value), 'is not blank')
    .refine((value) => storableText(value) === value, 'has no characters that cannot be stored');

export const whole = (low: number, high: number) => z.int().min(low).max(high);

/** A text of a kind, as `text_formats` in SQL has it; the second argument says what it must be. */
const format = (pattern: RegExp, meaning: string) => z.string().max(2_000).regex(pattern, `must be ${meaning}`);

export const colour = format(/^#(?:[\dA-Fa-f]{3}|[\dA-Fa-f]{6})$/, 'a colour such as #1d4ed8');
export const link = format(/^https:\/\/[^\s"<>\\\0]+$/, 'an address that begins with https://');
export const host = format(
  /^(?:(?:\*\.)?[^\][\s/@:*?#\\.\0]+(?:\.[^\][\s/@:*?#\\.\0]+)*|\[[\dA-Fa-f:.]+\])(?::\d{1,5})?$/,
  'a host such as example.com, *.example.com or localhost:3000',
);
export const email = format(/^[^@\s\0]{1,64}@[^@\s\0]{1,255}$/, 'an e-mail address');
export const locale = format(/^[A-Za-z]{2,3}(?:-[A-Za-z\d]{2,8}){0,3}$/, 'a language such as en or pt-BR');
export const clock = format(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day from 00:00 to 24:00');
export const day = z.iso.date();
export const timeZone = format(
  /^(?:UTC|GMT|[A-Z][A-Za-z_]+(?:\/[A-Za-z\d_+-]+){1,2})$/,
  'a time zone such as Europe/Berlin',
);
/** Of a field or a trigger. */
export const fieldName = format(/^[a-z][a-z\d_]{0,39}$/, 'small letters, digits and _, with a letter in front');
export const textKey = format(/^[A-Za-z][\w.:-]{0,99}$/, 'the name of a text');
export const mediaType = format(/^[a-z\d.+-]+\/(?:[a-z\d.+-]+|\*)$/, 'a media type such as image/png or image/*');
/** One of a list: a skill, a label. */
export const word = text(1, 50).refine((value) => value.trim() === value, 'has no space at either end');

/** A text in several languages. */
export const byLocale = (low: number, high: number) => z.record(locale, text(low, high));

/** For `refine`: whether a change names more than what it is made on. */
export function changesBeyond(...names: readonly string[]): (change: object) => boolean {
  return (change) => Object.keys(change).some((name) => !names.includes(name));
}
