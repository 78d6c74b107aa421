import * as z from 'zod';
import type {
  WireAcceptedInvitation,
  WireDeactivatedAgent,
  WireInvitation,
  WireInvitationAcceptance,
  WireInvitationDeletion,
  WireInvitations,
  WireManagedAgent,
  WireManagedAgentCall,
  WireManagedAgentChange,
  WireManagedAgentResponse,
  WireManagedAgents,
  WireNewInvitation,
  WireNewInvitationResponse,
  WireTelegramLink,
} from '@support-chat/sdk/protocol/admin';
import { teamMemberSchema, teamRoleSchema } from '../agent/identity.ts';
import { timestamp, uuid } from '../primitives.ts';
import { changesBeyond, email, link, locale, text, whole, word } from './setting-values.ts';
import { version } from './widget.ts';

const managedAgentSchema = teamMemberSchema.extend({
  has_account: z.boolean(),
  telegram_username: z.string().nullable(),
  has_started_bot: z.boolean(),
  locale: z.string().nullable(),
  presence: z.enum(['auto', 'away']),
  snoozed_until: timestamp.nullable(),
  last_seen_at: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
  version: z.int(),
}) satisfies z.ZodType<WireManagedAgent>;

export const managedAgentsSchema = z.strictObject({
  agents: z.array(managedAgentSchema),
}) satisfies z.ZodType<WireManagedAgents>;

export const managedAgentResponseSchema = z.strictObject({
  agent: managedAgentSchema,
}) satisfies z.ZodType<WireManagedAgentResponse>;

export const deactivatedAgentSchema = z.strictObject({
  agent: managedAgentSchema,
  released: z.int().nonnegative(),
}) satisfies z.ZodType<WireDeactivatedAgent>;

export const managedAgentChangeSchema = z
  .strictObject({
    agent_id: uuid,
    version: version.exactOptional(),
    name: text(1, 100).exactOptional(),
    avatar_url: link.nullable().exactOptional(),
    email: email.nullable().exactOptional(),
    role: teamRoleSchema.exactOptional(),
    skills: z.array(word).max(50).exactOptional(),
    languages: z.array(locale).max(50).exactOptional(),
    locale: locale.nullable().exactOptional(),
    max_concurrent_chats: whole(0, 1_000).exactOptional(),
    department_ids: z.array(uuid).max(200).exactOptional(),
  })
  .refine(changesBeyond('agent_id', 'version'), 'changes something') satisfies z.ZodType<WireManagedAgentChange>;

export const managedAgentCallSchema = z.strictObject({ agent_id: uuid }) satisfies z.ZodType<WireManagedAgentCall>;

export const telegramLinkSchema = z.strictObject({
  link: z.string(),
  expires_at: timestamp,
}) satisfies z.ZodType<WireTelegramLink>;

const invitationSchema = z.strictObject({
  id: uuid,
  purpose: z.enum(['join', 'link_telegram']),
  agent_id: uuid.nullable(),
  email: z.string().nullable(),
  role: teamRoleSchema,
  invited_by: uuid.nullable(),
  created_at: timestamp,
  expires_at: timestamp,
}) satisfies z.ZodType<WireInvitation>;

export const invitationsSchema = z.strictObject({
  invitations: z.array(invitationSchema),
}) satisfies z.ZodType<WireInvitations>;

export const newInvitationSchema = z.strictObject({
  email: email.exactOptional(),
  role: teamRoleSchema.exactOptional(),
  expires_in_hours: whole(1, 720).exactOptional(),
  accept_url: link
    .max(1_500)
    .refine((address) => !address.includes('#'), 'has no fragment')
    .exactOptional(),
}) satisfies z.ZodType<WireNewInvitation>;

export const newInvitationResponseSchema = z.strictObject({
  invitation: invitationSchema,
  token: z.string(),
  link: z.string().nullable(),
}) satisfies z.ZodType<WireNewInvitationResponse>;

export const invitationQuerySchema = z.object({ invitation_id: uuid });

export const invitationDeletionSchema = z.strictObject({
  outcome: z.enum(['deleted']),
}) satisfies z.ZodType<WireInvitationDeletion>;

export const invitationAcceptanceSchema = z.strictObject({
  token: z.string().min(1).max(100),
  name: text(1, 100).exactOptional(),
}) satisfies z.ZodType<WireInvitationAcceptance>;

export const acceptedInvitationSchema = z.strictObject({
  outcome: z.enum(['joined', 'linked', 'already']),
  agent: teamMemberSchema,
  organization_id: uuid,
}) satisfies z.ZodType<WireAcceptedInvitation>;
