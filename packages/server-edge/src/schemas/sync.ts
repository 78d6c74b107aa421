import * as z from 'zod';
import type {
  WireQueue,
  WireReadRequest,
  WireReadResponse,
  WireStartRequest,
  WireSync,
} from '@support-chat/sdk/protocol';
import { conversationSchema } from './conversation.ts';
import { messageSchema } from './message.ts';
import { prechatAnswersSchema } from './prechat.ts';
import { line, uuid } from './primitives.ts';
import { visitorContextSchema } from './session.ts';
import { availabilitySchema } from './widget-config.ts';

export const startRequestSchema = z.strictObject({
  department_id: uuid.exactOptional(),
  context: visitorContextSchema.exactOptional(),
  prechat: prechatAnswersSchema.exactOptional(),
  category: line(100).exactOptional(),
  subject: line(200).exactOptional(),
}) satisfies z.ZodType<WireStartRequest>;

export const queueSchema = z.strictObject({
  conversation_id: uuid,
  position: z.int().positive(),
  estimated_wait_seconds: z.number().nonnegative().nullable(),
}) satisfies z.ZodType<WireQueue>;

export const syncSchema = z.strictObject({
  conversation: conversationSchema.nullable(),
  messages: z.array(messageSchema),
  has_more: z.boolean(),
  availability: availabilitySchema,
  queue: queueSchema.nullable().exactOptional(),
}) satisfies z.ZodType<WireSync>;

export const readRequestSchema = z.strictObject({
  conversation_id: uuid,
  seq: z.int().nonnegative(),
}) satisfies z.ZodType<WireReadRequest>;

export const readResponseSchema = z.strictObject({
  conversation: conversationSchema,
}) satisfies z.ZodType<WireReadResponse>;

export type Sync = z.infer<typeof syncSchema>;
