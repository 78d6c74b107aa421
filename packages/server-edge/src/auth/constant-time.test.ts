import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { isOneOf } from './constant-time.ts';

describe('isOneOf', () => {
  it('finds a secret among several, wherever it stands', async () => {
    assert.equal(await isOneOf('b', ['a', 'b', 'c']), true);
    assert.equal(await isOneOf('c', ['a', 'b', 'c', 'c']), true);
  });

  it('refuses everything else', async () => {
    for (const given of ['', 'secre', 'secrets', 'Secret', 'ｓecret'])
      assert.equal(await isOneOf(given, ['secret']), false);
    assert.equal(await isOneOf('', []), false);
  });

  it('1: does the same work whether the first, the last or none is the right one', async () => {
    const digest = mock.method(crypto.subtle, 'digest');
    const work: number[] = [];
    for (const given of ['a', 'c', 'a much longer text that is none of them']) {
      digest.mock.resetCalls();
      await isOneOf(given, ['a', 'b', 'c']);
      work.push(digest.mock.callCount());
    }
    digest.mock.restore();
    assert.deepEqual(work, [4, 4, 4]);
  });
});
