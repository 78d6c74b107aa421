import assert from 'node:assert/strict';
import { it } from 'node:test';

import { createTestDatabase } from '../../testing/test-database.ts';
import { describeLocalDatabase } from './local-database-contract.ts';
import { LocalDatabaseError } from './local-database.ts';
import { PgliteDatabase } from './pglite-database.ts';

describeLocalDatabase('PGlite', (onNotice) => createTestDatabase({ migrations: false, onNotice }));

it('PGlite refuses every call after it was closed, and closes twice', async () => {
  const database = await createTestDatabase({ migrations: false });
  await database.close();
  await database.close();
  await assert.rejects(
    database.query('select 1'),
    (error) => error instanceof LocalDatabaseError && error.sqlstate === '08006',
  );
});

it('PGlite says what is wrong with a directory it cannot open', async () => {
  await assert.rejects(PgliteDatabase.open({ directory: '/dev/null/nowhere' }), /ENOTDIR|not a directory/i);
});

it('PGlite stays responsive on the main thread while a statement runs', async () => {
  const database = await createTestDatabase({ migrations: false });
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 5);
  await database.query('select pg_sleep(0.2)');
  clearInterval(timer);
  await database.close();
  assert.ok(ticks >= 10, `${ticks} ticks`);
});
