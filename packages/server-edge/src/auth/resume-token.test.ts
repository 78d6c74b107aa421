import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deriveHmacKey } from './derived-key.ts';
import { createResumeTokens, RESUME_LINK_LIFETIME_SECONDS } from './resume-token.ts';

const CLAIMS = {
  conversationId: '40000000-0000-4000-8000-00000000000a',
  visitorId: '60000000-0000-4000-8000-0000000000ff',
};
const SECRET = 'a secret only for tests';
let now = Date.parse('2026-11-21T10:00:00Z');
const tokens = createResumeTokens({ secret: SECRET, clock: () => now });

describe('resume tokens', () => {
  it('say whose conversation they open, and fit into an address as they are', async () => {
    const token = await tokens.issue(CLAIMS);
    assert.match(token, /^[\w-]{50}\.[\w-]{43}$/);
    assert.deepEqual(await tokens.verify(token), { outcome: 'valid', claims: CLAIMS });
  });

  it('are good for seven days, to the second', async () => {
    const token = await tokens.issue(CLAIMS);
    const issuedAt = now;
    now = issuedAt + RESUME_LINK_LIFETIME_SECONDS * 1_000 - 1;
    assert.equal((await tokens.verify(token)).outcome, 'valid');
    now += 1;
    assert.equal((await tokens.verify(token)).outcome, 'expired');
    now = issuedAt;
  });

  it('are refused when any single sign is another one', async () => {
    const token = await tokens.issue(CLAIMS);
    for (const [index, sign] of [...token].entries()) {
      const changed = token.slice(0, index) + (sign === 'A' ? 'B' : 'A') + token.slice(index + 1);
      assert.deepEqual(await tokens.verify(changed), { outcome: 'invalid' }, changed);
    }
  });

  it('have one spelling only, so that nobody counts as two', async () => {
    const token = await tokens.issue(CLAIMS);
    for (const other of [
      `${token}=`,
      `${token}.`,
      ` ${token}`,
      token.replace('.', '..'),
      `${token}\n`,
      token.split('.')[0],
    ]) {
      assert.deepEqual(await tokens.verify(other ?? ''), { outcome: 'invalid' }, other);
    }
    // The last sign of 32 bytes holds two bits that mean nothing; only zeros are taken for them.
    const last = token.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twin = alphabet[alphabet.indexOf(last) + 1] ?? '';
    assert.deepEqual(await tokens.verify(token.slice(0, -1) + twin), { outcome: 'invalid' });
  });

  it('are refused when another secret, or the same one for another purpose, has signed them', async () => {
    const others = createResumeTokens({ secret: 'another secret for tests', clock: () => now });
    assert.deepEqual(await tokens.verify(await others.issue(CLAIMS)), { outcome: 'invalid' });

    const body = Buffer.from((await tokens.issue(CLAIMS)).split('.')[0] ?? '', 'base64url');
    const otherKey = await deriveHmacKey(SECRET, 'another purpose');
    const signature = Buffer.from(await crypto.subtle.sign('HMAC', otherKey, body)).toString('base64url');
    assert.deepEqual(await tokens.verify(`${body.toString('base64url')}.${signature}`), { outcome: 'invalid' });
  });

  it('are refused when they are something else altogether', async () => {
    for (const text of ['', '.', 'a', 'a.b', 'x'.repeat(10_000), '%00.%00', 'eyJhbGciOiJub25lIn0.e30.']) {
      assert.deepEqual(await tokens.verify(text), { outcome: 'invalid' }, text.slice(0, 40));
    }
  });

  it('are made for UUIDs only', async () => {
    await assert.rejects(tokens.issue({ ...CLAIMS, visitorId: 'robin' }), TypeError);
  });
});
