/**
 * The database that the tests of this folder share: everything Supabase provides, the migrations, pgTAP on request.
 *
 * Without `DATABASE_URL_TEST` it is PGlite in memory. With it, the tests run on that server, in a database of their own
 * that is dropped again by `close()`; the login must be a superuser. Roles belong to the whole server and stay there.
 */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { bootstrapDatabase } from '../../packages/local/src/database/bootstrap.ts';
import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';
import { silentLogger } from '../../packages/local/src/database/logger.ts';
import { migrateDatabase, readMigrations } from '../../packages/local/src/database/migrator.ts';
import { PostgresPool } from '../../packages/local/src/database/postgres-pool.ts';
import { createTestDatabase } from '../../packages/local/testing/test-database.ts';
import { readPgtapScript } from './read-pgtap-script.ts';

export const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

export interface OpenTestDatabaseOptions {
  /** Default true. */
  readonly migrations?: boolean;
  /** Default false. */
  readonly pgtap?: boolean;
}

export async function openTestDatabase(options: OpenTestDatabaseOptions = {}): Promise<LocalDatabase> {
  const url = process.env['DATABASE_URL_TEST'];
  if (url !== undefined && url !== '') return openThrowAwayDatabase(url, options);
  const database = await createTestDatabase(options);
  if (options.pgtap === true) await database.execute('create extension if not exists pgtap with schema extensions');
  return database;
}

async function openThrowAwayDatabase(url: string, options: OpenTestDatabaseOptions): Promise<LocalDatabase> {
  const name = `support_chat_test_${randomBytes(6).toString('hex')}`;
  const server = await PostgresPool.open({ databaseUrl: url, logger: silentLogger });
  let database: LocalDatabase | undefined;
  const drop = async () => {
    await database?.close();
    await server.query(`drop database if exists ${name} with (force)`);
    await server.close();
  };
  try {
    await server.query(`create database ${name}`);
    const own = new URL(url);
    own.pathname = `/${name}`;
    database = await PostgresPool.open({ databaseUrl: own.href, logger: silentLogger, poolSize: 20 });
    await bootstrapDatabase(database, silentLogger);
    if (options.migrations !== false) await migrateDatabase(database, await readMigrations(MIGRATIONS));
    if (options.pgtap === true) await installPgtap(database);
  } catch (error) {
    await drop();
    throw error;
  }
  const opened = database;
  return {
    kind: 'postgres',
    query: (statement, parameters, queryOptions) => opened.query(statement, parameters, queryOptions),
    batch: (statements, batchOptions) => opened.batch(statements, batchOptions),
    execute: (script) => opened.execute(script),
    listen: (channel, listener) => opened.listen(channel, listener),
    close: drop,
  };
}

/** The server's own pgTAP where it has one (Debian: `postgresql-NN-pgtap`), else the script that PGlite's package carries. */
async function installPgtap(database: LocalDatabase): Promise<void> {
  const [known] = await database.query(`select from pg_available_extensions where name = 'pgtap'`);
  await database.execute(
    known === undefined
      ? `set local search_path = extensions, pg_catalog;\n${await readPgtapScript()}`
      : 'create extension pgtap with schema extensions',
  );
}
