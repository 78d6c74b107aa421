/**
 * Databases of the tests' own on a PostgreSQL that runs.
 *
 * Nothing is done to any other database of the server: what is created here has a random name, and only such a name is
 * ever dropped. Two things are shared with the rest of the server: roles, which belong to all its databases and stay,
 * and load. `SUPPORT_TEST_RUN`, when set, is part of every name, so that whoever started a run can drop all it made.
 *
 * Every recipe is cooked once, into a template; a database is then a copy of it, in a tenth of a second. The template is
 * named by the hash of everything that went into it, and processes that want it at the same time wait for the first.
 */
import { createHash, randomBytes } from 'node:crypto';

import { silentLogger } from '../../../packages/local/src/database/logger.ts';
import { PostgresPool } from '../../../packages/local/src/database/postgres-pool.ts';

export interface DatabaseRecipe {
  /** Whatever the content depends on. */
  readonly ingredients: unknown;
  cook(database: PostgresPool): Promise<void>;
}

export interface ThrowAwayDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Advisory locks, taken in the database that the server's URL names. Any two numbers that nothing else takes. */
const TEMPLATES_LOCK = 7_305_808_871;
const ROLES_LOCK = 7_305_808_872;

export async function createThrowAwayDatabase(serverUrl: string, recipe: DatabaseRecipe): Promise<ThrowAwayDatabase> {
  const hash = createHash('sha256').update(JSON.stringify(recipe.ingredients)).digest('hex').slice(0, 16);
  const template = `${prefixOf(process.env)}template_${hash}`;
  const name = `${prefixOf(process.env)}${randomBytes(6).toString('hex')}`;
  const copy = (server: PostgresPool) =>
    withLock(server, 'shared', TEMPLATES_LOCK, async () => {
      const isCooked = await hasDatabase(server, template);
      if (isCooked) await server.query(`create database ${name} template ${template}`);
      return isCooked;
    });
  await withServer(serverUrl, async (server) => {
    while (!(await copy(server))) {
      await withLock(server, 'exclusive', TEMPLATES_LOCK, async () => {
        if (!(await hasDatabase(server, template))) await cookTemplate(serverUrl, server, template, recipe);
      });
    }
  });
  return {
    url: urlOf(serverUrl, name),
    drop: () =>
      withServer(serverUrl, async (server) => {
        await server.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/**
 * Whoever makes or grants roles takes turns: they are rows that all databases share, and two transactions that write the
 * same one fail with "tuple concurrently updated".
 */
export function takeTurnsWithRoles<Value>(serverUrl: string, work: () => Promise<Value>): Promise<Value> {
  return withServer(serverUrl, (server) => withLock(server, 'exclusive', ROLES_LOCK, work));
}

/** Drops all that a run made, under whose `SUPPORT_TEST_RUN` its tests ran. */
export async function dropDatabasesOfRun(serverUrl: string, run: string): Promise<void> {
  await withServer(serverUrl, async (server) => {
    const databases = await server.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [prefixOf({ SUPPORT_TEST_RUN: run })],
    );
    for (const { name } of databases) await server.query(`drop database if exists ${name} with (force)`);
  });
}

async function cookTemplate(
  serverUrl: string,
  server: PostgresPool,
  template: string,
  recipe: DatabaseRecipe,
): Promise<void> {
  // Under another name until it is done: a process that dies in between leaves nothing that looks like a template.
  const raw = `${template}_${randomBytes(4).toString('hex')}`;
  await server.query(`create database ${raw}`);
  try {
    const database = await PostgresPool.open({ databaseUrl: urlOf(serverUrl, raw), logger: silentLogger });
    try {
      await withLock(server, 'exclusive', ROLES_LOCK, () => recipe.cook(database));
    } finally {
      await database.close();
    }
    await server.query(`alter database ${raw} rename to ${template}`);
  } catch (error) {
    await server.query(`drop database if exists ${raw} with (force)`);
    throw error;
  }
}

async function withServer<Value>(serverUrl: string, work: (server: PostgresPool) => Promise<Value>): Promise<Value> {
  // A single connection: the locks belong to it, and are gone with it.
  const server = await PostgresPool.open({ databaseUrl: serverUrl, logger: silentLogger, poolSize: 1 });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

async function withLock<Value>(
  server: PostgresPool,
  mode: 'shared' | 'exclusive',
  lock: number,
  work: () => Promise<Value>,
): Promise<Value> {
  const suffix = mode === 'shared' ? '_shared' : '';
  await server.query(`select pg_advisory_lock${suffix}(${lock})`);
  try {
    return await work();
  } finally {
    await server.query(`select pg_advisory_unlock${suffix}(${lock})`);
  }
}

async function hasDatabase(server: PostgresPool, name: string): Promise<boolean> {
  return (await server.query('select from pg_database where datname = $1', [name])).length > 0;
}

function prefixOf(environment: Readonly<Record<string, string | undefined>>): string {
  const run = environment['SUPPORT_TEST_RUN'] ?? '';
  if (!/^[0-9a-f]*$/.test(run)) throw new Error(`SUPPORT_TEST_RUN must be hexadecimal, not "${run}".`);
  return run === '' ? 'support_chat_test_' : `support_chat_test_${run}_`;
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
