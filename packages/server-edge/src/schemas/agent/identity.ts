import * as z from 'zod';
import type {
  WireOrganization,
  WireTeam,
  WireTeamDepartment,
  WireTeamIdentity,
  WireTeamMember,
} from '@support-chat/sdk/protocol/agent';
import { uuid } from '../primitives.ts';

/** Which of their organizations an agent speaks for; left out: the one they joined first. */
export const organizationQuerySchema = z.object({ organization_id: uuid.exactOptional() });

export const teamRoleSchema = z.enum(['agent', 'admin', 'owner']);

export const teamMemberSchema = z.strictObject({
  id: uuid,
  name: z.string(),
  avatar_url: z.string().nullable(),
  email: z.string().nullable(),
  role: teamRoleSchema,
  is_active: z.boolean(),
  skills: z.array(z.string()),
  languages: z.array(z.string()),
  department_ids: z.array(uuid),
  max_concurrent_chats: z.int(),
  is_in_telegram: z.boolean(),
}) satisfies z.ZodType<WireTeamMember>;

const organizationSchema = z.strictObject({
  id: uuid,
  name: z.string(),
  time_zone: z.string(),
}) satisfies z.ZodType<WireOrganization>;

export const teamIdentitySchema = z.strictObject({
  agent: teamMemberSchema,
  organization: organizationSchema,
  organizations: z.array(organizationSchema.extend({ role: teamRoleSchema })),
  realtime: z.strictObject({ url: z.string(), api_key: z.string(), topic: z.string() }),
}) satisfies z.ZodType<WireTeamIdentity>;

const departmentSchema = z.strictObject({
  id: uuid,
  name: z.string(),
  description: z.string().nullable(),
  is_active: z.boolean(),
  agent_ids: z.array(uuid),
}) satisfies z.ZodType<WireTeamDepartment>;

export const teamSchema = z.strictObject({
  agents: z.array(teamMemberSchema),
  departments: z.array(departmentSchema),
}) satisfies z.ZodType<WireTeam>;
