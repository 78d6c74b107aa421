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
  status: z.enum(['online', 'away', 'offline']),
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

const localizationSchema = z.strictObject({ default_locale: z.string() });
const limitsSchema = z.strictObject({ message_characters: z.int() });

export const widgetConfigSchema = z.strictObject({
  protocol: z.int(),
  id: z.string(),
  name: z.string(),
  version: z.int(),
  branding: brandingSchema,
  localization: localizationSchema,
  departments: z.array(departmentSchema),
  availability: availabilitySchema,
  limits: limitsSchema,
  realtime: z.strictObject({ url: z.string(), api_key: z.string() }),
}) satisfies z.ZodType<WireWidgetConfig>;

/**
 * The widget as the database gives it: the public part, what the server needs to guard it, and more with every migration.
 * Nothing here refuses what it does not know, and nothing that it does not know is public.
 */
export const widgetSchema = z.object({
  id: uuid,
  organization_id: uuid,
  /** The public widget key, without its host part. */
  key: z.string(),
  enabled: z.boolean(),
  allowed_domains: z.array(z.string()),
  blocked_domains: z.array(z.string()),
  name: z.string(),
  version: z.int(),
  branding: z.object(brandingSchema.shape),
  localization: z.object(localizationSchema.shape),
  departments: z.array(z.object(departmentSchema.shape)),
  availability: availabilitySchema,
  limits: z.object(limitsSchema.shape),
});

export type WidgetConfig = z.infer<typeof widgetConfigSchema>;
export type Widget = z.infer<typeof widgetSchema>;
