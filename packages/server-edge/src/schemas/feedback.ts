import * as z from 'zod';
import type { WireFeedbackRequest, WireFeedbackResponse } from '@support-chat/sdk/protocol';
import { conversationSchema } from './conversation.ts';
import { storableText, uuid } from './primitives.ts';

export const feedbackRequestSchema = z
  .strictObject({
    conversation_id: uuid,
    rating: z.int().min(1).max(5).exactOptional(),
    comment: z.string().max(2_000).transform(storableText).exactOptional(),
    nps: z.int().min(0).max(10).exactOptional(),
  })
  .refine(({ rating, comment, nps }) => rating !== undefined || comment !== undefined || nps !== undefined, {
    path: ['rating'],
    message: 'or comment or nps has to be given',
  }) satisfies z.ZodType<WireFeedbackRequest>;

export const feedbackResponseSchema = z.strictObject({
  conversation: conversationSchema,
}) satisfies z.ZodType<WireFeedbackResponse>;
