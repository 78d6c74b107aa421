import assert from 'node:assert/strict';
import { aWidget } from '../../testing/fake-database.ts';
import { SITE, TestVisitor } from '../../testing/test-visitor.ts';
import type { AppCases } from '../app-suite.ts';

async function visitorOf(widget: Parameters<typeof aWidget>[0]): Promise<TestVisitor> {
  const visitor = await TestVisitor.create();
  visitor.deps.database.widgets.set('wk_demo', aWidget(widget));
  return visitor;
}

export const corsCases: AppCases = {
  'echoes the origin of an allowed site and shows it the headers it needs': async () => {
    const visitor = await visitorOf({ allowed_domains: ['shop.example'] });
    const answer = await visitor.call('chat/session', { body: {} });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), SITE);
    assert.equal(answer.headers.get('access-control-expose-headers'), 'x-request-id, retry-after');
    assert.equal(answer.headers.get('access-control-allow-credentials'), null);
    assert.equal(answer.headers.get('vary'), 'Origin');
  },

  'refuses a foreign site without CORS headers, and never starts the work': async () => {
    const visitor = await visitorOf({ allowed_domains: ['other.example'] });
    const answer = await visitor.call('chat/session', { body: {} });
    assert.deepEqual([answer.status, answer.code], [403, 'origin_not_allowed']);
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
    assert.equal(answer.headers.get('vary'), 'Origin');
    assert.deepEqual(visitor.deps.database.callsOf('support_create_session'), []);
  },

  'lets the blocked list win over the allowed one': async () => {
    const visitor = await visitorOf({ allowed_domains: ['shop.example'], blocked_domains: ['shop.example'] });
    assert.equal((await visitor.call('widget-config')).code, 'origin_not_allowed');
  },

  'answers a preflight before anybody has to authenticate': async () => {
    const visitor = await visitorOf({ allowed_domains: ['shop.example'] });
    const answer = await visitor.call('chat/message', {
      method: 'OPTIONS',
      headers: {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('access-control-allow-origin'), SITE);
    assert.match(answer.headers.get('access-control-allow-methods') ?? '', /POST/);
    assert.match(answer.headers.get('access-control-allow-headers') ?? '', /authorization.*content-type/);
    assert.equal(answer.headers.get('access-control-max-age'), '7200');
  },

  'refuses the preflight of a foreign site': async () => {
    const visitor = await visitorOf({ allowed_domains: ['other.example'] });
    const answer = await visitor.call('chat/message', { method: 'OPTIONS' });
    assert.equal(answer.status, 403);
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  },

  'lets the preflight pass when the widget cannot be found out, so that the call itself can say why': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.refuseWith('support_get_widget', '08006');
    assert.equal((await visitor.call('chat/session', { method: 'OPTIONS' })).status, 204);
    const answer = await visitor.call('chat/session', { body: {} });
    assert.deepEqual([answer.status, answer.code], [503, 'database_unavailable']);
    assert.equal(answer.headers.get('access-control-allow-origin'), SITE);
  },

  'serves callers without an Origin, which are not pages of another site': async () => {
    const visitor = await visitorOf({ allowed_domains: ['other.example'] });
    for (const method of ['GET', 'HEAD']) {
      const answer = await visitor.call('widget-config', { method, headers: { origin: undefined } });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    }
    assert.equal((await visitor.call('chat/session', { body: {}, headers: { origin: undefined } })).status, 200);
  },

  'refuses web views that have no website as soon as a widget has a list of websites': async () => {
    const visitor = await visitorOf({ allowed_domains: ['shop.example'] });
    for (const origin of ['null', 'file://', 'capacitor://localhost', 'garbage', '']) {
      for (const method of ['GET', 'OPTIONS']) {
        const answer = await visitor.call('widget-config', { method, headers: { origin } });
        assert.deepEqual([origin, answer.status, answer.code], [origin, 403, 'origin_not_allowed']);
        assert.equal(answer.headers.get('access-control-allow-origin'), null);
      }
      const posted = await visitor.call('chat/session', { body: {}, headers: { origin } });
      assert.equal(posted.code, 'origin_not_allowed');
    }
  },

  'serves web views that have no website while every website may use the widget': async () => {
    const visitor = await visitorOf({ blocked_domains: ['bad.example'] });
    const answer = await visitor.call('widget-config', { headers: { origin: 'null' } });
    assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [200, 'null']);
  },

  'lets an app with its own kind of address in when the list names its host': async () => {
    const visitor = await visitorOf({ allowed_domains: ['localhost'] });
    const headers = { origin: 'capacitor://localhost' };
    const answer = await visitor.call('widget-config', { headers });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), 'capacitor://localhost');
  },

  'allows every method that there is, and the header for app tokens': async () => {
    const answer = await (await TestVisitor.create()).call('chat/data', { method: 'OPTIONS' });
    assert.equal(answer.headers.get('access-control-allow-methods'), 'GET, POST, PUT, PATCH, DELETE');
    assert.match(answer.headers.get('access-control-allow-headers') ?? '', /x-support-app-token/);
  },

  'puts CORS headers on failures of every kind': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.failWith('support_create_session', new Error('boom'));
    const failures = [
      await visitor.call('chat/session', { body: {} }),
      await visitor.call('chat/session', { rawBody: '{' }),
      await visitor.call('chat/session', { rawBody: 'x'.repeat(100_000) }),
      await visitor.call('chat/session'),
      await visitor.call('chat/message', { body: {} }),
      await visitor.call('chat/nothing-here'),
    ];
    assert.deepEqual(
      failures.map((answer) => answer.code),
      ['internal_error', 'invalid_json', 'body_too_large', 'method_not_allowed', 'token_missing', 'not_found'],
    );
    for (const answer of failures) assert.equal(answer.headers.get('access-control-allow-origin'), SITE);
  },
};
