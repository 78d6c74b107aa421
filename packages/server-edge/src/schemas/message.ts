import * as z from 'zod';
import type {
  WireAttachment,
  WireMessage,
  WireMessagePage,
  WireMessageRequest,
  WireMessageResponse,
  WireQuote,
  WireSender,
} from '@support-chat/sdk/protocol';
import { prechatAnswersSchema } from './prechat.ts';
import { line, storableText, timestamp, uuid } from './primitives.ts';
import { visitorContextSchema } from './session.ts';
import { textEntitySchema } from './text-entity.ts';

export const messageRequestSchema = z.strictObject({
  id: uuid,
  /** How long a text may be is the widget's to say, and the database counts; this only bounds the work before that. */
  text: z.string().max(65_536).transform(storableText),
  conversation_id: uuid.exactOptional(),
  department_id: uuid.exactOptional(),
  context: visitorContextSchema.exactOptional(),
  reply_to: uuid.exactOptional(),
  attachment_ids: z.array(uuid).max(20).exactOptional(),
  prechat: prechatAnswersSchema.exactOptional(),
  category: line(100).exactOptional(),
  subject: line(200).exactOptional(),
}) satisfies z.ZodType<WireMessageRequest>;

const senderSchema = z.strictObject({
  kind: z.enum(['visitor', 'agent', 'bot', 'system']),
  name: z.string().nullable(),
  avatar_url: z.string().nullable(),
}) satisfies z.ZodType<WireSender>;

const quoteSchema = z.strictObject({
  id: uuid,
  seq: z.int().positive(),
  sender_kind: senderSchema.shape.kind,
  sender_name: z.string().nullable(),
  text: z.string(),
}) satisfies z.ZodType<WireQuote>;

export const attachmentSchema = z.strictObject({
  id: uuid,
  name: z.string(),
  media_type: z.string(),
  byte_size: z.int().nonnegative(),
  width: z.int().exactOptional(),
  height: z.int().exactOptional(),
  duration_seconds: z.number().exactOptional(),
}) satisfies z.ZodType<WireAttachment>;

export const messageSchema = z.strictObject({
  id: uuid,
  conversation_id: uuid,
  seq: z.int().positive(),
  revision: z.int().positive(),
  sender: senderSchema,
  type: z.enum(['text', 'file', 'image', 'card', 'form']),
  text: z.string(),
  entities: z.array(textEntitySchema).max(100).exactOptional(),
  content: z.record(z.string(), z.unknown()).exactOptional(),
  reply_to: quoteSchema.exactOptional(),
  attachments: z.array(attachmentSchema).exactOptional(),
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

export type Attachment = z.infer<typeof attachmentSchema>;
export type Message = z.infer<typeof messageSchema>;
export type MessagePage = z.infer<typeof messagePageSchema>;
