import * as z from 'zod';
import type { WireConversation } from '@support-chat/sdk/protocol';
import { timestamp, uuid } from './primitives.ts';
import { agentSchema } from './widget-config.ts';

export const conversationStatusSchema = z.enum(['queued', 'active', 'resolved', 'closed']);

export const conversationSchema = z.strictObject({
  id: uuid,
  number: z.int(),
  status: conversationStatusSchema,
  revision: z.int(),
  last_seq: z.int(),
  delivered_seq: z.int(),
  seen_seq: z.int(),
  visitor_read_seq: z.int(),
  agent: agentSchema.nullable(),
  created_at: timestamp,
}) satisfies z.ZodType<WireConversation>;

export type Conversation = z.infer<typeof conversationSchema>;
export type ConversationStatus = z.infer<typeof conversationStatusSchema>;
