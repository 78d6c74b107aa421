import * as z from 'zod';
import type {
  WireAgent,
  WireAttachmentRules,
  WireAvailability,
  WireBehavior,
  WireBranding,
  WireDepartment,
  WireDepartmentsResponse,
  WireFeatures,
  WireHours,
  WireLauncher,
  WireLimits,
  WireLocalization,
  WireTrigger,
  WireTriggerConditions,
  WireWidgetConfig,
} from '@support-chat/sdk/protocol';
import { prechatFormSchema } from './prechat.ts';
import { timestamp, uuid } from './primitives.ts';

export const agentSchema = z.strictObject({
  name: z.string(),
  avatar_url: z.string().nullable(),
}) satisfies z.ZodType<WireAgent>;

export const availabilitySchema = z.strictObject({
  status: z.enum(['online', 'away', 'offline']),
  agents: z.array(agentSchema),
  reply_time_seconds: z.number().nullable(),
}) satisfies z.ZodType<WireAvailability>;

const launcherSchema = z.strictObject({
  position: z.enum(['bottom-end', 'bottom-start', 'top-end', 'top-start']).exactOptional(),
  label: z.string().exactOptional(),
  icon_url: z.string().exactOptional(),
  size: z.int().exactOptional(),
  offset_inline: z.int().exactOptional(),
  offset_block: z.int().exactOptional(),
  is_hidden: z.boolean().exactOptional(),
}) satisfies z.ZodType<WireLauncher>;

const brandingSchema = z.strictObject({
  team_name: z.string(),
  accent: z.string().nullable(),
  logo_url: z.string().nullable(),
  greeting_title: z.string().nullable(),
  greeting_text: z.string().nullable(),
  font: z.string().exactOptional(),
  radius: z.int().exactOptional(),
  theme: z.enum(['auto', 'light', 'dark']).exactOptional(),
  launcher: launcherSchema.exactOptional(),
}) satisfies z.ZodType<WireBranding>;

const behaviorSchema = z.strictObject({
  reopen_hours: z.int().nonnegative(),
  edit_window_minutes: z.int().nonnegative(),
  sound: z.boolean(),
  response_promise: z.string().nullable(),
  loading: z.enum(['lazy', 'eager', 'manual']),
  is_hidden_when_offline: z.boolean(),
  shows_agents: z.boolean(),
  shows_queue_position: z.boolean(),
}) satisfies z.ZodType<WireBehavior>;

const localizationSchema = z.strictObject({
  default_locale: z.string(),
  locales: z.array(z.string()).exactOptional(),
  texts: z.record(z.string(), z.record(z.string(), z.string())).exactOptional(),
}) satisfies z.ZodType<WireLocalization>;

const attachmentRulesSchema = z.strictObject({
  enabled: z.boolean(),
  max_bytes: z.int().nonnegative(),
  max_files: z.int().nonnegative(),
  types: z.array(z.string()),
}) satisfies z.ZodType<WireAttachmentRules>;

const featuresSchema = z.strictObject({
  attachments: attachmentRulesSchema,
  feedback: z.boolean(),
  nps: z.boolean(),
  transcript: z.boolean(),
  typing: z.boolean(),
  receipts: z.boolean(),
  emoji: z.boolean(),
  voice: z.boolean(),
  history: z.boolean(),
  tracking: z.boolean(),
}) satisfies z.ZodType<WireFeatures>;

const triggerConditionsSchema = z.strictObject({
  pages: z.array(z.string()).exactOptional(),
  not_pages: z.array(z.string()).exactOptional(),
  referrers: z.array(z.string()).exactOptional(),
  locales: z.array(z.string()).exactOptional(),
  devices: z.array(z.enum(['desktop', 'tablet', 'phone'])).exactOptional(),
  seconds_on_page: z.int().exactOptional(),
  seconds_idle: z.int().exactOptional(),
  pages_seen: z.int().exactOptional(),
  visits: z.int().exactOptional(),
  scroll_percent: z.int().exactOptional(),
  exit_intent: z.boolean().exactOptional(),
  event: z.string().exactOptional(),
  availability: availabilitySchema.shape.status.exactOptional(),
  is_identified: z.boolean().exactOptional(),
}) satisfies z.ZodType<WireTriggerConditions>;

const triggerSchema = z.strictObject({
  id: z.string(),
  text: z.string(),
  texts: z.record(z.string(), z.string()).exactOptional(),
  opens: z.boolean(),
  frequency: z.enum(['once', 'session', 'day', 'always']),
  conditions: triggerConditionsSchema,
}) satisfies z.ZodType<WireTrigger>;

const departmentSchema = z.strictObject({
  id: uuid,
  name: z.string(),
  description: z.string().nullable().exactOptional(),
  is_online: z.boolean().exactOptional(),
}) satisfies z.ZodType<WireDepartment>;

const hoursSchema = z.strictObject({
  is_open: z.boolean(),
  opens_at: timestamp.nullable(),
  closes_at: timestamp.nullable(),
  time_zone: z.string().nullable(),
}) satisfies z.ZodType<WireHours>;

const limitsSchema = z.strictObject({
  message_characters: z.int(),
  attachment_bytes: z.int().exactOptional(),
  attachments_per_message: z.int().exactOptional(),
}) satisfies z.ZodType<WireLimits>;

export const widgetConfigSchema = z.strictObject({
  protocol: z.int(),
  id: z.string(),
  widget_id: uuid.exactOptional(),
  name: z.string(),
  version: z.int(),
  cache_key: z.string().exactOptional(),
  branding: brandingSchema,
  behavior: behaviorSchema.exactOptional(),
  localization: localizationSchema,
  features: featuresSchema.exactOptional(),
  prechat: prechatFormSchema.exactOptional(),
  triggers: z.array(triggerSchema).exactOptional(),
  departments: z.array(departmentSchema),
  hours: hoursSchema.exactOptional(),
  availability: availabilitySchema,
  limits: limitsSchema,
  realtime: z.strictObject({ url: z.string(), api_key: z.string() }),
}) satisfies z.ZodType<WireWidgetConfig>;

export const departmentsResponseSchema = z.strictObject({
  departments: z.array(departmentSchema),
  hours: hoursSchema.exactOptional(),
  availability: availabilitySchema,
}) satisfies z.ZodType<WireDepartmentsResponse>;

/**
 * The widget as the database gives it: the public part, what the server needs to guard it, and more with every migration.
 * Nothing here refuses what it does not know, and nothing that it does not know is public. What admins wrote is `unknown`
 * until `widget-settings/` and `prechat/` have read it.
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
  branding: z.object({
    team_name: z.string(),
    accent: z.string().nullable(),
    logo_url: z.string().nullable(),
    greeting_title: z.string().nullable(),
    greeting_text: z.string().nullable(),
    font: z.unknown().exactOptional(),
    radius: z.unknown().exactOptional(),
    theme: z.unknown().exactOptional(),
    launcher: z.unknown().exactOptional(),
  }),
  behavior: z.unknown().exactOptional(),
  localization: z.object({
    default_locale: z.string(),
    locales: z.unknown().exactOptional(),
    texts: z.unknown().exactOptional(),
  }),
  features: z.unknown().exactOptional(),
  prechat: z.unknown().exactOptional(),
  triggers: z.unknown().exactOptional(),
  departments: z.array(z.object(departmentSchema.shape)),
  hours: z.object(hoursSchema.shape).exactOptional(),
  availability: availabilitySchema,
  limits: z.object(limitsSchema.shape),
});

export type Widget = z.infer<typeof widgetSchema>;
