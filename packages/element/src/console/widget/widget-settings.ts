import type { WireAdminWidget, WireWidgetSettings } from '@support-chat/sdk/protocol/admin';
import type { Versioned } from '../changes/draft-controller.ts';
import type { JsonObject } from '../changes/json.ts';
import { recordOf } from '../changes/record.ts';

const NAMES = [
  'name',
  'is_enabled',
  'allowed_domains',
  'blocked_domains',
  'branding',
  'behavior',
  'localization',
  'features',
  'working_hours',
  'routing_rules',
  'prechat',
  'triggers',
] as const satisfies readonly (keyof WireWidgetSettings)[];

/** The part of a widget that is edited, apart from what the server keeps for itself. */
export function settingsOf(widget: WireAdminWidget): Versioned {
  return recordOf(widget, NAMES);
}

/** The draft of a widget, as its type has it. */
export function asWidgetSettings(settings: JsonObject): WireWidgetSettings {
  return settings as unknown as WireWidgetSettings;
}
