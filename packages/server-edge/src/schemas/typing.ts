import * as z from 'zod';
import type { WireTypingRequest, WireTypingResponse } from '@support-chat/sdk/protocol';
import { uuid } from './primitives.ts';

export const typingRequestSchema = z.strictObject({
  conversation_id: uuid,
  is_typing: z.boolean(),
}) satisfies z.ZodType<WireTypingRequest>;

export const typingResponseSchema = z.strictObject({
  announced: z.boolean(),
}) satisfies z.ZodType<WireTypingResponse>;

export type Typing = z.infer<typeof typingResponseSchema>;
