import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createFakeDeps } from '../../testing/fake-deps.ts';
import { aWidget } from '../../testing/fake-database.ts';
import { widgetConfig } from '../routes/widget-config.ts';
import { widgetConfigSchema, type Widget } from '../schemas/widget-config.ts';
import { readBehavior } from './behavior.ts';
import { readBranding } from './branding.ts';
import { readFeatures } from './features.ts';
import { readLocalization } from './localization.ts';
import { readTriggers } from './triggers.ts';

const { branding } = aWidget();

describe('settings of a widget', () => {
  it('that were not made have their defaults', () => {
    assert.deepEqual(readBehavior(undefined), {
      reopen_hours: 168,
      edit_window_minutes: 15,
      sound: true,
      response_promise: null,
      loading: 'lazy',
      is_hidden_when_offline: false,
      shows_agents: true,
      shows_queue_position: false,
    });
    assert.deepEqual(readFeatures(undefined, {}), {
      attachments: { enabled: false, max_bytes: 0, max_files: 0, types: [] },
      feedback: true,
      nps: false,
      transcript: false,
      typing: true,
      receipts: true,
      emoji: true,
      voice: false,
      history: true,
      tracking: false,
    });
    assert.deepEqual(readTriggers(undefined), []);
  });

  it('that are wrong are as if they had not been made, and spoil no other', () => {
    const behavior = { reopen_hours: -1, edit_window_minutes: 1.5, sound: 'no', loading: 'never', shows_agents: false };
    assert.deepEqual(readBehavior(behavior), { ...readBehavior({}), shows_agents: false });
    assert.deepEqual(
      readBranding({
        name: 'Demo shop',
        branding: {
          ...branding,
          team_name: '',
          accent: 'red; background: url(//evil.example)',
          logo_url: 'javascript:alert(1)',
          font: 'Inter}',
          radius: '12',
          theme: 'dark',
          launcher: { size: 4_000, label: 'Ask us', icon_url: 'data:text/html,x' },
        },
      }),
      {
        ...branding,
        team_name: 'Demo shop',
        accent: null,
        logo_url: null,
        theme: 'dark',
        launcher: { label: 'Ask us' },
      },
    );
    assert.deepEqual(
      readLocalization({
        default_locale: 'not a language',
        locales: ['de', 'x y', 7],
        texts: { de: { send: 'Senden', 'a b': 'x', n: 7 }, '<b>': { send: 'x' }, en: 'x' },
      }),
      { default_locale: 'en', locales: ['de'], texts: { de: { send: 'Senden' } } },
    );
  });

  it('count characters as the database does', () => {
    const promise = (response_promise: string) => readBehavior({ response_promise }).response_promise;
    assert.equal(promise('😀'.repeat(200)), '😀'.repeat(200));
    assert.equal(promise('😀'.repeat(201)), null);
  });

  it('make a trigger speak only where all of its conditions are understood', () => {
    const trigger = (id: string, more: object) => ({ id, text: 'Questions?', ...more });
    const triggers = readTriggers([
      trigger('always', {}),
      trigger('pricing', { conditions: { pages: ['/pricing'] } }),
      trigger('wrong_value', { conditions: { pages: '/pricing' } }),
      trigger('wrong_name', { conditions: { moon: 'full' } }),
      trigger('wrong_conditions', { conditions: [] }),
      trigger('off', { is_enabled: false }),
      trigger('always', { text: 'Twice' }),
      trigger('no_text', { text: '' }),
      null,
    ]);
    assert.deepEqual(
      triggers.map(({ id, text }) => [id, text]),
      [
        ['always', 'Questions?'],
        ['pricing', 'Questions?'],
      ],
    );
  });

  it('never break the configuration, whatever they are', async () => {
    const deps = await createFakeDeps();
    const names = fc.constantFrom(
      'font', 'radius', 'theme', 'launcher', 'position', 'size', 'is_hidden', 'sound', 'loading', 'locales', 'texts', 'de',
      'attachments', 'enabled', 'max_bytes', 'max_files', 'types', 'transcript', 'is_required', 'title', 'fields', 'name',
      'label', 'kind', 'pattern', 'options', 'consent', 'text', 'id', 'conditions', 'pages', '__proto__', 'constructor',
    ); // prettier-ignore
    const { value: anything } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(
          'text',
          'email',
          'select',
          'a',
          'de',
          'image/*',
          '(a+)+',
          'https://shop.example/',
          true,
          null,
          12,
        ),
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.array(tie('value'), { maxLength: 5 }),
        // JSON makes no object without a prototype, and Zod cannot name one whose constructor is such an object.
        fc.dictionary(names, tie('value'), { maxKeys: 8, noNullPrototype: true }),
      ),
    }));
    const settings = fc.record({
      behavior: anything,
      features: anything,
      prechat: anything,
      triggers: anything,
      font: anything,
      radius: anything,
      launcher: anything,
      locales: anything,
      texts: anything,
    });
    fc.assert(
      fc.property(settings, ({ behavior, features, prechat, triggers, font, radius, launcher, locales, texts }) => {
        const widget: Widget = aWidget({
          behavior,
          features,
          prechat,
          triggers,
          branding: { ...branding, font, radius, launcher },
          localization: { default_locale: 'en', locales, texts },
        });
        widgetConfigSchema.parse(JSON.parse(JSON.stringify(widgetConfig(widget, deps))));
      }),
      { numRuns: 500 },
    );
  });
});
