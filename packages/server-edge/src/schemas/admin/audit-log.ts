import * as z from 'zod';
import type { WireAuditEntry, WireAuditLog } from '@support-chat/sdk/protocol/admin';
import { line, timestamp, uuid } from '../primitives.ts';
import { wholeNumber } from '../query.ts';

export const auditLogQuerySchema = z.object({
  /** An action (`widgets.updated`) or what it was done to (`widgets`). */
  action: z
    .string()
    .regex(/^[a-z_]{1,60}(?:\.[a-z_]{1,60})?$/, 'must be like widgets.updated or widgets')
    .exactOptional(),
  /** Which row. */
  entity_id: line(100).exactOptional(),
  /** Who did it. */
  actor_id: uuid.exactOptional(),
  /** ISO 8601, included. */
  since: timestamp.exactOptional(),
  /** ISO 8601, not included. */
  until: timestamp.exactOptional(),
  /** `next_cursor` of the page before. */
  cursor: wholeNumber.exactOptional(),
  limit: wholeNumber.pipe(z.int().min(1).max(200)).exactOptional(),
});

const auditEntrySchema = z.strictObject({
  id: z.string(),
  actor_kind: z.enum(['agent', 'visitor', 'service', 'system']),
  actor_id: uuid.nullable(),
  actor_name: z.string().nullable(),
  action: z.string(),
  entity_id: z.string().nullable(),
  change: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  ip_hash: z.string().nullable(),
  user_agent: z.string().nullable(),
  created_at: timestamp,
}) satisfies z.ZodType<WireAuditEntry>;

export const auditLogSchema = z.strictObject({
  audit_logs: z.array(auditEntrySchema),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
}) satisfies z.ZodType<WireAuditLog>;
