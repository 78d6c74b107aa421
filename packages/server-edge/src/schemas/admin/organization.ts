import * as z from 'zod';
import type {
  WireCustomer,
  WireCustomerChange,
  WireCustomerResponse,
  WireIdentitySecret,
  WireIdentitySecretResponse,
  WireIdentitySecretRetirement,
  WireNewIdentitySecret,
  WireNewIdentitySecretResponse,
} from '@support-chat/sdk/protocol/admin';
import { timestamp, uuid } from '../primitives.ts';
import { text, timeZone, whole } from './setting-values.ts';
import { version } from './widget.ts';

const limits = {
  max_widgets: z.int().nullable(),
  max_agents: z.int().nullable(),
  messages_per_minute: z.int().nullable(),
};

const identitySecretSchema = z.strictObject({
  kid: z.string(),
  created_at: timestamp,
  retires_at: timestamp.nullable(),
}) satisfies z.ZodType<WireIdentitySecret>;

const customerSchema = z.strictObject({
  id: uuid,
  name: z.string(),
  plan: z.string(),
  time_zone: z.string(),
  conversation_retention_days: z.int().nullable(),
  event_retention_days: z.int(),
  audit_retention_days: z.int(),
  version: z.int(),
  created_at: timestamp,
  updated_at: timestamp,
  limits: z.strictObject(limits),
  usage: z.strictObject({ widgets: z.int(), agents: z.int() }),
  identity_secrets: z.array(identitySecretSchema),
}) satisfies z.ZodType<WireCustomer>;

export const customerResponseSchema = z.strictObject({
  organization: customerSchema,
  plans: z.array(z.strictObject({ id: z.string(), ...limits })),
}) satisfies z.ZodType<WireCustomerResponse>;

export const customerChangeSchema = z
  .strictObject({
    version,
    name: text(1, 200).exactOptional(),
    time_zone: timeZone.exactOptional(),
    conversation_retention_days: whole(1, 3_650).nullable().exactOptional(),
    event_retention_days: whole(1, 3_650).exactOptional(),
    audit_retention_days: whole(30, 3_650).exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 1, 'changes something') satisfies z.ZodType<WireCustomerChange>;

const kid = z.string().regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, - and _');

export const newIdentitySecretSchema = z.strictObject({
  kid: kid.exactOptional(),
}) satisfies z.ZodType<WireNewIdentitySecret>;

export const newIdentitySecretResponseSchema = z.strictObject({
  identity_secret: identitySecretSchema.extend({ secret: z.string() }),
}) satisfies z.ZodType<WireNewIdentitySecretResponse>;

export const identitySecretRetirementSchema = z.strictObject({
  kid,
  retires_at: timestamp.exactOptional(),
}) satisfies z.ZodType<WireIdentitySecretRetirement>;

export const identitySecretResponseSchema = z.strictObject({
  identity_secret: identitySecretSchema,
}) satisfies z.ZodType<WireIdentitySecretResponse>;
