import assert from 'node:assert/strict';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { JWT_SECRET } from '../../testing/fake-deps.ts';
import { TestVisitor } from '../../testing/test-visitor.ts';
import type { AppCases } from '../app-suite.ts';
import { importVisitorTokenKey } from '../auth/signing-key.ts';

const IDS = {
  visitor_id: '60000000-0000-4000-8000-000000000001',
  session_id: '50000000-0000-4000-8000-000000000001',
};
const CLAIMS = { role: 'support_visitor', ...IDS };

/** Signs whatever it is told to with the server's own key, to show that the signature alone opens nothing. */
async function sign(
  visitor: TestVisitor,
  claims: Record<string, unknown>,
  { issuer = 'support-chat', lifetimeSeconds = 600, secret = JWT_SECRET, kid = '' } = {},
): Promise<string> {
  const now = Math.floor(visitor.deps.clock() / 1_000);
  const own = await importVisitorTokenKey({ kind: 'hs256', secret: JWT_SECRET });
  return new SignJWT({ ...claims, iat: now })
    .setProtectedHeader({ alg: 'HS256', kid: kid === '' ? own.kid : kid })
    .setIssuer(issuer)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(new TextEncoder().encode(secret));
}

async function poll(visitor: TestVisitor, token: string) {
  const answer = await visitor.call('chat/poll', { token });
  return [answer.status, answer.code];
}

const INVALID = [401, 'token_invalid'];

export const tokenCases: AppCases = {
  'needs a token, and a well formed header': async () => {
    const visitor = await TestVisitor.create();
    for (const authorization of [undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b']) {
      const answer = await visitor.call('chat/poll', { headers: { authorization } });
      assert.deepEqual([answer.status, answer.code], [401, 'token_missing'], authorization);
    }
    assert.deepEqual(visitor.deps.database.callsOf('support_poll_changes'), []);
  },

  'accepts a token of its own until the last second, then says that it expired': async () => {
    const visitor = await TestVisitor.create();
    const { access_token } = await visitor.openSession();
    visitor.deps.advance(3_599_000);
    assert.deepEqual(await poll(visitor, access_token), [200, undefined]);
    visitor.deps.advance(1_000);
    assert.deepEqual(await poll(visitor, access_token), [401, 'token_expired']);
  },

  'refuses garbage': async () => {
    const visitor = await TestVisitor.create();
    for (const token of ['abc', 'a.b.c', '..', 'eyJhbGciOiJIUzI1NiJ9.e30.']) {
      assert.deepEqual(await poll(visitor, token), INVALID, token);
    }
  },

  'refuses a forged payload under a good signature': async () => {
    const visitor = await TestVisitor.create();
    const { access_token } = await visitor.openSession();
    const [header = '', payload = '', signature = ''] = access_token.split('.');
    const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as Record<string, unknown>;
    const forged = btoa(JSON.stringify({ ...claims, visitor_id: '60000000-0000-4000-8000-000000000009' }));
    assert.deepEqual(await poll(visitor, `${header}.${forged.replaceAll('=', '')}.${signature}`), INVALID);
  },

  'refuses tokens without a signature': async () => {
    const visitor = await TestVisitor.create();
    const now = Math.floor(visitor.deps.clock() / 1_000);
    const token = new UnsecuredJWT(CLAIMS)
      .setIssuer('support-chat')
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .encode();
    assert.deepEqual(await poll(visitor, token), INVALID);
    const { kid } = await importVisitorTokenKey({ kind: 'hs256', secret: JWT_SECRET });
    const header = btoa(JSON.stringify({ alg: 'none', kid })).replaceAll('=', '');
    assert.deepEqual(await poll(visitor, `${header}.${token.split('.')[1] ?? ''}.`), INVALID);
  },

  'refuses another key, also under a known name': async () => {
    const visitor = await TestVisitor.create();
    const secret = 'another secret that is long enough to sign with';
    assert.deepEqual(await poll(visitor, await sign(visitor, CLAIMS, { secret })), INVALID);
    assert.deepEqual(await poll(visitor, await sign(visitor, CLAIMS, { secret, kid: 'unknown' })), INVALID);
  },

  'refuses another algorithm than the one of the named key': async () => {
    const visitor = await TestVisitor.create();
    const { kid } = await importVisitorTokenKey({ kind: 'hs256', secret: JWT_SECRET });
    const now = Math.floor(visitor.deps.clock() / 1_000);
    const signable = () => new SignJWT({ ...CLAIMS, iat: now }).setIssuer('support-chat').setExpirationTime(now + 600);

    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const sameName = await signable().setProtectedHeader({ alg: 'ES256', kid, jwk }).sign(privateKey);
    assert.deepEqual(await poll(visitor, sameName), INVALID);

    const sameSecret = await signable()
      .setProtectedHeader({ alg: 'HS512', kid })
      .sign(new TextEncoder().encode(JWT_SECRET));
    assert.deepEqual(await poll(visitor, sameSecret), INVALID);
  },

  'refuses our signature over other claims': async () => {
    const visitor = await TestVisitor.create();
    assert.deepEqual(await poll(visitor, await sign(visitor, CLAIMS)), [200, undefined]);
    const others: Record<string, Promise<string>> = {
      'another role': sign(visitor, { ...CLAIMS, role: 'service_role' }),
      'no role': sign(visitor, IDS),
      'another issuer': sign(visitor, CLAIMS, { issuer: 'supabase' }),
      'a visitor that is no uuid': sign(visitor, { ...CLAIMS, visitor_id: "1' or true" }),
      'a session that is no text': sign(visitor, { ...CLAIMS, session_id: 5 }),
      'a life of more than an hour': sign(visitor, CLAIMS, { lifetimeSeconds: 3_601 }),
    };
    for (const [what, token] of Object.entries(others))
      assert.deepEqual(await poll(visitor, await token), INVALID, what);
  },
};
