import * as z from 'zod';
import type {
  WireTriggerDryRun,
  WireTriggerDryRunResult,
  WireTriggerSituation,
} from '@support-chat/sdk/protocol/admin';
import { uuid } from '../primitives.ts';
import { fieldName, locale, text, whole } from './setting-values.ts';
import { triggerSettingsSchema } from './widget-settings.ts';

const seconds = z.number().min(0).max(31_536_000);

const situationSchema = z.strictObject({
  url: text(1, 2_000),
  referrer: text(0, 2_000).exactOptional(),
  locale: locale.exactOptional(),
  device: z.enum(['desktop', 'tablet', 'phone']).exactOptional(),
  seconds_on_page: seconds.exactOptional(),
  seconds_idle: seconds.exactOptional(),
  pages_seen: whole(1, 1_000_000).exactOptional(),
  visits: whole(1, 1_000_000).exactOptional(),
  scroll_percent: z.number().min(0).max(100).exactOptional(),
  has_exit_intent: z.boolean().exactOptional(),
  events: z.array(text(1, 100)).max(100).exactOptional(),
  availability: z.enum(['online', 'away', 'offline']).exactOptional(),
  is_identified: z.boolean().exactOptional(),
  shown: z
    .array(
      z.strictObject({
        id: fieldName,
        seconds_ago: seconds,
        where: z.enum(['page', 'tab', 'before']).exactOptional(),
      }),
    )
    .max(100)
    .exactOptional(),
}) satisfies z.ZodType<WireTriggerSituation>;

export const triggerDryRunSchema = z
  .strictObject({
    widget_id: uuid.exactOptional(),
    triggers: z.array(triggerSettingsSchema).max(50).exactOptional(),
    situation: situationSchema,
  })
  .refine(
    ({ widget_id, triggers }) => (widget_id === undefined) !== (triggers === undefined),
    'names a widget or has triggers, one of the two',
  ) satisfies z.ZodType<WireTriggerDryRun>;

const CONDITIONS = Object.keys(triggerSettingsSchema.shape.conditions.unwrap().shape) as (keyof z.output<
  typeof triggerSettingsSchema
>['conditions' & string])[];

export const triggerDryRunResultSchema = z.strictObject({
  shows: z.string().nullable(),
  triggers: z.array(
    z.strictObject({
      id: z.string(),
      verdict: z.enum(['shows', 'next', 'waits', 'held_back', 'switched_off']),
      due_in_seconds: z.number().nullable(),
      text: z.string(),
      reasons: z.array(
        z.strictObject({
          condition: z.enum(['frequency', ...CONDITIONS]),
          due_in_seconds: z.number().nullable(),
        }),
      ),
    }),
  ),
}) satisfies z.ZodType<WireTriggerDryRunResult>;
