import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWK } from 'jose';
import { ApiError } from '../errors.ts';
import { createVisitorTokens } from './visitor-token.ts';

const IDENTITY = {
  visitorId: '60000000-0000-4000-8000-000000000001',
  sessionId: '50000000-0000-4000-8000-000000000001',
};
const SECRET = 'a secret only for tests, long enough to sign with';
const clock = () => Date.parse('2026-11-21T10:00:00Z');

async function es256Key(kid?: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  // As `supabase gen signing-key` prints it.
  const printed = {
    ...(await exportJWK(privateKey)),
    use: 'sig',
    key_ops: ['sign', 'verify'],
    alg: 'ES256',
    ext: true,
  };
  return kid === undefined ? printed : { ...printed, kid };
}

function publicPartOf(key: JWK): JWK {
  const publicKey = { ...key };
  delete publicKey.d;
  return publicKey;
}

describe('visitor tokens', () => {
  it('hold the role and the two ids, no sub and no aud, for one hour', async () => {
    const tokens = await createVisitorTokens({ key: { kind: 'hs256', secret: SECRET }, clock });
    const { token, expiresIn } = await tokens.issue(IDENTITY);
    assert.deepEqual(decodeJwt(token), {
      iss: 'support-chat',
      role: 'support_visitor',
      visitor_id: IDENTITY.visitorId,
      session_id: IDENTITY.sessionId,
      iat: clock() / 1_000,
      exp: clock() / 1_000 + 3_600,
    });
    assert.equal(expiresIn, 3_600);
  });

  it('never live longer than an hour, but shorter on request', async () => {
    const key = { kind: 'hs256', secret: SECRET } as const;
    const long = await createVisitorTokens({ key, clock, lifetimeSeconds: 86_400 });
    assert.equal((await long.issue(IDENTITY)).expiresIn, 3_600);
    const short = await createVisitorTokens({ key, clock, lifetimeSeconds: 900 });
    assert.equal((await short.issue(IDENTITY)).expiresIn, 900);
  });

  it('are signed with ES256 under the name of the key', async () => {
    const tokens = await createVisitorTokens({ key: { kind: 'es256', jwk: await es256Key('key-1') }, clock });
    const { token } = await tokens.issue(IDENTITY);
    assert.deepEqual(decodeProtectedHeader(token), { alg: 'ES256', kid: 'key-1', typ: 'JWT' });
    assert.equal((await tokens.verify(token)).visitor_id, IDENTITY.visitorId);
  });

  it('always name their key, also when it came without a name', async () => {
    const unnamed = await es256Key();
    for (const key of [
      { kind: 'es256', jwk: unnamed },
      { kind: 'hs256', secret: SECRET },
    ] as const) {
      const [first, second] = await Promise.all([
        createVisitorTokens({ key, clock }),
        createVisitorTokens({ key, clock }),
      ]);
      const { kid } = decodeProtectedHeader((await first.issue(IDENTITY)).token);
      assert.match(kid ?? '', /^[\w-]{16,}$/);
      assert.equal(decodeProtectedHeader((await second.issue(IDENTITY)).token).kid, kid);
    }
  });

  it('survive a rotation while the old key is still listed, and not longer', async () => {
    const before = await es256Key('before');
    const after = await es256Key('after');
    const publicBefore = publicPartOf(before);
    const { token } = await (await createVisitorTokens({ key: { kind: 'es256', jwk: before }, clock })).issue(IDENTITY);

    const previousKeys = [
      { kind: 'es256', jwk: publicBefore },
      { kind: 'hs256', secret: SECRET },
    ] as const;
    const rotated = await createVisitorTokens({ key: { kind: 'es256', jwk: after }, previousKeys, clock });
    assert.equal((await rotated.verify(token)).session_id, IDENTITY.sessionId);
    assert.equal(decodeProtectedHeader((await rotated.issue(IDENTITY)).token).kid, 'after');

    const later = await createVisitorTokens({ key: { kind: 'es256', jwk: after }, clock });
    await assert.rejects(later.verify(token), (error) => error instanceof ApiError && error.code === 'token_invalid');
  });

  it('cannot be made with a public key, a short secret or another kind of key', async () => {
    const publicKey = publicPartOf(await es256Key('public'));
    await assert.rejects(createVisitorTokens({ key: { kind: 'es256', jwk: publicKey }, clock }), /private part/);
    await assert.rejects(createVisitorTokens({ key: { kind: 'hs256', secret: 'short' }, clock }), /at least 32 bytes/);
    const rsa = { kty: 'RSA', n: 'AQAB', e: 'AQAB' };
    await assert.rejects(createVisitorTokens({ key: { kind: 'es256', jwk: rsa }, clock }), /P-256/);
  });
});
