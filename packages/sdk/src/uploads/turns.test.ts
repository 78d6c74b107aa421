import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settle } from '../../testing/settle.ts';
import { createTurns } from './turns.ts';

describe('turns', () => {
  it('let so many in at once, the others in the order they came, also after failures', async () => {
    const takeTurn = createTurns(2);
    const log: string[] = [];
    const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
    const runs = ['a', 'b', 'c', 'd'].map((name) =>
      takeTurn(() => {
        log.push(name);
        return new Promise<void>((resolve, reject) => ends.set(name, { resolve, reject }));
      }),
    );
    await settle(1);
    assert.deepEqual(log, ['a', 'b']);
    ends.get('b')?.reject(new Error('no'));
    await assert.rejects(runs[1] as Promise<void>, /no/);
    assert.deepEqual(log, ['a', 'b', 'c']);
    ends.get('a')?.resolve();
    await settle(1);
    assert.deepEqual(log, ['a', 'b', 'c', 'd']);
    for (const name of ['c', 'd']) ends.get(name)?.resolve();
    await Promise.all([runs[0], runs[2], runs[3]]);
    assert.equal(await takeTurn(async () => 'free again'), 'free again');
  });
});
