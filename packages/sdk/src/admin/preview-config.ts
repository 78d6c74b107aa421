import type { WireWidgetSettings } from '../protocol/admin/index.ts';
import type { WireWidgetConfig } from '../protocol/widget-config.ts';
import type { ChatConfig } from '../store/chat-state.ts';
import { toConfig } from '../store/config-from-wire.ts';

/**
 * What visitors' browsers would make of these settings: for previews of what is not saved yet. What the server adds (who
 * is there, which hours it has) is as if nothing were known.
 */
export function previewConfig(settings: WireWidgetSettings, presence: Partial<WireWidgetConfig> = {}): ChatConfig {
  const { name, branding, behavior, localization, features, prechat } = settings;
  const wire = {
    name,
    branding: { ...branding, team_name: branding.team_name || name },
    behavior,
    localization,
    features,
    // Without a question there is no form, whatever else is set for it.
    ...(prechat.fields?.length || prechat.consent?.text ? { prechat } : {}),
    ...presence,
  };
  // Settings leave out what is not set, and reading a configuration fills it in.
  return toConfig(wire as unknown as WireWidgetConfig);
}
