import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';

import { deferred } from '../../testing/deferred.ts';
import { bootstrapDatabase } from './bootstrap.ts';
import { describeLocalDatabase } from './local-database-contract.ts';
import { LocalDatabaseError } from './local-database.ts';
import { silentLogger } from './logger.ts';
import { migrateDatabase } from './migrator.ts';
import { PostgresPool } from './postgres-pool.ts';

// A server where this login may create databases and roles, for example postgres://postgres@127.0.0.1:5432/postgres
const serverUrl = process.env['DATABASE_URL_TEST'];

/** A new database on the test server; the server is thrown away by whoever made it. */
async function createDatabase(): Promise<string> {
  const name = `support_chat_test_${randomUUID().slice(0, 8)}`;
  const server = await PostgresPool.open({ databaseUrl: serverUrl ?? '', logger: silentLogger });
  await server.query(`create database ${name}`);
  await server.close();
  const url = new URL(serverUrl ?? '');
  url.pathname = name;
  return url.href;
}

if (serverUrl === undefined) {
  describe('Postgres', { skip: 'DATABASE_URL_TEST is not set' }, () => {});
} else {
  describeLocalDatabase('Postgres', async (onNotice) => {
    const database = await PostgresPool.open({ databaseUrl: await createDatabase(), logger: silentLogger, onNotice });
    await bootstrapDatabase(database, silentLogger);
    return database;
  });

  describe('Postgres, as a server of its own', () => {
    let databaseUrl: string;
    before(async () => {
      databaseUrl = await createDatabase();
    });
    const open = () => PostgresPool.open({ databaseUrl, logger: silentLogger });

    it('listens again after its connection was cut', async () => {
      const database = await open();
      const heard = deferred<string>();
      const stop = await database.listen('again', heard.resolve);
      await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'`);
      const repeat = setInterval(() => {
        database.query(`select pg_notify('again', 'back')`).catch(heard.reject);
      }, 50);
      assert.equal(await heard.promise, 'back');
      clearInterval(repeat);
      await stop();
      await database.close();
    });

    it('answers the next query after the server cut its idle connections', async () => {
      const database = await open();
      const admin = await open();
      await database.query('select 1', [], {});
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
      // Until the pool notices, a query fails as "no answer"; it never hangs and never ends the process.
      let rows: readonly unknown[] | undefined;
      while (rows === undefined) {
        rows = await database.query('select 1 as one').catch((error: unknown) => {
          assert.ok(error instanceof LocalDatabaseError);
          assert.match(error.sqlstate, /^(08006|57P01)$/);
          return undefined;
        });
      }
      assert.deepEqual(rows, [{ one: 1 }]);
      await database.close();
      await admin.close();
    });

    it('lets two processes bootstrap and migrate the same database at once', async () => {
      const pair = await Promise.all([open(), open()]);
      const migrations = [1, 2, 3].map((n) => ({
        version: `2026010100000${n}`,
        name: `step_${n}`,
        script: `create table public.step_${n} ();`,
      }));
      const applied = await Promise.all(
        pair.map(async (database) => {
          await bootstrapDatabase(database, silentLogger);
          return migrateDatabase(database, migrations);
        }),
      );
      await Promise.all(pair.map((database) => database.close()));
      assert.deepEqual(
        applied.flat().sort(),
        migrations.map(({ version }) => version),
      );
    });

    it('refuses an unreachable server as "no answer"', async () => {
      const opening = PostgresPool.open({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', logger: silentLogger });
      await assert.rejects(opening, (error) => error instanceof LocalDatabaseError && error.sqlstate === '08006');
    });
  });
}
