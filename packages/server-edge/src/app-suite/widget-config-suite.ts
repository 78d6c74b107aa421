import assert from 'node:assert/strict';
import { aWidget } from '../../testing/fake-database.ts';
import { SITE, TestVisitor } from '../../testing/test-visitor.ts';
import { widgetConfigSchema } from '../schemas/widget-config.ts';
import type { AppCases } from '../app-suite.ts';

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
