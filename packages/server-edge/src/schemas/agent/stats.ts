import * as z from 'zod';
import type { WireAgentStats, WireDepartmentStats, WireTeamStats } from '@support-chat/sdk/protocol/agent';
import { timestamp, uuid } from '../primitives.ts';
import { teamRoleSchema } from './identity.ts';

const count = z.int().nonnegative();
const seconds = z.number().nullable();

const agentStatsSchema = z.strictObject({
  agent_id: uuid,
  name: z.string(),
  avatar_url: z.string().nullable(),
  role: teamRoleSchema,
  max_concurrent_chats: count,
  last_seen_at: timestamp.nullable(),
  presence: z.enum(['online', 'away', 'offline']),
  open: count,
  unanswered: count,
  free: count,
}) satisfies z.ZodType<WireAgentStats>;

const departmentStatsSchema = z.strictObject({
  department_id: uuid.nullable(),
  name: z.string().nullable(),
  queued: count,
  active: count,
  longest_wait_seconds: seconds,
  agents_online: count,
}) satisfies z.ZodType<WireDepartmentStats>;

export const teamStatsSchema = z.strictObject({
  at: timestamp,
  open: count,
  queued: count,
  active: count,
  snoozed: count,
  unanswered: count,
  escalated: count,
  longest_wait_seconds: seconds,
  longest_unanswered_seconds: seconds,
  agents: z.array(agentStatsSchema),
  departments: z.array(departmentStatsSchema),
}) satisfies z.ZodType<WireTeamStats>;
