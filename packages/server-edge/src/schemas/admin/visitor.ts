import * as z from 'zod';
import type { WireTeamVisitorExport, WireVisitorDataRequest } from '@support-chat/sdk/protocol/admin';
import { prioritySchema } from '../agent/conversation.ts';
import { messageSchema } from '../message.ts';
import { uuid } from '../primitives.ts';
import { exportResponseSchema } from '../visitor-data.ts';

export const visitorDataRequestSchema = z.strictObject({
  visitor_id: uuid,
}) satisfies z.ZodType<WireVisitorDataRequest>;

const { visitor, conversations } = exportResponseSchema.shape;

export const teamVisitorExportSchema = exportResponseSchema.extend({
  visitor: visitor.extend({ ban_reason: z.string().nullable() }),
  conversations: z.array(
    conversations.element.extend({
      tags: z.array(z.string()),
      priority: prioritySchema,
      messages: z.array(messageSchema.extend({ is_internal: z.boolean() })),
    }),
  ),
}) satisfies z.ZodType<WireTeamVisitorExport>;
