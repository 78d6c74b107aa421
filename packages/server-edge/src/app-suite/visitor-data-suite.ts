import assert from 'node:assert/strict';
import { aWidget, CONVERSATION_ID, WIDGET_ID } from '../../testing/fake-database.ts';
import { TestVisitor } from '../../testing/test-visitor.ts';
import { consentResponseSchema } from '../schemas/consent.ts';
import { profileResponseSchema } from '../schemas/profile.ts';
import { sessionEndResponseSchema } from '../schemas/session-end.ts';
import { trackResponseSchema } from '../schemas/trail.ts';
import { erasureResponseSchema, exportResponseSchema } from '../schemas/visitor-data.ts';
import type { AppCases } from '../app-suite.ts';

async function knownVisitor() {
  const visitor = await TestVisitor.create();
  const { access_token: token, session_id, visitor_id } = await visitor.openSession();
  const scope = { p_session_id: session_id, p_visitor_id: visitor_id, p_widget_id: WIDGET_ID };
  return { visitor, token, scope, database: visitor.deps.database };
}

const PAGE = { kind: 'page_view', page_url: 'https://shop.example/socks' };
const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });

/** Every call that asks who is calling, with an input that it accepts. */
const CALLS_WITH_TOKEN: readonly (readonly [string, string, unknown?])[] = [
  ['PATCH', 'chat/message/11111111-1111-4111-8111-111111111111', { text: 'Hello' }],
  ['DELETE', 'chat/message/11111111-1111-4111-8111-111111111111'],
  ['POST', 'chat/typing', { conversation_id: CONVERSATION_ID, is_typing: true }],
  ['POST', 'chat/end', { conversation_id: CONVERSATION_ID }],
  ['POST', 'chat/feedback', { conversation_id: CONVERSATION_ID, rating: 5 }],
  ['POST', 'chat/transcript', { conversation_id: CONVERSATION_ID }],
  ['GET', 'chat/conversations'],
  ['POST', 'chat/track', { events: [PAGE] }],
  ['POST', 'chat/consent', { decision: 'granted' }],
  ['POST', 'chat/profile', { name: 'Mika' }],
  ['POST', 'chat/identify', { token: 'a.b.c' }],
  ['GET', 'chat/export'],
  ['DELETE', 'chat/data'],
  ['POST', 'chat/session/end', {}],
];

