import * as z from 'zod';
import type { WireConversationPage, WireExcerpt, WireListedConversation } from '@support-chat/sdk/protocol';
import { conversationSchema } from './conversation.ts';
import { messageSchema } from './message.ts';
import { wholeNumber } from './query.ts';

const excerptSchema = messageSchema
  .pick({ id: true, seq: true, type: true, text: true, created_at: true, deleted_at: true })
  .extend({ sender: messageSchema.shape.sender.pick({ kind: true, name: true }) }) satisfies z.ZodType<WireExcerpt>;

const listedConversationSchema = conversationSchema.extend({
  last_message: excerptSchema.nullable(),
  unread_count: z.int().nonnegative(),
}) satisfies z.ZodType<WireListedConversation>;

export const conversationsQuerySchema = z.object({
  /** `next_cursor` of the page before. */
  cursor: wholeNumber.exactOptional(),
  limit: wholeNumber.pipe(z.int().min(1).max(100)).exactOptional(),
});

export const conversationsResponseSchema = z.strictObject({
  conversations: z.array(listedConversationSchema),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
}) satisfies z.ZodType<WireConversationPage>;

export type ConversationPage = z.infer<typeof conversationsResponseSchema>;
