import assert from 'node:assert/strict';
import { aWidget, WIDGET_ID } from '../../testing/fake-database.ts';
import { createFakeDeps } from '../../testing/fake-deps.ts';
import { SITE, TestVisitor } from '../../testing/test-visitor.ts';
import { departmentsResponseSchema, widgetConfigSchema, type Widget } from '../schemas/widget-config.ts';
import type { FileStorage } from '../storage/file-storage.ts';
import type { AppCases } from '../app-suite.ts';

const DEPARTMENT_ID = '80000000-0000-4000-8000-000000000001';

/** Everything set, and next to it what nobody outside may see. */
function configuredWidget(): Widget {
  const settings = {
    branding: {
      ...aWidget().branding,
      font: 'Inter, sans-serif',
      radius: 12,
      theme: 'dark',
      launcher: { position: 'bottom-start', label: 'Ask us', size: 64, note: 'SECRET' },
      note: 'SECRET',
    },
    behavior: {
      reopen_hours: 24,
      edit_window_minutes: 5,
      visitor_idle_minutes: 30,
      sound: false,
      response_promise: 'We answer within a day',
      note: 'SECRET',
    },
    localization: {
      default_locale: 'de',
      locales: ['de', 'en'],
      texts: { de: { 'composer.placeholder': 'Schreib uns' } },
      note: 'SECRET',
    },
    features: {
      attachments: { enabled: true, max_bytes: 5_000_000, max_files: 3, types: ['image/*'], bucket: 'SECRET' },
      nps: true,
      voice: true,
      note: 'SECRET',
    },
    prechat: {
      is_required: true,
      title: 'Before we start',
      fields: [{ name: 'email', label: 'E-mail', kind: 'email', is_required: true, note: 'SECRET' }],
      note: 'SECRET',
    },
    triggers: [
      { id: 'pricing', name: 'SECRET', text: 'Questions?', frequency: 'once', conditions: { pages: ['/pricing*'] } },
      { id: 'off', text: 'SECRET', is_enabled: false, conditions: {} },
    ],
    departments: [
      { id: DEPARTMENT_ID, name: 'Orders', description: 'Where is my parcel?', is_online: true, email: 'SECRET' },
    ],
    hours: {
      is_open: false,
      opens_at: '2026-11-23T08:00:00+00:00',
      closes_at: null,
      time_zone: 'Europe/Berlin',
      note: 'SECRET',
    },
    limits: { message_characters: 4_000, attachment_bytes: 5_000_000, attachments_per_message: 3, note: 'SECRET' },
    routing_rules: { note: 'SECRET' },
    allowed_domains: ['shop.example'],
    blocked_domains: ['bad.example'],
  };
  return aWidget(settings);
}

/** There is one, and that is all that is asked of it here. */
const NO_STORAGE = {} as FileStorage;

