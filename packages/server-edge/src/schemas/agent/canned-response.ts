import * as z from 'zod';
import type {
  WireCannedResponse,
  WireCannedResponses,
  WireCannedResponseUse,
  WireFilledResponse,
} from '@support-chat/sdk/protocol/agent';
import { line, timestamp, uuid } from '../primitives.ts';

export const cannedResponsesQuerySchema = z.object({
  /** Of one department; left out: of all that the agent answers for. */
  department_id: uuid.exactOptional(),
  search: line(100).exactOptional(),
});

export const cannedResponseSchema = z.strictObject({
  id: uuid,
  scope: z.enum(['own', 'department', 'team']),
  department_id: uuid.nullable(),
  shortcut: z.string(),
  title: z.string(),
  body: z.string(),
  used_count: z.int(),
  last_used_at: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
  version: z.int(),
}) satisfies z.ZodType<WireCannedResponse>;

export const cannedResponsesSchema = z.strictObject({
  canned_responses: z.array(cannedResponseSchema),
}) satisfies z.ZodType<WireCannedResponses>;

export const cannedResponseUseSchema = z.strictObject({
  conversation_id: uuid,
  response: line(100),
}) satisfies z.ZodType<WireCannedResponseUse>;

export const filledResponseSchema = z.strictObject({
  id: uuid,
  text: z.string(),
}) satisfies z.ZodType<WireFilledResponse>;
