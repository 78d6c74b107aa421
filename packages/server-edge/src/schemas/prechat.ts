import * as z from 'zod';
import type {
  WirePrechatAnswers,
  WirePrechatConsent,
  WirePrechatField,
  WirePrechatForm,
} from '@support-chat/sdk/protocol';
import { storableText } from './primitives.ts';

/** How long a name of a field may be, and how many there may be; the widget's own form says which there are. */
const MAX_NAME = 64;
const MAX_FIELDS = 30;

/** The answers as they come in. What they have to be like, the widget's form says. */
export const prechatAnswersSchema = z
  .record(z.string().min(1).max(MAX_NAME), z.union([z.string().max(4_000).transform(storableText), z.boolean()]))
  .refine(
    (answers) => Object.keys(answers).length <= MAX_FIELDS,
    `has at most ${String(MAX_FIELDS)} answers`,
  ) satisfies z.ZodType<WirePrechatAnswers>;

export const PRECHAT_FIELD_KINDS = [
  'text',
  'textarea',
  'email',
  'phone',
  'number',
  'select',
  'checkbox',
  'department',
  'category',
  'subject',
] as const;

const prechatFieldSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  labels: z.record(z.string(), z.string()).exactOptional(),
  kind: z.enum(PRECHAT_FIELD_KINDS),
  is_required: z.boolean(),
  placeholder: z.string().exactOptional(),
  max_characters: z.int().positive(),
  pattern: z.string().exactOptional(),
  options: z.array(z.string()).exactOptional(),
}) satisfies z.ZodType<WirePrechatField>;

const prechatConsentSchema = z.strictObject({
  is_required: z.boolean(),
  text: z.string(),
  texts: z.record(z.string(), z.string()).exactOptional(),
  link: z.string().exactOptional(),
  text_version: z.string().exactOptional(),
}) satisfies z.ZodType<WirePrechatConsent>;

export const prechatFormSchema = z.strictObject({
  is_required: z.boolean(),
  title: z.string().nullable(),
  fields: z.array(prechatFieldSchema),
  consent: prechatConsentSchema.exactOptional(),
}) satisfies z.ZodType<WirePrechatForm>;

export type PrechatAnswers = z.infer<typeof prechatAnswersSchema>;