export const visitorDataCases: AppCases = {
  'are for the bearer of a token only': async () => {
    const { visitor, token, database } = await knownVisitor();
    const before = database.calls.length;
    const [header = '', claims = ''] = token.split('.');
    for (const [method, path, body] of CALLS_WITH_TOKEN) {
      const without = await visitor.call(path, { method, body });
      assert.deepEqual([path, without.status, without.code], [path, 401, 'token_missing']);
      const forged = await visitor.call(path, { method, body, token: `${header}.${claims}.AAAA` });
      assert.deepEqual([path, forged.status, forged.code], [path, 401, 'token_invalid']);
    }
    assert.equal(database.calls.length, before);
  },

  'refuse unknown fields, other types and bodies that are no object': async () => {
    const { visitor, token, database } = await knownVisitor();
    const before = database.calls.length;
    for (const [method, path, body] of CALLS_WITH_TOKEN) {
      if (typeof body !== 'object') continue;
      for (const wrong of [{ ...body, visitor_id: CONVERSATION_ID }, [], 'text', null, 5]) {
        const answer = await visitor.call(path, { method, token, body: wrong });
        assert.deepEqual([path, answer.status, answer.code], [path, 400, 'invalid_request'], JSON.stringify(wrong));
      }
      const form = await visitor.call(path, {
        method,
        token,
        rawBody: 'a=1',
        headers: { 'content-type': 'text/plain' },
      });
      assert.deepEqual([path, form.code], [path, 'unsupported_media_type']);
    }
    assert.equal(database.calls.length, before);
  },

  'track page views and events of the page in one call': async () => {
    const { visitor, token, scope, database } = await knownVisitor();
    const custom = { kind: 'custom', name: 'added_to_cart', data: { sku: 'S-1', price: 9.5, tags: ['wool'] } };
    const answer = await visitor.call('chat/track', { token, body: { events: [PAGE, custom] } });
    assert.deepEqual(trackResponseSchema.parse(answer.json()), { stored: 2 });
    assert.deepEqual(database.callsOf('support_track_events'), [{ ...scope, p_events: [PAGE, custom] }]);
  },

  'track nothing unless the widget was switched to it': async () => {
    const visitor = await TestVisitor.create();
    visitor.deps.database.widgets.set('wk_demo', aWidget({ features: {} }));
    const { access_token: token } = await visitor.openSession();
    const answer = await visitor.call('chat/track', { token, body: { events: [PAGE] } });
    assert.deepEqual([answer.status, answer.code], [403, 'feature_disabled']);
    assert.deepEqual(visitor.deps.database.callsOf('support_track_events'), []);
  },

  'cut addresses and titles, and make texts and names storable': async () => {
    const { visitor, token, database } = await knownVisitor();
    const page = { ...PAGE, page_url: 'x'.repeat(3_000), page_title: `Socks ${'\ud83d'}` };
    const custom = { kind: 'custom', name: 'seen', data: { 'a\u0000': ['\udc00'] } };
    const answer = await visitor.call('chat/track', { token, body: { events: [page, custom] } });
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(database.callsOf('support_track_events')[0]?.['p_events'], [
      { kind: 'page_view', page_url: 'x'.repeat(2_048), page_title: 'Socks \uFFFD' },
      { kind: 'custom', name: 'seen', data: { 'a\uFFFD': ['\uFFFD'] } },
    ]);
  },

  'refuse events that are none, too many, too large or too deep': async () => {
    const { visitor, token, database } = await knownVisitor();
    const custom = { kind: 'custom', name: 'seen' };
    const wrong: Record<string, readonly unknown[]> = {
      'none at all': [],
      '51 of them': Array.from({ length: 51 }, () => PAGE),
      'another kind': [{ ...PAGE, kind: 'click' }],
      'a page view with a name': [{ ...PAGE, name: 'seen' }],
      'a page view of nowhere': [{ kind: 'page_view' }],
      'an event without a name': [{ kind: 'custom' }],
      'a blank name': [{ kind: 'custom', name: ' \n ' }],
      'a long name': [{ kind: 'custom', name: 'x'.repeat(101) }],
      'data that are a list': [{ ...custom, data: [] }],
      'data of more than 4096 bytes': [{ ...custom, data: { a: 'ü'.repeat(2_048) } }],
      'data of 9 levels': [{ ...custom, data: nested(9) }],
      'a time of its own': [{ ...PAGE, created_at: '2026-01-01T00:00:00Z' }],
    };
    for (const [what, events] of Object.entries(wrong)) {
      const answer = await visitor.call('chat/track', { token, body: { events } });
      assert.deepEqual([what, answer.status, answer.code], [what, 400, 'invalid_request']);
    }
    assert.deepEqual(database.callsOf('support_track_events'), []);
    const deepest = await visitor.call('chat/track', { token, body: { events: [{ ...custom, data: nested(8) }] } });
    assert.equal(deepest.status, 200);
  },

  'survive an abyss of brackets': async () => {
    const { visitor, token } = await knownVisitor();
    const abyss = `{"traits":{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await visitor.call('chat/profile', { method: 'POST', token, rawBody: abyss, headers });
    assert.deepEqual([answer.status, answer.code], [400, 'invalid_request']);
  },

  'record a decision with the hash of the address, and refuse any other': async () => {
    const { visitor, token, scope, database } = await knownVisitor();
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const body = { decision: 'granted', text_version: '2026-05' };
    const answer = await visitor.call('chat/consent', { token, body, headers });
    assert.deepEqual(consentResponseSchema.parse(answer.json()), { consent: 'granted' });
    const [{ p_ip_hash, ...args } = {}] = database.callsOf('support_set_consent');
    assert.deepEqual(args, { ...scope, p_decision: 'granted', p_text_version: '2026-05' });
    assert.match(String(p_ip_hash), /^[0-9a-f]{64}$/);
    for (const decision of ['unknown', 'Granted', true, null, '']) {
      const refused = await visitor.call('chat/consent', { token, body: { decision } });
      assert.equal(refused.code, 'invalid_request', String(decision));
    }
  },

  'change the profile, and forget what is null': async () => {
    const { visitor, token, scope, database } = await knownVisitor();
    const profile = { name: ' Mika \n Berg ', email: null, traits: { plan: 'pro', old: null } };
    const answer = await visitor.call('chat/profile', { token, body: profile });
    assert.equal(profileResponseSchema.parse(answer.json()).visitor.name, 'Mika Berg');
    assert.deepEqual(database.callsOf('support_update_visitor'), [
      { ...scope, p_profile: { ...profile, name: 'Mika Berg' } },
    ]);
  },

  'refuse a profile that is empty, or holds what only the site may say': async () => {
    const { visitor, token, database } = await knownVisitor();
    const wrong = [{}, { avatar_url: 'https://x.example/a.png' }, { external_id: 'user-1' }, { name: 'x'.repeat(101) }];
    for (const body of [...wrong, { name: 5 }, { traits: [] }, { traits: { a: 'x'.repeat(16_384) } }]) {
      const answer = await visitor.call('chat/profile', { token, body });
      assert.equal(answer.code, 'invalid_request', JSON.stringify(body).slice(0, 80));
    }
    assert.deepEqual(database.callsOf('support_update_visitor'), []);
  },

  'hand everything out as a file that no cache keeps': async () => {
    const { visitor, token, scope, database } = await knownVisitor();
    const answer = await visitor.call('chat/export', { token });
    assert.equal(exportResponseSchema.parse(answer.json()).visitor.id, scope.p_visitor_id);
    assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="support-chat-2026-11-21.json"');
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.deepEqual(database.callsOf('support_export_visitor'), [scope]);
  },

  'erase everything, in Telegram too': async () => {
    const { visitor, token, scope, database } = await knownVisitor();
    const answer = await visitor.call('chat/data', { method: 'DELETE', token });
    assert.deepEqual(erasureResponseSchema.parse(answer.json()), { outcome: 'erased', messages: 3, files: 1 });
    assert.deepEqual(database.callsOf('support_erase_visitor'), [scope]);
    assert.deepEqual(visitor.deps.telegram.driven, ['outbox']);
    const posted = await visitor.call('chat/data', { token, body: {} });
    assert.deepEqual([posted.status, posted.headers.get('allow')], [405, 'DELETE, OPTIONS']);
  },

  'log out': async () => {
    const { visitor, token, scope, database } = await knownVisitor();
    const answer = await visitor.call('chat/session/end', { token, body: {} });
    assert.deepEqual(sessionEndResponseSchema.parse(answer.json()), { outcome: 'revoked' });
    assert.deepEqual(database.callsOf('support_revoke_session'), [{ ...scope, p_reason: 'logout' }]);
  },

  'stay possible while the widget is off, where they are the visitor’s right': async () => {
    const { visitor, token, database } = await knownVisitor();
    database.widgets.set('wk_demo', aWidget({ enabled: false }));
    visitor.deps.advance(60_000);
    const answers: Record<string, number | string | undefined> = {};
    for (const [method, path, body] of CALLS_WITH_TOKEN) {
      const answer = await visitor.call(path, { method, token, body });
      answers[`${method} ${path.replace(/\/1{8}.*/, '')}`] = answer.code ?? answer.status;
    }
    assert.deepEqual(answers, {
      'PATCH chat/message': 'widget_disabled',
      'DELETE chat/message': 'widget_disabled',
      'POST chat/typing': 'widget_disabled',
      'POST chat/end': 'widget_disabled',
      'POST chat/feedback': 'widget_disabled',
      'POST chat/transcript': 'widget_disabled',
      'GET chat/conversations': 'widget_disabled',
      'POST chat/track': 'widget_disabled',
      'POST chat/consent': 'widget_disabled',
      'POST chat/profile': 'widget_disabled',
      'POST chat/identify': 'widget_disabled',
      'GET chat/export': 200,
      'DELETE chat/data': 200,
      'POST chat/session/end': 200,
    });
  },
};
