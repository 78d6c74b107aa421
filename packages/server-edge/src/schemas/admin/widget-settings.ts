import * as z from 'zod';
import type {
  WireBehaviorSettings,
  WireBrandingSettings,
  WireFeatureSettings,
  WireLocalizationSettings,
  WireRoutingRules,
  WireShift,
  WireTriggerSettings,
  WireWidgetSettings,
  WireWorkingHours,
} from '@support-chat/sdk/protocol/admin';
import { uuid } from '../primitives.ts';
import { prechatSettingsSchema } from './prechat-settings.ts';
import {
  byLocale,
  clock,
  colour,
  day,
  fieldName,
  host,
  link,
  locale,
  mediaType,
  text,
  textKey,
  timeZone,
  whole,
  word,
} from './setting-values.ts';

const flag = z.boolean().exactOptional();

const brandingSettingsSchema = z.strictObject({
  team_name: text(1, 100).exactOptional(),
  accent: colour.exactOptional(),
  logo_url: link.exactOptional(),
  greeting_title: text(0, 100).exactOptional(),
  greeting_text: text(0, 500).exactOptional(),
  font: text(1, 200).exactOptional(),
  radius: whole(0, 48).exactOptional(),
  theme: z.enum(['auto', 'light', 'dark']).exactOptional(),
  launcher: z
    .strictObject({
      position: z.enum(['bottom-end', 'bottom-start', 'top-end', 'top-start']).exactOptional(),
      label: text(0, 60).exactOptional(),
      icon_url: link.exactOptional(),
      size: whole(40, 96).exactOptional(),
      offset_inline: whole(0, 500).exactOptional(),
      offset_block: whole(0, 500).exactOptional(),
      is_hidden: flag,
    })
    .exactOptional(),
}) satisfies z.ZodType<WireBrandingSettings>;

const behaviorSettingsSchema = z.strictObject({
  reopen_hours: whole(0, 8_760).exactOptional(),
  edit_window_minutes: whole(0, 1_440).exactOptional(),
  email_answers_after_minutes: whole(0, 1_440).exactOptional(),
  visitor_idle_minutes: whole(1, 10_080).exactOptional(),
  sound: flag,
  response_promise: text(0, 200).exactOptional(),
  loading: z.enum(['lazy', 'eager', 'manual']).exactOptional(),
  is_hidden_when_offline: flag,
  shows_agents: flag,
  shows_queue_position: flag,
}) satisfies z.ZodType<WireBehaviorSettings>;

const localizationSettingsSchema = z.strictObject({
  default_locale: locale.exactOptional(),
  locales: z.array(locale).max(100).exactOptional(),
  texts: z.record(locale, z.record(textKey, text(0, 1_000))).exactOptional(),
}) satisfies z.ZodType<WireLocalizationSettings>;

const featureSettingsSchema = z.strictObject({
  attachments: z
    .strictObject({
      enabled: flag,
      max_bytes: whole(1, 52_428_800).exactOptional(),
      max_files: whole(1, 20).exactOptional(),
      types: z.array(mediaType).max(100).exactOptional(),
    })
    .exactOptional(),
  feedback: flag,
  nps: flag,
  transcript: flag,
  typing: flag,
  receipts: flag,
  emoji: flag,
  voice: flag,
  history: flag,
  tracking: flag,
}) satisfies z.ZodType<WireFeatureSettings>;

const shifts = z.array(z.tuple([clock, clock]) satisfies z.ZodType<WireShift>).max(12);
const weekday = shifts.exactOptional();

const workingHoursSchema = z.strictObject({
  time_zone: timeZone.exactOptional(),
  days: z
    .strictObject({ mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: weekday, sun: weekday })
    .exactOptional(),
  holidays: z
    .array(z.strictObject({ date: day, name: text(0, 100).exactOptional(), hours: shifts.exactOptional() }))
    .max(200)
    .exactOptional(),
}) satisfies z.ZodType<WireWorkingHours>;

const routingRulesSchema = z.strictObject({
  strategy: z.enum(['manual', 'least_busy']).exactOptional(),
  department_id: uuid.exactOptional(),
  escalate_after_minutes: whole(0, 10_080).exactOptional(),
  skills: z.record(uuid, z.array(word).max(50)).exactOptional(),
}) satisfies z.ZodType<WireRoutingRules>;

const places = z.array(text(1, 500)).max(50).exactOptional();

export const triggerSettingsSchema = z.strictObject({
  id: fieldName,
  name: text(0, 100).exactOptional(),
  is_enabled: flag,
  text: text(1, 1_000),
  texts: byLocale(1, 1_000).exactOptional(),
  opens: flag,
  frequency: z.enum(['once', 'session', 'day', 'always']).exactOptional(),
  conditions: z
    .strictObject({
      pages: places,
      not_pages: places,
      referrers: places,
      locales: z.array(locale).max(100).exactOptional(),
      devices: z
        .array(z.enum(['desktop', 'tablet', 'phone']))
        .max(3)
        .exactOptional(),
      seconds_on_page: whole(0, 86_400).exactOptional(),
      seconds_idle: whole(0, 86_400).exactOptional(),
      pages_seen: whole(0, 10_000).exactOptional(),
      visits: whole(0, 10_000).exactOptional(),
      scroll_percent: whole(0, 100).exactOptional(),
      exit_intent: flag,
      event: text(1, 100).exactOptional(),
      availability: z.enum(['online', 'away', 'offline']).exactOptional(),
      is_identified: flag,
    })
    .exactOptional(),
}) satisfies z.ZodType<WireTriggerSettings>;

const domains = z.array(host).max(200);

/** All of them. What holds for several of them as one (names that must differ, shifts, sizes) SQL says. */
export const widgetSettingsSchema = z.strictObject({
  name: text(1, 100),
  is_enabled: z.boolean(),
  allowed_domains: domains,
  blocked_domains: domains,
  branding: brandingSettingsSchema,
  behavior: behaviorSettingsSchema,
  localization: localizationSettingsSchema,
  features: featureSettingsSchema,
  working_hours: workingHoursSchema,
  routing_rules: routingRulesSchema,
  prechat: prechatSettingsSchema,
  triggers: z.array(triggerSettingsSchema).max(50),
}) satisfies z.ZodType<WireWidgetSettings>;

const others = widgetSettingsSchema.omit({ name: true }).shape;

/** Each setting as a whole, or not at all. */
export const settingChanges = Object.fromEntries(
  Object.entries(others).map(([setting, schema]) => [setting, schema.exactOptional()]),
) as { readonly [Setting in keyof typeof others]: z.ZodExactOptional<(typeof others)[Setting]> };
