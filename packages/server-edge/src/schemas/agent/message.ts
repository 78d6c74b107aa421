import * as z from 'zod';
import type {
  WireTeamMessage,
  WireTeamMessageChange,
  WireTeamMessageEditRequest,
  WireTeamMessagePage,
  WireTeamMessageRequest,
  WireTeamMessageResponse,
  WireTeamReadRequest,
  WireTeamReadResponse,
} from '@support-chat/sdk/protocol/agent';
import { messageSchema } from '../message.ts';
import { storableText, uuid } from '../primitives.ts';
import { textEntitySchema } from '../text-entity.ts';
import { teamConversationSchema } from './conversation.ts';

/** How long an answer may be the database counts; this only bounds the work before that. */
const text = z.string().max(65_536).transform(storableText);

export const teamMessageRequestSchema = z.strictObject({
  id: uuid,
  conversation_id: uuid,
  text,
  entities: z.array(textEntitySchema).max(100).exactOptional(),
  is_internal: z.boolean().exactOptional(),
  reply_to: uuid.exactOptional(),
  attachment_ids: z.array(uuid).max(20).exactOptional(),
}) satisfies z.ZodType<WireTeamMessageRequest>;

export const teamMessageResponseSchema = z.strictObject({
  outcome: z.enum(['posted', 'duplicate']),
  message: messageSchema,
  conversation: teamConversationSchema,
}) satisfies z.ZodType<WireTeamMessageResponse>;

export const teamMessageSchema = messageSchema.extend({
  is_internal: z.boolean(),
  agent_id: uuid.nullable(),
  deleted_by: z.enum(['visitor', 'agent', 'system']).nullable(),
}) satisfies z.ZodType<WireTeamMessage>;

export const teamMessagePageSchema = z.strictObject({
  messages: z.array(teamMessageSchema),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
}) satisfies z.ZodType<WireTeamMessagePage>;

export const teamMessageEditRequestSchema = z.strictObject({ text }) satisfies z.ZodType<WireTeamMessageEditRequest>;

export const teamMessageEditResponseSchema = z.strictObject({
  outcome: z.enum(['edited', 'unchanged']),
  message: messageSchema,
}) satisfies z.ZodType<WireTeamMessageChange>;

export const teamMessageDeletionResponseSchema = z.strictObject({
  outcome: z.enum(['deleted', 'already_deleted']),
  message: messageSchema,
}) satisfies z.ZodType<WireTeamMessageChange>;

export const teamReadRequestSchema = z.strictObject({
  conversation_id: uuid,
  seq: z.int().nonnegative(),
}) satisfies z.ZodType<WireTeamReadRequest>;

export const teamReadResponseSchema = z.strictObject({
  seq: z.int(),
  conversation: teamConversationSchema,
}) satisfies z.ZodType<WireTeamReadResponse>;
