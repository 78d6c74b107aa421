import * as z from 'zod';
import type {
  WirePrechatConsentSettings,
  WirePrechatFieldSettings,
  WirePrechatSettings,
} from '@support-chat/sdk/protocol/admin';
import { compilePattern } from '../../prechat/safe-pattern.ts';
import { PRECHAT_FIELD_KINDS } from '../prechat.ts';
import { byLocale, fieldName, link, text, whole } from './setting-values.ts';

/** As long as an answer may be; what is safe for it is safe for a shorter one. */
const MOST_CHARACTERS = 2_000;

const fieldSettingsSchema = z.strictObject({
  name: fieldName,
  label: text(1, 200),
  labels: byLocale(1, 200).exactOptional(),
  kind: z.enum(PRECHAT_FIELD_KINDS),
  is_required: z.boolean().exactOptional(),
  placeholder: text(0, 200).exactOptional(),
  max_characters: whole(1, MOST_CHARACTERS).exactOptional(),
  // Visitors' forms leave an unsafe one out without a word, so it is said here.
  pattern: text(1, 200)
    .refine(
      (pattern) => compilePattern(pattern, MOST_CHARACTERS) !== undefined,
      'must be a regular expression that cannot take long: no repeated part with a repetition in it',
    )
    .exactOptional(),
  options: z.array(text(1, 100)).min(1).max(50).exactOptional(),
}) satisfies z.ZodType<WirePrechatFieldSettings>;

const consentSettingsSchema = z.strictObject({
  is_required: z.boolean().exactOptional(),
  text: text(1, 1_000).exactOptional(),
  texts: byLocale(1, 1_000).exactOptional(),
  link: link.exactOptional(),
  text_version: text(1, 100).exactOptional(),
}) satisfies z.ZodType<WirePrechatConsentSettings>;

export const prechatSettingsSchema = z.strictObject({
  is_required: z.boolean().exactOptional(),
  title: text(0, 200).exactOptional(),
  fields: z.array(fieldSettingsSchema).max(30).exactOptional(),
  consent: consentSettingsSchema.exactOptional(),
}) satisfies z.ZodType<WirePrechatSettings>;
