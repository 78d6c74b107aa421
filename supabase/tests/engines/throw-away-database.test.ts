import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { silentLogger } from '../../../packages/local/src/database/logger.ts';
import { PostgresPool } from '../../../packages/local/src/database/postgres-pool.ts';
import { onPostgresOnly } from '../open-test-database.ts';
import { createThrowAwayDatabase, dropDatabasesOfRun, takeTurnsWithRoles } from './throw-away-database.ts';

const serverUrl = process.env['DATABASE_URL_TEST'] ?? '';
const outerRun = process.env['SUPPORT_TEST_RUN'];
/** A run within the run, so that what this leaves is told from what other tests are using. */
const RUN = `abc${randomBytes(4).toString('hex')}`;

describe('throw-away databases', onPostgresOnly('databases on a server'), () => {
  before(() => {
    process.env['SUPPORT_TEST_RUN'] = RUN;
  });
  after(async () => {
    for (const run of [RUN, `${RUN}0`]) await dropDatabasesOfRun(serverUrl, run);
    if (outerRun === undefined) delete process.env['SUPPORT_TEST_RUN'];
    else process.env['SUPPORT_TEST_RUN'] = outerRun;
  });

  function countingRecipe() {
    const recipe = {
      ingredients: randomBytes(8).toString('hex'),
      cooked: 0,
      cook: async (database: PostgresPool) => {
        recipe.cooked += 1;
        await database.execute('create table cake (slice int); insert into cake values (1);');
      },
    };
    return recipe;
  }
  const listDatabases = async () => {
    const rows = await on(serverUrl, (database) =>
      database.query<{ name: string }>(
        `select datname as name from pg_database where strpos(datname, $1) > 0 order by 1`,
        [RUN],
      ),
    );
    return rows.map(({ name }) => name.replace(/_[0-9a-f]{16}$/, '_…'));
  };

  it('are copies of one that is cooked once, however many ask at the same time', async () => {
    const recipe = countingRecipe();
    const databases = await Promise.all(Array.from({ length: 4 }, () => createThrowAwayDatabase(serverUrl, recipe)));
    assert.equal(recipe.cooked, 1);
    assert.equal(new Set(databases.map(({ url }) => url)).size, 4);
    for (const { url } of databases) {
      assert.deepEqual(await on(url, (database) => database.query('select slice from cake')), [{ slice: 1 }]);
    }
    await Promise.all(databases.map(({ drop }) => drop()));
    assert.deepEqual(await listDatabases(), [`support_chat_test_${RUN}_template_…`]);
  });

  it('are cooked anew when an ingredient changes', async () => {
    const recipe = countingRecipe();
    const [one, other] = [
      await createThrowAwayDatabase(serverUrl, recipe),
      await createThrowAwayDatabase(serverUrl, { ...recipe, ingredients: 'another' }),
    ];
    assert.equal(recipe.cooked, 2);
    await one.drop();
    await other.drop();
  });

  it('leave nothing behind when cooking fails, and can be tried again', async () => {
    const before = await listDatabases();
    const recipe = countingRecipe();
    const burnt = {
      ...recipe,
      cook: async (database: PostgresPool) => {
        await recipe.cook(database);
        throw new Error('burnt');
      },
    };
    await assert.rejects(createThrowAwayDatabase(serverUrl, burnt), /burnt/);
    assert.deepEqual(await listDatabases(), before);
    await (await createThrowAwayDatabase(serverUrl, recipe)).drop();
    assert.equal(recipe.cooked, 2);
  });

  it('of one run are dropped together, and those of no other run', async () => {
    await createThrowAwayDatabase(serverUrl, countingRecipe());
    const other = `support_chat_test_${RUN}0_5`;
    // Under a pattern of LIKE, the underscore of our prefix would also stand for this letter.
    const similar = `support_chat_test_${RUN}x5`;
    for (const name of [other, similar]) {
      await on(serverUrl, (database) => database.query(`create database ${name}`));
    }
    await dropDatabasesOfRun(serverUrl, RUN);
    assert.deepEqual(await listDatabases(), [other, similar]);
    await on(serverUrl, (database) => database.query(`drop database ${similar}`));
  });

  it('may be migrated one at a time', async () => {
    let isBusy = false;
    await Promise.all(
      Array.from({ length: 5 }, () =>
        takeTurnsWithRoles(serverUrl, async () => {
          assert.equal(isBusy, false);
          isBusy = true;
          await on(serverUrl, (database) => database.query('select pg_sleep(0.01)'));
          isBusy = false;
        }),
      ),
    );
  });
});

async function on<Value>(databaseUrl: string, work: (database: PostgresPool) => Promise<Value>): Promise<Value> {
  const database = await PostgresPool.open({ databaseUrl, logger: silentLogger, poolSize: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
