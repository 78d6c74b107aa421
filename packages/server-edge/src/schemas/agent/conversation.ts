import * as z from 'zod';
import type {
  WireAssignRequest,
  WireClaimResult,
  WireConversationCall,
  WireConversationChange,
  WireConversationDetails,
  WireConversationOutcome,
  WireConversationResult,
  WireInboxItem,
  WireInboxPage,
  WireTeamConversation,
  WireTeamVisitor,
  WireTransferRequest,
} from '@support-chat/sdk/protocol/agent';
import { conversationStatusSchema } from '../conversation.ts';
import { messageSchema } from '../message.ts';
import { line, storableText, timestamp, uuid } from '../primitives.ts';
import { wholeNumber } from '../query.ts';

export const prioritySchema = z.enum(['low', 'normal', 'high', 'urgent']);

export const teamConversationSchema = z.strictObject({
  id: uuid,
  number: z.int(),
  status: conversationStatusSchema,
  organization_id: uuid,
  widget_id: uuid,
  department_id: uuid.nullable(),
  visitor_id: uuid,
  visitor_name: z.string().nullable(),
  last_seq: z.int(),
  revision: z.int(),
  visitor_read_seq: z.int(),
  subject: z.string().nullable(),
  category: z.string().nullable(),
  priority: prioritySchema,
  tags: z.array(z.string()),
  is_offline: z.boolean(),
  waiting_since: timestamp.nullable(),
  last_message_at: timestamp.nullable(),
  snoozed_until: timestamp.nullable(),
  rating: z.int().nullable(),
  created_at: timestamp,
  closed_at: timestamp.nullable(),
  agent: z.strictObject({ id: uuid, name: z.string(), telegram_user_id: z.int().nullable() }).nullable(),
}) satisfies z.ZodType<WireTeamConversation>;

const inboxItemSchema = teamConversationSchema.extend({
  queued_at: timestamp,
  updated_at: timestamp,
  read_seq: z.int(),
  unread_seqs: z.array(z.int()),
  last_message: z
    .strictObject({
      seq: z.int().positive(),
      sender_kind: messageSchema.shape.sender.shape.kind,
      sender_name: z.string().nullable(),
      type: messageSchema.shape.type,
      text: z.string(),
      created_at: timestamp,
    })
    .nullable(),
}) satisfies z.ZodType<WireInboxItem>;

/** A list in an address: `status=queued,active`. */
const listOf = <const Value extends string>(item: z.ZodType<Value, string>) =>
  z
    .string()
    .max(1_000)
    .transform((text) => text.split(','))
    .pipe(z.array(item));

const CURSOR = /^\{[^{}]{1,300}\}$/;

export const inboxQuerySchema = z.object({
  /** Default `all`. */
  scope: z.enum(['mine', 'queued', 'all']).exactOptional(),
  status: listOf(conversationStatusSchema).exactOptional(),
  department_id: uuid.exactOptional(),
  tag: line(50).exactOptional(),
  priority: prioritySchema.exactOptional(),
  /** Words of messages, names, addresses, or `#1024`. */
  search: line(200).exactOptional(),
  is_snoozed: z.stringbool({ truthy: ['true'], falsy: ['false'] }).exactOptional(),
  /** `next_cursor` of the page before. */
  cursor: z.string().regex(CURSOR, 'must be the next_cursor of a page').exactOptional(),
  limit: wholeNumber.pipe(z.int().min(1).max(200)).exactOptional(),
});

export const inboxPageSchema = z.strictObject({
  conversations: z.array(inboxItemSchema),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
}) satisfies z.ZodType<WireInboxPage>;

export const teamVisitorSchema = z.strictObject({
  id: uuid,
  external_id: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  avatar_url: z.string().nullable(),
  locale: z.string().nullable(),
  traits: z.record(z.string(), z.unknown()),
  context: z.record(z.string(), z.unknown()),
  consent: z.enum(['unknown', 'granted', 'denied']),
  identified_at: timestamp.nullable(),
  banned_at: timestamp.nullable(),
  banned_until: timestamp.nullable(),
  banned_by: uuid.nullable(),
  ban_reason: z.string().nullable(),
  created_at: timestamp,
  last_seen_at: timestamp,
}) satisfies z.ZodType<WireTeamVisitor>;

export const conversationQuerySchema = z.object({ conversation_id: uuid });

const namedSchema = z.strictObject({ id: uuid, name: z.string() });

export const conversationDetailsSchema = z.strictObject({
  conversation: inboxItemSchema.extend({
    context: z.record(z.string(), z.unknown()),
    prechat: z.record(z.string(), z.unknown()),
    required_skills: z.array(z.string()),
    delivered_seq: z.int(),
    seen_seq: z.int(),
    claimed_at: timestamp.nullable(),
    first_response_at: timestamp.nullable(),
    escalated_at: timestamp.nullable(),
    escalations: z.int(),
    reopened_count: z.int(),
    ended_by: z.string().nullable(),
    rating_comment: z.string().nullable(),
    nps: z.int().nullable(),
    rated_at: timestamp.nullable(),
    wait_seconds: z.number().nullable(),
    first_response_seconds: z.number().nullable(),
    resolution_seconds: z.number().nullable(),
  }),
  visitor: teamVisitorSchema,
  department: namedSchema.nullable(),
  assignments: z.array(
    z.strictObject({
      agent: namedSchema,
      reason: z.string(),
      assigned_by: uuid.nullable(),
      started_at: timestamp,
      ended_at: timestamp.nullable(),
      ended_reason: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<WireConversationDetails>;

export const conversationCallSchema = z.strictObject({
  conversation_id: uuid,
}) satisfies z.ZodType<WireConversationCall>;

const words = z.array(line(50)).max(50);

/** Which words may stand in the fields, and how many, the database knows. */
export const conversationChangeSchema = conversationCallSchema
  .extend({
    subject: line(200).nullable().exactOptional(),
    category: line(100).nullable().exactOptional(),
    priority: prioritySchema.exactOptional(),
    tags: words.exactOptional(),
    required_skills: words.exactOptional(),
    snoozed_until: timestamp.nullable().exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 1, 'changes something') satisfies z.ZodType<WireConversationChange>;

export const assignRequestSchema = conversationCallSchema.extend({
  agent_id: uuid,
}) satisfies z.ZodType<WireAssignRequest>;

export const transferRequestSchema = conversationCallSchema
  .extend({
    to_agent_id: uuid.exactOptional(),
    to_department_id: uuid.exactOptional(),
    note: z.string().max(16_000).transform(storableText).exactOptional(),
  })
  .refine(
    ({ to_agent_id, to_department_id }) => to_agent_id !== undefined || to_department_id !== undefined,
    'names an agent, a department, or both',
  ) satisfies z.ZodType<WireTransferRequest>;

/** What a call may say became of the conversation. */
export const conversationResultSchema = <const Outcome extends WireConversationOutcome>(...outcomes: Outcome[]) =>
  z.strictObject({
    outcome: z.enum(outcomes),
    conversation: teamConversationSchema,
  }) satisfies z.ZodType<WireConversationResult>;

export const claimResponseSchema = conversationResultSchema('claimed', 'already_yours', 'taken', 'closed').extend({
  agent: namedSchema.nullable(),
}) satisfies z.ZodType<WireClaimResult>;
