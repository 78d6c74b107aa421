/**
 * Decides which database engines the SQL tests run on, from the environment:
 *
 * - `SUPPORT_TEST_ENGINES`: `pglite`, `postgres`, or `all`, which is the default.
 * - `SUPPORT_TEST_POSTGRES_BIN`: directories of PostgreSQL programs, separated like `PATH`; the tests run on each of them.
 * - `DATABASE_URL_TEST`: a server that runs, with a superuser's login.
 *
 * What is named like that must work, or the run fails. With nothing named, the newest PostgreSQL of the machine is
 * started; should that fail, the next one. `DATABASE_URL` comes last and only if it names a superuser on this machine: in
 * many shells it is the database that somebody works with. The tests would only add databases of their own to it, and the
 * roles that every Supabase project has, but not without need.
 */
import { OLDEST_MAJOR } from './find-postgres.ts';
import type { PostgresInstallation, PostgresSearch } from './find-postgres.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A PostgreSQL that may turn out to work. */
export type Candidate =
  | { readonly kind: 'installed'; readonly installation: PostgresInstallation }
  | { readonly kind: 'running'; readonly variable: 'DATABASE_URL_TEST' | 'DATABASE_URL'; readonly url: string };

export type Engine =
  | { readonly kind: 'pglite' }
  | {
      readonly kind: 'postgres';
      /** The first that works is used. */
      readonly candidates: readonly Candidate[];
      /** `named`: somebody asked for just this. `searched`: whatever there is; there may be nothing. */
      readonly origin: 'named' | 'searched';
      /** Places that cannot be candidates, one sentence each. */
      readonly objections: readonly string[];
    };

/** The environment asks for something that does not exist. */
export class EngineChoiceError extends Error {
  override readonly name = 'EngineChoiceError';
}

export async function chooseEngines(
  environment: Environment,
  search: () => Promise<PostgresSearch>,
): Promise<readonly Engine[]> {
  const wanted = environment['SUPPORT_TEST_ENGINES'] || 'all';
  if (wanted !== 'pglite' && wanted !== 'postgres' && wanted !== 'all') {
    throw new EngineChoiceError(`SUPPORT_TEST_ENGINES is "${wanted}"; it may be pglite, postgres or all.`);
  }
  return [
    ...(wanted === 'postgres' ? [] : [{ kind: 'pglite' } as const]),
    ...(wanted === 'pglite' ? [] : await choosePostgres(environment, search)),
  ];
}

async function choosePostgres(
  environment: Environment,
  search: () => Promise<PostgresSearch>,
): Promise<readonly Engine[]> {
  const named: Candidate[] = [];
  const { DATABASE_URL_TEST: testUrl, DATABASE_URL: everydayUrl, SUPPORT_TEST_POSTGRES_BIN: directories } = environment;
  if (testUrl) named.push({ kind: 'running', variable: 'DATABASE_URL_TEST', url: testUrl });
  if (named.length > 0 && !directories) return named.map(only);

  const { found, unusable } = await search();
  const objections = unusable.map(({ binDirectory, reason }) => `${binDirectory} ${reason}.`);
  const installed = found.map((installation): Candidate => ({ kind: 'installed', installation }));
  if (directories) {
    if (objections.length > 0) throw new EngineChoiceError(`Of SUPPORT_TEST_POSTGRES_BIN, ${objections.join('\n')}`);
    return [...named, ...installed].map(only);
  }
  const candidates = [...installed];
  if (everydayUrl) {
    if (isOnThisMachine(everydayUrl)) candidates.push({ kind: 'running', variable: 'DATABASE_URL', url: everydayUrl });
    else objections.push('DATABASE_URL is not on this machine; use DATABASE_URL_TEST if it is meant for tests.');
  }
  if (found.length === 0 && unusable.length === 0) {
    objections.push(`There is no PostgreSQL ${OLDEST_MAJOR} or newer in any of the usual places.`);
  }
  return [{ kind: 'postgres', candidates, origin: 'searched', objections }];
}

function only(candidate: Candidate): Engine {
  return { kind: 'postgres', candidates: [candidate], origin: 'named', objections: [] };
}

function isOnThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
