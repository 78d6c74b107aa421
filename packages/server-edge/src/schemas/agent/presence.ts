import * as z from 'zod';
import type { WireAgentPresence, WirePresenceRequest, WirePresenceResponse } from '@support-chat/sdk/protocol/agent';
import { storableText, timestamp, uuid } from '../primitives.ts';

const statusSchema = z.enum(['online', 'away', 'offline']);
const presenceSchema = z.enum(['auto', 'away']);

export const presenceRequestSchema = z
  .strictObject({
    connection_id: z.string().min(1).max(100).transform(storableText),
    status: statusSchema,
    ttl_seconds: z.int().min(10).max(3_600).exactOptional(),
    presence: presenceSchema.exactOptional(),
    snoozed_until: timestamp.exactOptional(),
  })
  .refine(({ presence, snoozed_until }) => snoozed_until === undefined || presence === 'away', {
    path: ['snoozed_until'],
    message: 'goes with presence "away"',
  }) satisfies z.ZodType<WirePresenceRequest>;

const agentPresenceSchema = z.strictObject({
  id: uuid,
  name: z.string(),
  presence: presenceSchema,
  snoozed_until: timestamp.nullable(),
  status: statusSchema,
  open_conversations: z.int(),
  max_concurrent_chats: z.int(),
}) satisfies z.ZodType<WireAgentPresence>;

export const presenceResponseSchema = z.strictObject({
  agent: agentPresenceSchema,
  expires_at: timestamp.nullable(),
}) satisfies z.ZodType<WirePresenceResponse>;
