import * as z from 'zod';
import type { WirePrechatAnswers } from '@support-chat/sdk/protocol';
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

export type PrechatAnswers = z.infer<typeof prechatAnswersSchema>;
