import * as z from 'zod';
import type { WireTextEntity } from '@support-chat/sdk/protocol';

const range = { offset: z.int().nonnegative(), length: z.int().positive() };

export const textEntitySchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(['bold', 'italic', 'underline', 'strikethrough', 'code', 'spoiler', 'blockquote']),
    ...range,
  }),
  z.strictObject({ type: z.literal('pre'), ...range, language: z.string().exactOptional() }),
  z.strictObject({
    type: z.literal('link'),
    ...range,
    url: z
      .string()
      .max(2_048)
      .regex(/^(?:https?:\/\/|mailto:|tel:)\S+$/),
  }),
]) satisfies z.ZodType<WireTextEntity>;
