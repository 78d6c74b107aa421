import * as z from 'zod';
import type {
  WireMessageDeletionResponse,
  WireMessageEditRequest,
  WireMessageEditResponse,
} from '@support-chat/sdk/protocol';
import { messageRequestSchema, messageSchema } from './message.ts';

export const messageEditRequestSchema = z.strictObject({
  text: messageRequestSchema.shape.text,
}) satisfies z.ZodType<WireMessageEditRequest>;

export const messageEditResponseSchema = z.strictObject({
  outcome: z.enum(['edited', 'unchanged']),
  message: messageSchema,
}) satisfies z.ZodType<WireMessageEditResponse>;

export const messageDeletionResponseSchema = z.strictObject({
  outcome: z.enum(['deleted', 'already_deleted']),
  message: messageSchema,
}) satisfies z.ZodType<WireMessageDeletionResponse>;

export type MessageEdit = z.infer<typeof messageEditResponseSchema>;
export type MessageDeletion = z.infer<typeof messageDeletionResponseSchema>;
