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
  department_id: uuid.nullable().optional(),
  subject: z.string().nullable().optional(),
  is_offline: z.boolean().optional(),
  rating: z.int().nullable().optional(),
  created_at: timestamp,
  closed_at: timestamp.nullable().optional(),
}) satisfies z.ZodType<WireConversation>;

export type Conversation = z.infer<typeof conversationSchema>;
export type ConversationStatus = z.infer<typeof conversationStatusSchema>;
