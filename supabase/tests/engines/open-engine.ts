import { readFile } from 'node:fs/promises';

import { silentLogger } from '../../../packages/local/src/database/logger.ts';
import { PostgresPool } from '../../../packages/local/src/database/postgres-pool.ts';
import type { Candidate, Engine } from './choose-engines.ts';
import { OLDEST_MAJOR } from './find-postgres.ts';
import type { PostgresUser } from './postgres-user.ts';
import { startPostgres } from './start-postgres.ts';
import { dropDatabasesOfRun } from './throw-away-database.ts';

/** An engine that answers. */
export interface OpenEngine {
  /** For people, for example `PostgreSQL 17.10 of /usr/lib/postgresql/17/bin`. */
  readonly name: string;
  /** `undefined` for PGlite. */
  readonly serverUrl: string | undefined;
  /** Whether the server is ours alone and ends with the tests. */
  readonly isOwn: boolean;
  close(): Promise<void>;
}

/** No candidate works. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
  /** One sentence for everything that was tried. */
  readonly objections: readonly string[];

  constructor(objections: readonly string[]) {
    super(objections.join('\n'));
    this.objections = objections;
  }
}

/** Starts or reaches the first candidate that works. `run`: the hexadecimal `SUPPORT_TEST_RUN` that its tests get. */
export async function openEngine(engine: Engine, user: PostgresUser, run: string): Promise<OpenEngine> {
  if (engine.kind === 'pglite') {
    const version = await readPgliteVersion();
    return { name: `PGlite ${version}`, serverUrl: undefined, isOwn: true, close: () => Promise.resolve() };
  }
  const objections = [...engine.objections];
  for (const candidate of engine.candidates) {
    try {
      return await openCandidate(candidate, user, run);
    } catch (error) {
      objections.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new EngineUnavailableError(objections);
}

async function openCandidate(candidate: Candidate, user: PostgresUser, run: string): Promise<OpenEngine> {
  if (candidate.kind === 'installed') {
    const { url, stop } = await startPostgres(candidate.installation, user);
    const { version, binDirectory } = candidate.installation;
    return { name: `PostgreSQL ${version} of ${binDirectory}`, serverUrl: url, isOwn: true, close: stop };
  }
  const { variable, url } = candidate;
  const version = await readServerVersion(variable, url);
  return {
    name: `PostgreSQL ${version} of ${variable}`,
    serverUrl: url,
    isOwn: false,
    close: () => dropDatabasesOfRun(url, run),
  };
}

/** The version of a server on which this login may do what the tests do. */
async function readServerVersion(variable: string, url: string): Promise<string> {
  const server = await PostgresPool.open({ databaseUrl: url, logger: silentLogger, poolSize: 1 }).catch(
    (error: unknown) => {
      throw new Error(`${variable} cannot be reached: ${(error as Error).message}`, { cause: error });
    },
  );
  try {
    const [row] = await server.query<{ version: string; number: string; may: boolean }>(
      `select current_setting('server_version') as version, current_setting('server_version_num') as number, rolsuper as may
       from pg_roles where rolname = current_user`,
    );
    if (row?.may !== true) throw new Error(`${variable} is not the login of a superuser, which the tests need.`);
    const major = Math.floor(Number(row.number) / 10_000);
    if (major < OLDEST_MAJOR)
      throw new Error(`${variable} names version ${row.version}; ${OLDEST_MAJOR} or newer is needed.`);
    return row.version.split(' ')[0] ?? row.version;
  } finally {
    await server.close();
  }
}

async function readPgliteVersion(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@electric-sql/pglite'));
  return (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version;
}
