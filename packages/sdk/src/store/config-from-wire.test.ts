import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CONFIG } from '../../testing/wire-samples.ts';
import type { WireWidgetConfig } from '../protocol/widget-config.ts';
import { DEFAULT_CONFIG, toAvailability, toConfig } from './config-from-wire.ts';

const FULL: WireWidgetConfig = {
  ...CONFIG,
  branding: {
    team_name: 'Northwind',
    accent: '#0a7',
    logo_url: 'https://shop.test/logo.svg',
    greeting_title: 'Hello',
    greeting_text: 'Ask us',
    font: 'Georgia, serif',
    radius: 12,
    theme: 'dark',
    launcher: {
      position: 'top-start',
      label: 'Help',
      icon_url: 'https://shop.test/i.svg',
      size: 48,
      offset_inline: 10,
      offset_block: 0,
      is_hidden: true,
    },
  },
  behavior: {
    reopen_hours: 24,
    edit_window_minutes: 5,
    sound: false,
    response_promise: 'Within a day',
    loading: 'eager',
    is_hidden_when_offline: true,
    shows_agents: false,
    shows_queue_position: true,
  },
  localization: { default_locale: 'pt-BR', locales: ['pt-BR', 'en'], texts: { en: { team_name: 'We' } } },
  features: {
    attachments: { enabled: true, max_bytes: 1_000, max_files: 2, types: ['image/*'] },
    feedback: false,
    nps: true,
    transcript: false,
    typing: false,
    receipts: false,
    emoji: false,
    voice: true,
    history: false,
    tracking: true,
  },
  prechat: {
    is_required: true,
    title: 'Before we start',
    fields: [
      {
        name: 'order_number',
        label: 'Order',
        labels: { 'pt-BR': 'Pedido' },
        kind: 'select',
        is_required: true,
        placeholder: '1234',
        max_characters: 100,
        pattern: '\\d+',
        options: ['1', '2'],
      },
      { name: 'about', label: 'About', kind: 'subject', is_required: false, max_characters: 200 },
    ],
    consent: {
      is_required: true,
      text: 'May we?',
      texts: { de: 'Dürfen wir?' },
      link: 'https://shop.test/privacy',
      text_version: '2',
    },
  },
  departments: [
    { id: 'd', name: 'Sales', description: null, is_online: true },
    { id: 'e', name: 'Returns' },
  ],
  hours: {
    is_open: false,
    opens_at: '2026-01-06T08:00:00Z',
    closes_at: null,
    time_zone: 'Europe/Lisbon',
  },
  limits: { message_characters: 2_000 },
};

describe('the configuration', () => {
  it('loses nothing of what the server says', () => {
    assert.deepEqual(toConfig(FULL), {
      name: 'Demo',
      teamName: 'Northwind',
      accent: '#0a7',
      logoUrl: 'https://shop.test/logo.svg',
      greetingTitle: 'Hello',
      greetingText: 'Ask us',
      font: 'Georgia, serif',
      radius: 12,
      theme: 'dark',
      launcher: {
        position: 'top-start',
        label: 'Help',
        iconUrl: 'https://shop.test/i.svg',
        size: 48,
        offsetInline: 10,
        offsetBlock: 0,
        isHidden: true,
      },
      defaultLocale: 'pt-BR',
      locales: ['pt-BR', 'en'],
      texts: { en: { team_name: 'We' } },
      behavior: {
        reopenHours: 24,
        editWindowMs: 300_000,
        sound: false,
        responsePromise: 'Within a day',
        loading: 'eager',
        isHiddenWhenOffline: true,
        showsAgents: false,
        showsQueuePosition: true,
      },
      features: {
        attachments: { isEnabled: true, maxBytes: 1_000, maxFiles: 2, types: ['image/*'] },
        feedback: false,
        nps: true,
        transcript: false,
        typing: false,
        receipts: false,
        emoji: false,
        voice: true,
        history: false,
        tracking: true,
      },
      prechat: {
        isRequired: true,
        title: 'Before we start',
        fields: [
          {
            name: 'order_number',
            label: 'Order',
            labels: { 'pt-BR': 'Pedido' },
            kind: 'select',
            isRequired: true,
            placeholder: '1234',
            maxCharacters: 100,
            pattern: '\\d+',
            options: ['1', '2'],
          },
          {
            name: 'about',
            label: 'About',
            labels: {},
            kind: 'subject',
            isRequired: false,
            placeholder: null,
            maxCharacters: 200,
            pattern: null,
            options: null,
          },
        ],
        consent: {
          isRequired: true,
          text: 'May we?',
          texts: { de: 'Dürfen wir?' },
          link: 'https://shop.test/privacy',
          textVersion: '2',
        },
      },
      departments: [
        { id: 'd', name: 'Sales', description: null, isOnline: true },
        { id: 'e', name: 'Returns', description: null, isOnline: null },
      ],
      hours: {
        isOpen: false,
        opensAt: Date.parse('2026-01-06T08:00:00Z'),
        closesAt: null,
        timeZone: 'Europe/Lisbon',
      },
      maxMessageLength: 2_000,
    });
  });

  it('has a default for everything that an older server does not say', () => {
    const { behavior, features, prechat, hours, launcher, locales, texts, maxMessageLength } = toConfig(CONFIG);
    assert.deepEqual(behavior, {
      reopenHours: 168,
      editWindowMs: 900_000,
      sound: true,
      responsePromise: null,
      loading: 'lazy',
      isHiddenWhenOffline: false,
      showsAgents: true,
      showsQueuePosition: false,
    });
    assert.deepEqual(features, {
      attachments: { isEnabled: false, maxBytes: 10_485_760, maxFiles: 5, types: [] },
      feedback: true,
      nps: false,
      transcript: true,
      typing: true,
      receipts: true,
      emoji: true,
      voice: false,
      history: true,
      tracking: false,
    });
    assert.equal(prechat, null);
    assert.deepEqual(hours, { isOpen: true, opensAt: null, closesAt: null, timeZone: null });
    assert.ok(Object.values(launcher).every((value) => value === null));
    assert.deepEqual([locales, texts, maxMessageLength], [[], {}, 4_000]);
  });

  it('never fails, is never half there and always frozen, whatever comes', () => {
    const shapeOf = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).sort() : typeof value;
    const isFrozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    const change = fc.record({ at: fc.nat(1_000), value: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const wire = structuredClone(FULL) as unknown as Record<string, unknown>;
        for (const { at, value } of changes) {
          const places = placesIn(wire);
          places[at % places.length]?.(value);
        }
        const config = toConfig(wire as unknown as WireWidgetConfig);
        assert.ok(isFrozen(config));
        for (const part of ['behavior', 'features', 'launcher', 'hours'] as const) {
          assert.deepEqual(shapeOf(config[part]), shapeOf(DEFAULT_CONFIG[part]));
        }
        for (const list of [config.departments, config.locales, config.features.attachments.types]) {
          assert.ok(Array.isArray(list));
        }
        assert.ok(config.prechat === null || Array.isArray(config.prechat.fields));
        assert.equal(typeof config.maxMessageLength, 'number');
        const { agents, status } = toAvailability(wire['availability']);
        assert.ok(Array.isArray(agents) && typeof status === 'string');
      }),
      { numRuns: 500 },
    );
  });
});

/** Something that can be replaced, for every place in it. */
function placesIn(value: unknown): readonly ((replacement: unknown) => void)[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [
    (replacement: unknown) => void ((value as Record<string, unknown>)[key] = replacement),
    ...placesIn((value as Record<string, unknown>)[key]),
  ]);
}
