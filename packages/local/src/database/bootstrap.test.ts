import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { createTestDatabase } from '../../testing/test-database.ts';
import { bootstrapDatabase } from './bootstrap.ts';
import type { LocalDatabase } from './local-database.ts';
import { silentLogger } from './logger.ts';

describe('the bootstrap', () => {
  let database: LocalDatabase;
  before(async () => {
    database = await createTestDatabase({ migrations: false });
  });
  after(() => database.close());

  it('leaves a database alone that has this bootstrap already', async () => {
    assert.equal(await bootstrapDatabase(database, silentLogger), 'unchanged');
  });

  it('runs again over an older one without an error', async () => {
    await database.query(`comment on schema realtime is 'Provided by the Support Chat local stack (older)'`);
    await database.query(`select realtime.send('{}', 'kept', 'chat:1')`);
    assert.equal(await bootstrapDatabase(database, silentLogger), 'applied');
    assert.deepEqual(await database.query(`select event from realtime.messages`), [{ event: 'kept' }]);
  });

  it('touches nothing in a database whose realtime schema is not its own', async () => {
    await database.execute(
      'comment on schema realtime is null; drop function realtime.topic(); drop schema vault cascade;',
    );
    assert.equal(await bootstrapDatabase(database, silentLogger), 'supabase');
    assert.deepEqual(
      await database.query(`select to_regproc('realtime.topic') as topic, to_regnamespace('vault') as vault`),
      [{ topic: null, vault: null }],
    );
  });

  it('leaves a schema of the host project as it is and says so', async () => {
    await database.execute(
      'drop schema realtime cascade; drop schema auth cascade; create schema auth; create table auth.mine ();',
    );
    const warnings: string[] = [];
    await bootstrapDatabase(database, { ...silentLogger, warn: (message) => warnings.push(message) });
    assert.deepEqual(warnings, ['Schema "auth" exists already and is left as it is.']);
    assert.deepEqual(
      await database.query(`select to_regproc('auth.uid') as uid, to_regproc('realtime.topic')::text as topic`),
      [{ uid: null, topic: 'realtime.topic' }],
    );
  });
});
