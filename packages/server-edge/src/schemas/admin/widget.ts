import * as z from 'zod';
import type {
  WireAdminWidget,
  WireAdminWidgetResponse,
  WireAdminWidgets,
  WireNewWidget,
  WireRefreshedKey,
  WireRefreshKeyRequest,
  WireSnippets,
  WireWidgetChange,
  WireWidgetDeletion,
} from '@support-chat/sdk/protocol/admin';
import { timestamp, uuid } from '../primitives.ts';
import { link, text, whole } from './setting-values.ts';
import { settingChanges, widgetSettingsSchema } from './widget-settings.ts';

export const version = z.int().min(0).max(2_147_483_647);

export const adminWidgetSchema = widgetSettingsSchema.extend({
  id: uuid,
  key: z.string(),
  version: z.int(),
  created_at: timestamp,
  updated_at: timestamp,
  retired_keys: z.array(z.strictObject({ key: z.string(), retired_at: timestamp, works_until: timestamp })),
}) satisfies z.ZodType<WireAdminWidget>;

export const widgetQuerySchema = z.object({ widget_id: uuid });

export const adminWidgetsSchema = z.strictObject({
  widgets: z.array(adminWidgetSchema),
}) satisfies z.ZodType<WireAdminWidgets>;

export const adminWidgetResponseSchema = z.strictObject({
  widget: adminWidgetSchema,
}) satisfies z.ZodType<WireAdminWidgetResponse>;

export const newWidgetSchema = z.strictObject({
  name: text(1, 100),
  ...settingChanges,
}) satisfies z.ZodType<WireNewWidget>;

export const widgetChangeSchema = z
  .strictObject({ widget_id: uuid, version, name: text(1, 100).exactOptional(), ...settingChanges })
  .refine((change) => Object.keys(change).length > 2, 'changes something') satisfies z.ZodType<WireWidgetChange>;

export const widgetDeletionSchema = z.strictObject({
  outcome: z.enum(['deleted']),
  deleted_at: timestamp,
}) satisfies z.ZodType<WireWidgetDeletion>;

export const refreshKeyRequestSchema = z.strictObject({
  widget_id: uuid,
  grace_hours: whole(0, 8_760).exactOptional(),
}) satisfies z.ZodType<WireRefreshKeyRequest>;

export const refreshedKeySchema = z.strictObject({
  widget: adminWidgetSchema,
  retired_key: z.string(),
  works_until: timestamp,
}) satisfies z.ZodType<WireRefreshedKey>;

const snippetTargetSchema = z.enum([
  'cdn',
  'queue',
  'html',
  'react',
  'next',
  'vue',
  'nuxt',
  'svelte',
  'angular',
  'headless',
]);

export const snippetQuerySchema = z.object({
  widget_id: uuid,
  target: snippetTargetSchema.exactOptional(),
  /** Where `dist/cdn` of the element is served. */
  cdn_url: link.max(500).exactOptional(),
});

export const snippetsSchema = z.strictObject({
  widget_key: z.string(),
  snippets: z.array(
    z.strictObject({
      target: snippetTargetSchema,
      title: z.string(),
      install: z.string().nullable(),
      files: z.array(
        z.strictObject({
          name: z.string(),
          language: z.enum(['html', 'ts', 'tsx', 'vue', 'svelte']),
          code: z.string(),
        }),
      ),
    }),
  ),
}) satisfies z.ZodType<WireSnippets>;
