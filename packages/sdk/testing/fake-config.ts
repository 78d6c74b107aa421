import type { WireAttachmentRules, WireAvailability, WireWidgetConfig } from '../src/protocol/widget-config.ts';

/** A widget of a small team with everything that is on by default. */
export function aWidgetConfig(attachments: WireAttachmentRules, availability: WireAvailability): WireWidgetConfig {
  return {
    protocol: 1,
    id: 'wk_demo',
    name: 'Demo',
    version: 1,
    branding: {
      team_name: 'Robin & friends',
      accent: '#0a7',
      logo_url: null,
      greeting_title: 'Hello',
      greeting_text: null,
    },
    localization: { default_locale: 'en' },
    departments: [],
    features: {
      attachments,
      feedback: true,
      nps: false,
      transcript: true,
      typing: true,
      receipts: true,
      emoji: true,
      voice: false,
      history: true,
      tracking: false,
    },
    availability,
    limits: { message_characters: 4000 },
    realtime: { url: 'ws://realtime.test/realtime/v1', api_key: 'sb_publishable_test' },
  };
}
