import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { runSoak } from '../../testing/telegram/soak.ts';

describe('twenty minutes of trouble', () => {
  let database: LocalDatabase;
  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.close());

  it('19, 20, 23, 25, 51: loses nothing, reorders nothing, and doubles only what lost its answer', async (test) => {
    const report = await runSoak(database, { visitors: 50, minutes: 20, seed: 20_261_121, groups: 3 });
    test.diagnostic(JSON.stringify({ ...report, faults: report.faults.length }));
    assert.deepEqual(report.faults, []);
    assert.ok(report.lines >= 50 && report.answers > 20, 'somebody has written');
    for (const fate of ['flood control', 'server error', 'vanished', 'lost', 'crash']) {
      assert.ok((report.calls[fate] ?? 0) > 0, `no call has met ${fate}`);
    }
    assert.ok(report.deletedTopics > 0 && report.restarts > 0);
    assert.ok(report.messages < report.lines, 'lines went out together');
  });
});
