import * as z from 'zod';
import type { WireEndRequest, WireEndResponse } from '@support-chat/sdk/protocol';
import { conversationSchema } from './conversation.ts';
import { uuid } from './primitives.ts';

export const endRequestSchema = z.strictObject({ conversation_id: uuid }) satisfies z.ZodType<WireEndRequest>;

export const endResponseSchema = z.strictObject({
  outcome: z.enum(['resolved', 'already_ended']),
  conversation: conversationSchema,
}) satisfies z.ZodType<WireEndResponse>;

export type ConversationEnd = z.infer<typeof endResponseSchema>;