export const widgetConfigCases: AppCases = {
  'answers what a page may know about the widget, and nothing else': async () => {
    const answer = await (await TestVisitor.create()).call('widget-config');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    const config = widgetConfigSchema.parse(answer.json());
    assert.equal(config.id, 'wk_demo');
    assert.deepEqual(config.realtime, {
      url: 'wss://project.example/realtime/v1',
      api_key: 'sb_publishable_for_tests',
    });
  },

  'answers every setting of a widget that is for visitors': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.widgets.set('wk_demo', configuredWidget());
    const config = widgetConfigSchema.parse((await visitor.call('widget-config')).json());
    assert.deepEqual(config.branding, {
      ...aWidget().branding,
      font: 'Inter, sans-serif',
      radius: 12,
      theme: 'dark',
      launcher: { position: 'bottom-start', label: 'Ask us', size: 64 },
    });
    assert.deepEqual(config.behavior, {
      reopen_hours: 24,
      edit_window_minutes: 5,
      sound: false,
      response_promise: 'We answer within a day',
      loading: 'lazy',
      is_hidden_when_offline: false,
      shows_agents: true,
      shows_queue_position: false,
    });
    assert.deepEqual(config.localization, {
      default_locale: 'de',
      locales: ['de', 'en'],
      texts: { de: { 'composer.placeholder': 'Schreib uns' } },
    });
    assert.deepEqual(config.features?.attachments.types, ['image/*']);
    assert.equal(config.features?.nps, true);
    assert.deepEqual(config.prechat, {
      is_required: true,
      title: 'Before we start',
      fields: [{ name: 'email', label: 'E-mail', kind: 'email', is_required: true, max_characters: 320 }],
    });
    assert.deepEqual(config.triggers, [
      { id: 'pricing', text: 'Questions?', opens: false, frequency: 'once', conditions: { pages: ['/pricing*'] } },
    ]);
    assert.deepEqual(config.departments, [
      { id: DEPARTMENT_ID, name: 'Orders', description: 'Where is my parcel?', is_online: true },
    ]);
    assert.deepEqual(config.hours, {
      is_open: false,
      opens_at: '2026-11-23T08:00:00+00:00',
      closes_at: null,
      time_zone: 'Europe/Berlin',
    });
    assert.deepEqual(config.limits, {
      message_characters: 4_000,
      attachment_bytes: 5_000_000,
      attachments_per_message: 3,
    });
    assert.equal(config.widget_id, WIDGET_ID);
  },

  'shows nothing that no visitor has to know': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.widgets.set('wk_demo', configuredWidget());
    const { text } = await visitor.call('widget-config');
    assert.equal(/SECRET/.exec(text), null);
    for (const word of ['shop.example', 'bad.example', aWidget().organization_id, 'visitor_idle_minutes']) {
      assert.equal(text.includes(word), false, word);
    }
  },

  'offers no files and no transcripts where the server has no means for them': async () => {
    for (const means of [false, true]) {
      const deps = await createFakeDeps();
      const visitor = new TestVisitor({
        ...deps,
        storage: means ? NO_STORAGE : undefined,
        mail: means ? deps.mail : undefined,
      });
      deps.database.widgets.set('wk_demo', configuredWidget());
      const { features } = widgetConfigSchema.parse((await visitor.call('widget-config')).json());
      assert.deepEqual(
        [features?.attachments.enabled, features?.voice, features?.transcript, features?.feedback],
        [means, means, means, true],
      );
    }
  },

  'names no agent of a team that does not want to be seen': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.widgets.set('wk_demo', aWidget({ behavior: { shows_agents: false } }));
    for (const path of ['widget-config', 'chat/departments']) {
      assert.equal((await visitor.call(path)).text.includes('Mika'), false, path);
    }
  },

  'gives answers that say the same the same cache key, and others another': async () => {
    const visitor = await TestVisitor.create();
    const keyOf = async () => (await visitor.call('widget-config')).json()['cache_key'];
    const first = await keyOf();
    assert.match(String(first), /^3-[0-9a-f]{16}$/);
    visitor.deps.advance(60_000);
    assert.equal(await keyOf(), first);
    visitor.deps.database.widgets.set('wk_demo', configuredWidget());
    visitor.deps.advance(60_000);
    assert.notEqual(await keyOf(), first);
  },

  'answers only for the widget that widget_id names, where it is given': async () => {
    const visitor = await TestVisitor.create();
    const ask = (path: string, widget_id: string) => visitor.call(path, { query: { widget_id } });
    assert.equal((await ask('widget-config', WIDGET_ID)).status, 200);
    assert.equal((await ask('widget-config', WIDGET_ID.toUpperCase())).status, 200);
    for (const other of [WIDGET_ID.replace('1', '2'), 'x', '']) {
      for (const path of ['widget-config', 'chat/departments']) {
        const answer = await ask(path, other);
        assert.deepEqual([other, answer.status, answer.code], [other, 404, 'widget_not_found']);
        assert.equal(answer.headers.get('access-control-allow-origin'), SITE);
      }
    }
  },

  'tells in chat/departments who is there, past the caches of the configuration': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.widgets.set('wk_demo', configuredWidget());
    const answer = await visitor.call('chat/departments');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const presence = departmentsResponseSchema.parse(answer.json());
    const { departments, hours, availability } = widgetConfigSchema.parse((await visitor.call('widget-config')).json());
    assert.deepEqual(presence, { departments, hours, availability });
    assert.equal((await visitor.call('chat/departments', { body: {} })).code, 'method_not_allowed');
  },

  'may be cached for a minute by browsers and for five by shared caches': async () => {
    const answer = await (await TestVisitor.create()).call('widget-config');
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=60, s-maxage=300');
    assert.equal(answer.headers.get('vary'), 'Origin');
  },

  'answers 304 without a body to whoever has it already': async () => {
    const visitor = await TestVisitor.create();
    const etag = (await visitor.call('widget-config')).headers.get('etag') ?? '';
    const again = await visitor.call('widget-config', { headers: { 'if-none-match': `"other", ${etag}` } });
    assert.equal(again.status, 304);
    assert.equal(again.text, '');
    assert.equal(again.headers.get('etag'), etag);
    assert.equal(again.headers.get('access-control-allow-origin'), SITE);
    assert.equal((await visitor.call('widget-config', { headers: { 'if-none-match': '"other"' } })).status, 200);
  },

  'changes the ETag when the availability changes, not only with the version': async () => {
    const visitor = await TestVisitor.create();
    const before = (await visitor.call('widget-config')).headers.get('etag');
    const availability = { status: 'away' as const, agents: [], reply_time_seconds: null };
    visitor.deps.database.widgets.set('wk_demo', aWidget({ availability }));
    visitor.deps.advance(60_000);
    assert.notEqual((await visitor.call('widget-config')).headers.get('etag'), before);
  },

  'answers HEAD like GET, without the body': async () => {
    const answer = await (await TestVisitor.create()).call('widget-config', { method: 'HEAD' });
    assert.equal(answer.status, 200);
    assert.equal(answer.text, '');
    assert.notEqual(answer.headers.get('etag'), null);
  },

  'refuses an unknown key, readable for the page and not cacheable': async () => {
    const answer = await (await TestVisitor.create()).call('widget-config', { widgetKey: 'wk_nobody' });
    assert.deepEqual([answer.status, answer.code], [404, 'widget_not_found']);
    assert.equal(answer.headers.get('access-control-allow-origin'), SITE);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  },

  'refuses a missing key, and one that is too long without asking the database': async () => {
    const visitor = await TestVisitor.create();
    const missing = await visitor.call('widget-config', { widgetKey: null });
    assert.deepEqual([missing.status, missing.code], [400, 'invalid_request']);
    const long = await visitor.call('widget-config', { widgetKey: 'x'.repeat(5_000) });
    assert.deepEqual([long.status, long.code], [404, 'widget_not_found']);
    assert.deepEqual(visitor.deps.database.calls, []);
  },

  'takes a key with its host part for the key': async () => {
    const answer = await (await TestVisitor.create()).call('widget-config', { widgetKey: 'wk_demo@abcdefgh' });
    assert.equal(answer.json()['id'], 'wk_demo');
  },

  'refuses a disabled widget on every route': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.widgets.set('wk_demo', aWidget({ enabled: false }));
    for (const [path, method] of [
      ['widget-config', 'GET'],
      ['chat/session', 'POST'],
      ['chat/poll', 'GET'],
    ] as const) {
      const answer = await visitor.call(path, { method });
      assert.deepEqual([path, answer.status, answer.code], [path, 403, 'widget_disabled']);
      assert.equal(answer.headers.get('access-control-allow-origin'), SITE);
    }
  },

  'asks the database once a minute per key, also when many ask at the same moment': async () => {
    const visitor = await TestVisitor.create();
    await Promise.all(Array.from({ length: 10 }, () => visitor.call('widget-config')));
    visitor.deps.advance(59_999);
    await visitor.call('widget-config');
    assert.equal(visitor.deps.database.callsOf('support_get_widget').length, 1);
    visitor.deps.advance(1);
    await visitor.call('widget-config');
    assert.equal(visitor.deps.database.callsOf('support_get_widget').length, 2);
  },

  'does not remember a failure': async () => {
    const visitor = await TestVisitor.create();
    assert.equal((await visitor.call('widget-config', { widgetKey: 'wk_new' })).status, 404);
    visitor.deps.database.widgets.set('wk_new', aWidget({ key: 'wk_new' }));
    assert.equal((await visitor.call('widget-config', { widgetKey: 'wk_new' })).status, 200);
  },
};
