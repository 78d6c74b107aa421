import * as z from 'zod';
import type {
  WireMessage,
  WireMessagePage,
  WireMessageRequest,
  WireMessageResponse,
  WireSender,
} from '@support-chat/sdk/protocol';
import { storableText, timestamp, uuid } from './primitives.ts';
import { visitorContextSchema } from './session.ts';

export const messageRequestSchema = z.strictObject({
  id: uuid,
  /** How long a text may be is the widget's to say, and the database counts; this only bounds the work before that. */
  text: z.string().max(65_536).transform(storableText),
  conversation_id: uuid.exactOptional(),
  department_id: uuid.exactOptional(),
  context: visitorContextSchema.exactOptional(),
}) satisfies z.ZodType<WireMessageRequest>;

const senderSchema = z.strictObject({
  kind: z.enum(['visitor', 'agent', 'bot', 'system']),
  name: z.string().nullable(),
  avatar_url: z.string().nullable(),
}) satisfies z.ZodType<WireSender>;

export const messageSchema = z.strictObject({
  id: uuid,
  conversation_id: uuid,
  seq: z.int().positive(),
  revision: z.int().positive(),
  sender: senderSchema,
  type: z.literal('text'),
  text: z.string(),
  created_at: timestamp,
  edited_at: timestamp.nullable(),
  deleted_at: timestamp.nullable(),
}) satisfies z.ZodType<WireMessage>;

export const messageResponseSchema = z.strictObject({
  message: messageSchema,
}) satisfies z.ZodType<WireMessageResponse>;

export const messagePageSchema = z.strictObject({
  messages: z.array(messageSchema),
  has_more: z.boolean(),
}) satisfies z.ZodType<WireMessagePage>;

export type Message = z.infer<typeof messageSchema>;
export type MessagePage = z.infer<typeof messagePageSchema>;
