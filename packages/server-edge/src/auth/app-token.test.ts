import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SignJWT, type JWTPayload } from 'jose';
import { faultOfAppToken } from './app-token.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z') / 1_000;
const SECRET = { kid: 'site-1', secret: 'what the site and the chat share, 32+ bytes' };
const OPTIONS = { clock: () => NOW * 1_000, widgetKeys: ['wk_demo', 'wk_former'] };

const sign = (claims: JWTPayload) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(SECRET.secret));

const faultOf = async (claims: JWTPayload) => faultOfAppToken(await sign(claims), [SECRET], OPTIONS);

describe('app tokens', () => {
  it('open a widget by its present or former key, for a day at most', async () => {
    assert.equal(await faultOf({ widget: 'wk_demo', exp: NOW + 86_400 }), undefined);
    assert.equal(await faultOf({ widget: 'wk_former@abcdefgh', exp: NOW + 60 }), undefined);
    assert.equal(await faultOf({ widget: 'wk_demo', iat: NOW, exp: NOW + 86_401 }), 'lifetime');
    assert.equal(await faultOf({ widget: 'wk_demo' }), 'claims');
  });

  it('open no other widget, and name one', async () => {
    assert.equal(await faultOf({ widget: 'wk_other', exp: NOW + 60 }), 'widget');
    assert.equal(await faultOf({ widget: '', exp: NOW + 60 }), 'widget');
    assert.equal(await faultOf({ exp: NOW + 60 }), 'claims');
    assert.equal(await faultOf({ widget: ['wk_demo'], exp: NOW + 60 }), 'claims');
  });

  it('say nothing about a user', async () => {
    assert.equal(await faultOf({ widget: 'wk_demo', sub: 'ana', exp: NOW + 60 }), 'claims');
  });

  it('are refused for whatever is none, without a failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        assert.notEqual(await faultOfAppToken(text, [SECRET], OPTIONS), undefined);
      }),
    );
  });
});
