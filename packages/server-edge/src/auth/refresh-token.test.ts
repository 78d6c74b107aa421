import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRefreshToken, hashRefreshToken } from './refresh-token.ts';

describe('refresh tokens', () => {
  it('carry 32 random bytes in letters that fit everywhere', async () => {
    let asked = 0;
    const { token } = await createRefreshToken((length) => {
      asked = length;
      return new Uint8Array(length).fill(0xfb);
    });
    assert.equal(asked, 32);
    assert.equal(token, `scr_${Buffer.alloc(32, 0xfb).toString('base64url')}`);
  });

  it('are stored as their SHA-256', async () => {
    // printf scr_example | sha256sum
    assert.equal(
      await hashRefreshToken('scr_example'),
      '18e7439720b53478a68fce61ac66c3feed0697fe20a1571f6fb7f6526e8e0407',
    );
    const { token, hash } = await createRefreshToken((length) => crypto.getRandomValues(new Uint8Array(length)));
    assert.equal(hash, await hashRefreshToken(token));
  });
});
