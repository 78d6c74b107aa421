import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { verifySiteToken, type SiteSecret, type SiteTokenFault } from './site-token.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z') / 1_000;
const CURRENT: SiteSecret = { kid: 'current', secret: 'the present secret of the site, 32+ bytes' };
const FORMER: SiteSecret = { kid: 'former', secret: 'the former secret of the site, 32+ bytes!' };
const OPTIONS = { clock: () => NOW * 1_000, maxLifetimeSeconds: 3_600 };

interface Signing {
  readonly secret?: SiteSecret;
  readonly kid?: string | null;
  readonly alg?: string;
}

function sign(claims: JWTPayload, { secret = CURRENT, kid = secret.kid, alg = 'HS256' }: Signing = {}) {
  return new SignJWT(claims)
    .setProtectedHeader(kid === null ? { alg } : { alg, kid })
    .sign(new TextEncoder().encode(secret.secret));
}

const base64url = (text: string) => Buffer.from(text).toString('base64url');

async function faultOf(token: string, secrets: readonly SiteSecret[] = [CURRENT, FORMER]): Promise<SiteTokenFault> {
  const result = await verifySiteToken(token, secrets, OPTIONS);
  assert.equal(result.kind, 'refused');
  return result.kind === 'refused' ? result.fault : assert.fail();
}

describe('a token that a site signed', () => {
  it('is verified by the key it names, and gives its claims', async () => {
    for (const secret of [CURRENT, FORMER]) {
      const token = await sign({ sub: 'ana', iat: NOW, exp: NOW + 60 }, { secret });
      assert.deepEqual(await verifySiteToken(token, [CURRENT, FORMER], OPTIONS), {
        kind: 'verified',
        kid: secret.kid,
        claims: { sub: 'ana', iat: NOW, exp: NOW + 60 },
      });
    }
  });

  it('needs not name its key: every secret is tried', async () => {
    const token = await sign({ exp: NOW + 60 }, { secret: FORMER, kid: null });
    const result = await verifySiteToken(token, [CURRENT, FORMER], OPTIONS);
    assert.equal(result.kind === 'verified' && result.kid, 'former');
    assert.equal(await faultOf(token, [CURRENT]), 'signature');
  });

  it('is refused when it names a key that is gone, or when there are no keys', async () => {
    const token = await sign({ exp: NOW + 60 }, { secret: FORMER });
    assert.equal(await faultOf(token, [CURRENT]), 'unknown_key');
    assert.equal(await faultOf(await sign({ exp: NOW + 60 }, { kid: null }), []), 'unknown_key');
  });

  it('is refused when somebody else signed it, even under the name of a known key', async () => {
    assert.equal(await faultOf(await sign({ exp: NOW + 60 }, { secret: FORMER, kid: 'current' })), 'signature');
  });

  it('says nothing about dates before the signature is right', async () => {
    assert.equal(await faultOf(await sign({ exp: NOW - 9_999 }, { secret: FORMER, kid: 'current' })), 'signature');
  });

  it('is refused when a character of its claims was changed', async () => {
    const [header, , signature] = (await sign({ sub: 'ana', exp: NOW + 60 })).split('.');
    const forged = base64url(JSON.stringify({ sub: 'jo', exp: NOW + 60 }));
    assert.equal(await faultOf(`${header ?? ''}.${forged}.${signature ?? ''}`), 'signature');
  });

  it('is HS256 and nothing else', async () => {
    assert.equal(await faultOf(new UnsecuredJWT({ exp: NOW + 60 }).encode()), 'malformed');
    assert.equal(await faultOf(await sign({ exp: NOW + 60 }, { alg: 'HS384' })), 'malformed');
    assert.equal(await faultOf(await sign({ exp: NOW + 60 }, { alg: 'HS512' })), 'malformed');
  });

  it('is refused for being too old, with a minute of grace for the clocks', async () => {
    assert.equal(await faultOf(await sign({ exp: NOW - 60 })), 'expired');
    const justOver = await verifySiteToken(await sign({ exp: NOW - 59 }), [CURRENT], OPTIONS);
    assert.equal(justOver.kind, 'verified');
  });

  it('is refused before its time, whether by nbf or by iat', async () => {
    assert.equal(await faultOf(await sign({ nbf: NOW + 61, exp: NOW + 90 })), 'not_yet');
    assert.equal(await faultOf(await sign({ iat: NOW + 61, exp: NOW + 90 })), 'not_yet');
    const early = await verifySiteToken(await sign({ iat: NOW + 60, exp: NOW + 90 }), [CURRENT], OPTIONS);
    assert.equal(early.kind, 'verified');
  });

  it('is refused when it lives too long, counted from its iat or else from now', async () => {
    assert.equal(await faultOf(await sign({ iat: NOW, exp: NOW + 3_601 })), 'lifetime');
    assert.equal(await faultOf(await sign({ exp: NOW + 3_661 })), 'lifetime');
    for (const claims of [{ iat: NOW, exp: NOW + 3_600 }, { exp: NOW + 3_600 }]) {
      assert.equal((await verifySiteToken(await sign(claims), [CURRENT], OPTIONS)).kind, 'verified');
    }
  });

  it('is refused without an end, or with dates that are no numbers', async () => {
    assert.equal(await faultOf(await sign({ sub: 'ana' })), 'claims');
    for (const wrong of [{ exp: 'tomorrow' }, { exp: null }, { exp: NOW + 60, iat: '1' }, { exp: NOW + 60, nbf: {} }]) {
      assert.equal(await faultOf(await sign(wrong as unknown as JWTPayload)), 'claims', JSON.stringify(wrong));
    }
  });

  it('is refused for whatever is no token, without throwing', async () => {
    const good = await sign({ exp: NOW + 60 });
    const header = base64url('{"alg":"HS256","kid":7}');
    for (const text of [
      '',
      'x',
      '..',
      'a.b.c',
      `${good}.`,
      `${good}\u0000`,
      `${header}.${base64url('{}')}.AAAA`,
      `${base64url('[]')}.${base64url('{}')}.AAAA`,
      `${base64url('{"alg":"HS256","crit":["other"],"other":1}')}.e30.AAAA`,
      `${'a'.repeat(40_000)}.b.c`,
    ]) {
      assert.equal(await faultOf(text), 'malformed', text.slice(0, 80));
    }
    assert.equal(await faultOf(`${good.split('.').slice(0, 2).join('.')}.`), 'signature');
  });
});
