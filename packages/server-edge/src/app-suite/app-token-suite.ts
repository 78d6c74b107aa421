import assert from 'node:assert/strict';
import { SignJWT, type JWTPayload } from 'jose';
import { aWidget } from '../../testing/fake-database.ts';
import { TestVisitor, type Answer } from '../../testing/test-visitor.ts';
import type { AppCases } from '../app-suite.ts';

const SECRET = { kid: 'site-1', secret: 'what the site and the chat share, 32+ bytes' };

async function guarded(): Promise<TestVisitor> {
  const visitor = await TestVisitor.create();
  visitor.deps.database.widgets.set('wk_demo', aWidget({ allowed_domains: ['shop.example'] }));
  visitor.deps.database.identitySecrets = [SECRET];
  return visitor;
}

function tokenOf(visitor: TestVisitor, claims: JWTPayload = {}, secret = SECRET): Promise<string> {
  const now = Math.floor(visitor.deps.clock() / 1_000);
  return new SignJWT({ widget: 'wk_demo', iat: now, exp: now + 86_400, ...claims })
    .setProtectedHeader({ alg: 'HS256', kid: secret.kid })
    .sign(new TextEncoder().encode(secret.secret));
}

const withToken = (token: string, origin: string | undefined) => ({
  headers: { origin, 'x-support-app-token': token },
});

const faultIn = (answer: Answer): unknown =>
  (answer.json()['error'] as { details?: { app_token?: unknown } }).details?.app_token;

export const appTokenCases: AppCases = {
  'let an app use a widget that has a list of websites, whatever its web view calls its origin': async () => {
    const visitor = await guarded();
    const token = await tokenOf(visitor);
    for (const origin of ['null', 'file://', 'ionic://localhost']) {
      const config = await visitor.call('widget-config', withToken(token, origin));
      assert.equal(config.status, 200, origin);
      assert.equal(config.headers.get('access-control-allow-origin'), origin);
      assert.equal(config.headers.get('vary'), 'Origin, x-support-app-token');
      const session = await visitor.call('chat/session', { ...withToken(token, origin), body: {} });
      assert.equal(session.status, 200, origin);
    }
  },

  'may name the key with its host part, and the key by which a widget was asked for': async () => {
    const visitor = await guarded();
    const named = await tokenOf(visitor, { widget: 'wk_demo@abcdefgh' });
    assert.equal((await visitor.call('widget-config', withToken(named, 'null'))).status, 200);
    visitor.deps.database.widgets.set('wk_former', aWidget({ allowed_domains: ['shop.example'] }));
    const former = await tokenOf(visitor, { widget: 'wk_former' });
    const rotated = await visitor.call('widget-config', { ...withToken(former, 'null'), widgetKey: 'wk_former' });
    assert.equal(rotated.status, 200);
  },

  'are announced by a preflight, which cannot carry one yet': async () => {
    const visitor = await guarded();
    const ask = (headers: string) =>
      visitor.call('chat/session', {
        method: 'OPTIONS',
        headers: { origin: 'null', 'access-control-request-headers': headers },
      });
    const answer = await ask('content-type, X-Support-App-Token');
    assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [204, 'null']);
    assert.equal((await ask('content-type')).status, 403);
  },

  'are refused with the reason, which the app can read': async () => {
    const visitor = await guarded();
    const now = Math.floor(visitor.deps.clock() / 1_000);
    const tokens: Record<string, string> = {
      malformed: 'x',
      unknown_key: await tokenOf(visitor, {}, { ...SECRET, kid: 'site-2' }),
      signature: await tokenOf(visitor, {}, { ...SECRET, secret: 'what somebody else has made up, 32+ bytes' }),
      expired: await tokenOf(visitor, { iat: now - 7_200, exp: now - 3_600 }),
      not_yet: await tokenOf(visitor, { nbf: now + 3_600 }),
      lifetime: await tokenOf(visitor, { exp: now + 86_401 }),
      widget: await tokenOf(visitor, { widget: 'wk_other' }),
      claims: await tokenOf(visitor, { widget: 7 }),
    };
    for (const [fault, token] of Object.entries(tokens)) {
      const answer = await visitor.call('chat/session', { ...withToken(token, 'null'), body: {} });
      assert.deepEqual([answer.status, answer.code, faultIn(answer)], [403, 'origin_not_allowed', fault]);
      assert.equal(answer.headers.get('access-control-allow-origin'), 'null');
    }
    assert.deepEqual(visitor.deps.database.callsOf('support_create_session'), []);
  },

  'are not what vouches for a user, nor the other way round': async () => {
    const visitor = await guarded();
    const answer = await visitor.call('widget-config', withToken(await tokenOf(visitor, { sub: 'ana' }), 'null'));
    assert.deepEqual([answer.code, faultIn(answer)], ['origin_not_allowed', 'claims']);
  },

  'do not open a widget to a website that is not on its list': async () => {
    const visitor = await guarded();
    const token = await tokenOf(visitor);
    const answer = await visitor.call('widget-config', withToken(token, 'https://other.example'));
    assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [403, null]);
  },

  'are not looked at where nobody needs one': async () => {
    const visitor = await TestVisitor.create();
    assert.equal((await visitor.call('widget-config', withToken('nonsense', 'null'))).status, 200);
    const listed = await guarded();
    for (const origin of ['https://shop.example', undefined]) {
      assert.equal((await listed.call('widget-config', withToken('nonsense', origin))).status, 200, origin);
    }
    assert.deepEqual(listed.deps.database.callsOf('support_list_identity_secrets'), []);
    assert.deepEqual(visitor.deps.database.callsOf('support_list_identity_secrets'), []);
  },

  'cost the database one question in ten seconds, however many are tried': async () => {
    const visitor = await guarded();
    for (let count = 0; count < 20; count += 1) {
      await visitor.call('widget-config', withToken(`x.y.${String(count)}`, 'null'));
    }
    assert.equal(visitor.deps.database.callsOf('support_list_identity_secrets').length, 1);
  },

  'fail as the database does when it cannot be asked': async () => {
    const visitor = await guarded();
    visitor.deps.database.refuseWith('support_list_identity_secrets', '08006');
    const answer = await visitor.call('widget-config', withToken(await tokenOf(visitor), 'null'));
    assert.deepEqual([answer.status, answer.code], [503, 'database_unavailable']);
    assert.equal(answer.headers.get('access-control-allow-origin'), 'null');
  },
};
