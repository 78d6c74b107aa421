/**
 * The database that the tests of this folder share: everything Supabase provides, the migrations, pgTAP on request.
 *
 * Without `DATABASE_URL_TEST` it is PGlite in memory. With it, the tests run on that server, in a database of their own
 * that is dropped again by `close()`; the login must be a superuser. `npm run test:sql` does both, with a server that it
 * starts; see `scripts/test-sql.ts` for how to choose.
 */
import { fileURLToPath } from 'node:url';

import { bootstrapDatabase, readBootstrapText } from '../../packages/local/src/database/bootstrap.ts';
import type { DatabaseNotice, LocalDatabase } from '../../packages/local/src/database/local-database.ts';
import { silentLogger } from '../../packages/local/src/database/logger.ts';
import { migrateDatabase, readMigrations } from '../../packages/local/src/database/migrator.ts';
import { PostgresPool } from '../../packages/local/src/database/postgres-pool.ts';
import { createTestDatabase } from '../../packages/local/testing/test-database.ts';
import { createThrowAwayDatabase, takeTurnsWithRoles } from './engines/throw-away-database.ts';
import type { DatabaseRecipe } from './engines/throw-away-database.ts';
import { readPgtapScript } from './read-pgtap-script.ts';

export const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/** A superuser's connection string of the server to test on; `undefined` where PGlite is tested. */
const SERVER_URL = process.env['DATABASE_URL_TEST'] || undefined;

export interface OpenTestDatabaseOptions {
  /** Default true. */
  readonly migrations?: boolean;
  /** Default false. */
  readonly pgtap?: boolean;
  /** Connections at most, on a real Postgres. Default 20. */
  readonly poolSize?: number;
  readonly onNotice?: (notice: DatabaseNotice) => void;
  /** Default `DATABASE_URL_TEST`. */
  readonly serverUrl?: string;
}

export interface TestDatabase extends LocalDatabase {
  /** Where others reach it; `undefined` for PGlite, which nobody else reaches. */
  readonly url: string | undefined;
}

export async function openTestDatabase(options: OpenTestDatabaseOptions = {}): Promise<TestDatabase> {
  const { serverUrl = SERVER_URL } = options;
  if (serverUrl !== undefined) return openOnServer(serverUrl, options);
  const database = await createTestDatabase(options);
  if (options.pgtap === true) await database.execute('create extension if not exists pgtap with schema extensions');
  return withUrl(database, undefined, () => database.close());
}

/** For `describe`: skips what only a real Postgres can show, and says in the report that it was not tested. */
export function onPostgresOnly(what: string): { readonly skip: string | false } {
  return { skip: SERVER_URL === undefined && `NOT TESTED ON PGLITE: ${what}. It takes DATABASE_URL_TEST.` };
}

/** Around whatever makes or grants roles, a migration say: tests in other databases of the server do so too. */
export function whileAlone<Value>(work: () => Promise<Value>): Promise<Value> {
  return SERVER_URL === undefined ? work() : takeTurnsWithRoles(SERVER_URL, work);
}

/** What Supabase provides, then the migrations, then pgTAP. */
async function describeRecipe({ migrations = true, pgtap = false }: OpenTestDatabaseOptions): Promise<DatabaseRecipe> {
  const wanted = migrations ? await readMigrations(MIGRATIONS) : [];
  return {
    ingredients: [await readBootstrapText(), wanted, pgtap],
    cook: async (database) => {
      await bootstrapDatabase(database, silentLogger);
      await migrateDatabase(database, wanted);
      if (pgtap) await installPgtap(database);
    },
  };
}

async function openOnServer(serverUrl: string, options: OpenTestDatabaseOptions): Promise<TestDatabase> {
  const { url, drop } = await createThrowAwayDatabase(serverUrl, await describeRecipe(options));
  const { poolSize = 20, onNotice } = options;
  try {
    const database = await PostgresPool.open({
      databaseUrl: url,
      logger: silentLogger,
      poolSize,
      ...(onNotice && { onNotice }),
    });
    return withUrl(database, url, async () => {
      await database.close();
      await drop();
    });
  } catch (error) {
    await drop();
    throw error;
  }
}

function withUrl(opened: LocalDatabase, url: string | undefined, close: () => Promise<void>): TestDatabase {
  return {
    kind: opened.kind,
    url,
    query: (statement, parameters, queryOptions) => opened.query(statement, parameters, queryOptions),
    batch: (statements, batchOptions) => opened.batch(statements, batchOptions),
    execute: (script) => opened.execute(script),
    listen: (channel, listener) => opened.listen(channel, listener),
    close,
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
