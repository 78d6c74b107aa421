import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { ApiError } from '../errors.ts';
import { createAccountTokens } from './account-token.ts';

const ISSUER = 'https://project.example/auth/v1';
const USER_ID = '28000000-0000-4000-8000-000000000001';
const SECRET = 'the secret of an older project, long enough';
const NOW = Date.parse('2026-11-21T10:00:00Z');
const clock = () => NOW;

interface Key {
  readonly sign: CryptoKey;
  readonly published: JWK;
}

async function aKey(kid: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { sign: privateKey, published: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

function aToken(claims: Readonly<Record<string, unknown>> = {}) {
  const now = NOW / 1_000;
  const usual = { iss: ISSUER, aud: 'authenticated', role: 'authenticated', sub: USER_ID, iat: now, exp: now + 3_600 };
  return new SignJWT({ ...usual, ...claims });
}

const signedBy = ({ sign, published: { kid = '' } }: Key, claims?: Readonly<Record<string, unknown>>) =>
  aToken(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(sign);

/** An Auth server that publishes these keys, or fails. */
function authServer(answer: () => Promise<Response> | Response) {
  const asked: string[] = [];
  return {
    asked,
    fetch: (async (input) => {
      asked.push(String(input));
      return answer();
    }) as typeof fetch,
  };
}

const publishing = (...keys: readonly Key[]) =>
  authServer(() => Response.json({ keys: keys.map(({ published }) => published) }));

async function codeOf(verifying: Promise<unknown>): Promise<string> {
  const error: unknown = await verifying.then(
    () => assert.fail('it was accepted'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ApiError);
  return error.code;
}

describe('the access token of an account', () => {
  it('is checked with the published keys, which are asked for once', async () => {
    const key = await aKey('first');
    const server = publishing(key);
    const accounts = createAccountTokens({ issuer: ISSUER, fetch: server.fetch, clock });
    assert.deepEqual(server.asked, []);
    for (let round = 0; round < 3; round += 1) {
      assert.deepEqual(await accounts.verify(await signedBy(key)), { userId: USER_ID });
    }
    assert.deepEqual(server.asked, [`${ISSUER}/.well-known/jwks.json`]);
  });

  it('is checked with the secret where the project has one, and with published keys next to it', async () => {
    const key = await aKey('first');
    const accounts = createAccountTokens({ issuer: ISSUER, secret: SECRET, fetch: publishing(key).fetch, clock });
    const old = await aToken().setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(SECRET));
    assert.deepEqual(await accounts.verify(old), { userId: USER_ID });
    assert.deepEqual(await accounts.verify(await signedBy(key)), { userId: USER_ID });
  });

  it('cannot choose its algorithm: a public key is no secret', async () => {
    const key = await aKey('first');
    const accounts = createAccountTokens({ issuer: ISSUER, fetch: publishing(key).fetch, clock });
    const forged = await aToken()
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .sign(new TextEncoder().encode(JSON.stringify(key.published)));
    assert.equal(await codeOf(accounts.verify(forged)), 'token_invalid');
  });

  it('of a key that nobody published is refused', async () => {
    const accounts = createAccountTokens({ issuer: ISSUER, fetch: publishing(await aKey('first')).fetch, clock });
    assert.equal(await codeOf(accounts.verify(await signedBy(await aKey('other')))), 'token_invalid');
    assert.equal(await codeOf(accounts.verify(await signedBy(await aKey('first')))), 'token_invalid');
  });

  it('is called expired only when it is otherwise good', async () => {
    const key = await aKey('first');
    const accounts = createAccountTokens({ issuer: ISSUER, fetch: publishing(key).fetch, clock });
    const past = { exp: NOW / 1_000 - 60 };
    assert.equal(await codeOf(accounts.verify(await signedBy(key, past))), 'token_expired');
    assert.equal(await codeOf(accounts.verify(await signedBy(key, { ...past, iss: 'elsewhere' }))), 'token_invalid');
    assert.deepEqual(await accounts.verify(await signedBy(key, { exp: NOW / 1_000 - 4 })), { userId: USER_ID });
  });

  it('says who it is, for signed-in people of this project', async () => {
    const key = await aKey('first');
    const accounts = createAccountTokens({ issuer: ISSUER, fetch: publishing(key).fetch, clock });
    const wrong = [
      { iss: 'https://other.example/auth/v1' },
      { aud: 'someone' },
      { role: 'anon' },
      { role: 'support_visitor' },
      { sub: undefined },
      { sub: 'Mika' },
      { exp: undefined },
    ];
    for (const claims of wrong) {
      assert.equal(await codeOf(accounts.verify(await signedBy(key, claims))), 'token_invalid', JSON.stringify(claims));
    }
    for (const text of ['', 'a.b.c', 'x'.repeat(20_000)]) {
      assert.equal(await codeOf(accounts.verify(text)), 'token_invalid');
    }
  });

  it('is worth another try when the keys cannot be had', async () => {
    const token = await signedBy(await aKey('first'));
    const failures = [
      () => Promise.reject(new TypeError('fetch failed')),
      () => new Response('busy', { status: 503 }),
      () => new Response('<html>'),
      () => Response.json({ keys: 'none' }),
    ];
    for (const failure of failures) {
      const accounts = createAccountTokens({ issuer: ISSUER, fetch: authServer(failure).fetch, clock });
      assert.equal(await codeOf(accounts.verify(token)), 'auth_unavailable');
    }
  });

  it('finds the keys again after they could not be had', async () => {
    const key = await aKey('first');
    const answers = [new Response('busy', { status: 503 }), Response.json({ keys: [key.published] })];
    const server = authServer(() => answers.shift() ?? assert.fail('asked too often'));
    const accounts = createAccountTokens({ issuer: ISSUER, fetch: server.fetch, clock });
    const token = await signedBy(key);
    assert.equal(await codeOf(accounts.verify(token)), 'auth_unavailable');
    assert.deepEqual(await accounts.verify(token), { userId: USER_ID });
  });
});
