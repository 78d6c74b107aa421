import * as z from 'zod';
import { uuid } from './primitives.ts';

/** A whole number as it stands in an address. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

// Addresses carry parameters that are not ours (`id` for the widget, `forceFunctionRegion` for the platform), so unlike
// bodies they may hold unknown names.

export const messagesQuerySchema = z
  .object({
    conversation_id: uuid,
    after_seq: wholeNumber.exactOptional(),
    before_seq: wholeNumber.exactOptional(),
    limit: wholeNumber.pipe(z.int().min(1).max(100)).exactOptional(),
  })
  .refine((query) => query.after_seq === undefined || query.before_seq === undefined, {
    path: ['before_seq'],
    message: 'goes alone or after_seq does, not both',
  });

export const pollQuerySchema = z.object({
  conversation_id: uuid.exactOptional(),
  after_revision: wholeNumber.exactOptional(),
});
