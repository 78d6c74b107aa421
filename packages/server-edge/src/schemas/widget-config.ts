import * as z from 'zod';
import type {
  WireAgent,
  WireAvailability,
  WireBranding,
  WireDepartment,
  WireWidgetConfig,
} from '@support-chat/sdk/protocol';
import { uuid } from './primitives.ts';

export const agentSchema = z.strictObject({
  name: z.string(),
  avatar_url: z.string().nullable(),
}) satisfies z.ZodType<WireAgent>;

export const availabilitySchema = z.strictObject({
  status: z.enum(['online', 'away']),
  agents: z.array(agentSchema),
  reply_time_seconds: z.number().nullable(),
}) satisfies z.ZodType<WireAvailability>;

const brandingSchema = z.strictObject({
  team_name: z.string(),
  accent: z.string().nullable(),
  logo_url: z.string().nullable(),
  greeting_title: z.string().nullable(),
  greeting_text: z.string().nullable(),
}) satisfies z.ZodType<WireBranding>;

const departmentSchema = z.strictObject({ id: uuid, name: z.string() }) satisfies z.ZodType<WireDepartment>;

const aboutWidget = {
  name: z.string(),
  version: z.int(),
  branding: brandingSchema,
  localization: z.strictObject({ default_locale: z.string() }),
  departments: z.array(departmentSchema),
  availability: availabilitySchema,
  limits: z.strictObject({ message_characters: z.int() }),
};

export const widgetConfigSchema = z.strictObject({
  protocol: z.int(),
  id: z.string(),
  ...aboutWidget,
  realtime: z.strictObject({ url: z.string(), api_key: z.string() }),
}) satisfies z.ZodType<WireWidgetConfig>;

/** The widget as the database gives it: the public part and what the server needs to guard it. */
export const widgetSchema = z.strictObject({
  id: uuid,
  organization_id: uuid,
  /** The public widget key, without its host part. */
  key: z.string(),
  enabled: z.boolean(),
  allowed_domains: z.array(z.string()),
  blocked_domains: z.array(z.string()),
  ...aboutWidget,
});

export type WidgetConfig = z.infer<typeof widgetConfigSchema>;
export type Widget = z.infer<typeof widgetSchema>;
