import assert from 'node:assert/strict';
import { it } from 'node:test';
import { backoffMs } from './backoff.ts';

it('doubles the ceiling with every failure, up to the cap', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) => backoffMs(failures, 500, 30_000, () => 1));
  assert.deepEqual(ceilings, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

it('lands anywhere below the ceiling', () => {
  assert.equal(
    backoffMs(3, 500, 30_000, () => 0),
    0,
  );
  assert.equal(
    backoffMs(3, 500, 30_000, () => 0.25),
    500,
  );
});
