import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';

import { mintToken, SECRET } from '../../testing/realtime/realtime-server.ts';
import { systemClock } from './clock.ts';
import { describeAtHandshake, describeAtJoin, describeAtRefresh, TokenVerifier } from './token-verifier.ts';

const NOW = Date.UTC(2026, 0, 1);
const seconds = (offset: number) => NOW / 1000 + offset;

describe('believing a token', () => {
  let privateKey: CryptoKey;
  let publicJwk: JWK;
  before(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = pair.privateKey;
    publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'key-1', alg: 'ES256', use: 'sig' };
  });

  const verifier = (secret: string | undefined = SECRET) =>
    new TokenVerifier({
      keys: { jwks: [publicJwk], secret },
      apiKeys: { sb_publishable_a: 'anon' },
      clock: { ...systemClock, now: () => NOW },
    });
  const signed = (claims: Readonly<Record<string, unknown>>, kid: string | undefined = 'key-1') =>
    new SignJWT({ exp: seconds(60), role: 'support_visitor', ...claims })
      .setProtectedHeader({ alg: 'ES256', ...(kid === '' ? {} : { kid }) })
      .sign(privateKey);
  const problemOf = async (token: string, secret?: string) => {
    const verification = await verifier(secret).verify(token);
    assert.equal(verification.kind, 'refused');
    return verification.kind === 'refused' ? verification.problem : undefined;
  };

  it('accepts an ES256 token that names a known key, with its claims and expiry', async () => {
    const verification = await verifier().verify(await signed({ session_id: 's1' }));
    assert.deepEqual(verification, {
      kind: 'verified',
      identity: {
        role: 'support_visitor',
        claims: { role: 'support_visitor', session_id: 's1', exp: seconds(60) },
        expiresAt: NOW + 60_000,
      },
    });
  });

  it('accepts an HS256 token by the secret', async () => {
    const verification = await verifier().verify(await mintToken({ role: 'anon', exp: seconds(1) }));
    assert.equal(verification.kind, 'verified');
  });

  it('accepts a publishable key as its role, without an expiry', async () => {
    const verification = await verifier().verify('sb_publishable_a');
    assert.deepEqual(verification, {
      kind: 'verified',
      identity: { role: 'anon', claims: { role: 'anon' }, expiresAt: undefined },
    });
  });

  it('ignores audience, issuer and not-before', async () => {
    const verification = await verifier().verify(await signed({ aud: 'x', iss: 'y', nbf: seconds(30) }));
    assert.equal(verification.kind, 'verified');
  });

  it('refuses without leeway, and counts the seconds', async () => {
    assert.deepEqual(await problemOf(await signed({ exp: seconds(0) })), { kind: 'expired', secondsAgo: 0 });
    assert.deepEqual(await problemOf(await signed({ exp: seconds(-61) })), { kind: 'expired', secondsAgo: 61 });
  });

  it('requires role and exp, and an exp that is a number', async () => {
    assert.deepEqual(await problemOf(await signed({ role: undefined })), { kind: 'claims-missing' });
    assert.deepEqual(await problemOf(await mintToken({ role: 'anon', exp: undefined })), { kind: 'claims-missing' });
    assert.deepEqual(await problemOf(await mintToken({ role: 'anon', exp: 'soon' })), { kind: 'claims-missing' });
  });

  it('refuses a key it does not know, and an asymmetric token without a key id', async () => {
    assert.deepEqual(await problemOf(await signed({}, 'key-2')), { kind: 'unknown-key', kid: 'key-2' });
    assert.deepEqual(await problemOf(await signed({}, '')), { kind: 'unknown-key', kid: undefined });
  });

  it('refuses an HS256 token when there is no secret, or when it was signed with another', async () => {
    const token = await mintToken({ role: 'anon', exp: seconds(60) }, 'another secret of thirty-two characters');
    assert.deepEqual(await problemOf(token), { kind: 'bad-signature' });
    const withoutSecret = new TokenVerifier({ keys: { jwks: [publicJwk] }, apiKeys: {}, clock: systemClock });
    assert.deepEqual(await withoutSecret.verify(token), {
      kind: 'refused',
      problem: { kind: 'unknown-key', kid: undefined },
    });
  });

  it('does not take the public key for a shared secret', async () => {
    const forged = await new SignJWT({ role: 'service_role', exp: seconds(60) })
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(new TextEncoder().encode(JSON.stringify(publicJwk)));
    assert.deepEqual(await problemOf(forged), { kind: 'bad-signature' });
  });

  it('refuses unsigned tokens and what is no token', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    assert.equal(
      (await problemOf(`${encode({ alg: 'none' })}.${encode({ role: 'service_role', exp: seconds(60) })}.`))?.kind,
      'unknown-key',
    );
    for (const token of ['', 'nope', 'a.b.c', 'constructor', 'sb_publishable_other'])
      assert.deepEqual(await problemOf(token), { kind: 'malformed' });
  });
});

describe('the sentences of the server', () => {
  it('differ by where they are said', () => {
    const expired = { kind: 'expired', secondsAgo: 3 } as const;
    assert.equal(describeAtHandshake(expired), 'Token has expired');
    assert.equal(describeAtJoin(expired), 'InvalidJWTToken: Token has expired 3 seconds ago');
    assert.equal(describeAtRefresh(expired), 'Token has expired 3 seconds ago');
    assert.equal(describeAtJoin({ kind: 'bad-signature' }), 'JwtSignatureError: Failed to validate JWT signature');
    assert.equal(describeAtRefresh({ kind: 'bad-signature' }), ':signature_error');
  });

  it('name an unknown key', () => {
    assert.match(
      describeAtJoin({ kind: 'unknown-key', kid: 'k' }),
      /^JwtSignerError: Failed to generate JWT signer for key ID \(kid\) "k"/,
    );
  });
});
