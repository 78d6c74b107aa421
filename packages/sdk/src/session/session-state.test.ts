import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isFresh, remainingMs, type StoredSession } from './session-state.ts';

describe('the life of a token', () => {
  const session = { expires_in: 3600, received_at: 1_000_000 } as StoredSession;

  it('is counted from the moment of the answer', () => {
    assert.equal(remainingMs(session, 1_000_000 + 600_000), 3_000_000);
  });

  it('counts as over when the clock was turned back since', () => {
    assert.equal(remainingMs(session, 999_999), 0);
    assert.equal(isFresh(session, 999_999), false);
  });

  it('may be short altogether: then half of it has to do', () => {
    const short = { ...session, expires_in: 60 };
    assert.equal(isFresh(short, 1_000_000 + 30_000), true);
    assert.equal(isFresh(short, 1_000_000 + 30_001), false);
  });

  it('is over when it is over', () => {
    assert.equal(isFresh({ ...session, expires_in: 0 }, 1_000_000), false);
  });
});
