/**
 * A PostgreSQL server of the tests' own, in a temporary directory on a free port of 127.0.0.1.
 *
 * It is gone, with its directory, once `stop()` answers, and also when this process ends in any other way, killed
 * without notice included: `guard-postgres.sh` sees to it. Nothing is flushed to disk, since nothing is kept. Only
 * whoever has the password in its URL can log in, as other people may use the same machine.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import type { PostgresInstallation } from './find-postgres.ts';
import type { PostgresUser } from './postgres-user.ts';

export interface RunningPostgres {
  /** The superuser's, of the database `postgres`. */
  readonly url: string;
  readonly directory: string;
  stop(): Promise<void>;
}

export interface StartPostgresOptions {
  /** Lines of postgresql.conf that win over the ones here, for example `{ autovacuum: 'on' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Speed before safety, loopback only, and no socket file, which would need a short path. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // Refused statements are what many tests are about.
  log_min_error_statement: 'panic',
  log_min_messages: 'fatal',
} as const;

/** Not offered everywhere: macOS has no C.UTF-8. */
const LOCALE = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8';
const ATTEMPTS = 3;

/** Throws with the end of the server's log when it does not start. */
export async function startPostgres(
  installation: PostgresInstallation,
  user: PostgresUser,
  options: StartPostgresOptions = {},
): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(installation, user, options.settings ?? {});
    } catch (error) {
      // Between our look for a free port and the server's start, somebody else may take that port.
      if (attempt === ATTEMPTS || !/could not bind/.test(String(error))) throw error;
    }
  }
}

async function start(
  { binDirectory, version, runsFrom }: PostgresInstallation,
  user: PostgresUser,
  settings: Readonly<Record<string, string>>,
): Promise<RunningPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'support-chat-postgres-'));
  const password = randomBytes(12).toString('hex');
  const port = await findFreePort();
  const lines = Object.entries({ ...SETTINGS, ...settings, port: String(port) }).map(
    ([name, value]) => `${name} = '${value}'\n`,
  );
  // The guard too, as its user may not be able to reach this repository.
  const guardScript = await readFile(new URL('guard-postgres.sh', import.meta.url), 'utf8');
  const files = { password: `${password}\n`, settings: lines.join(''), log: '', 'guard-postgres.sh': guardScript };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(directory, name), content, { mode: 0o600 });
  }
  let bin = binDirectory;
  if (runsFrom === 'copy') {
    bin = join(directory, 'native', 'bin');
    await cp(dirname(binDirectory), dirname(bin), { recursive: true, verbatimSymlinks: true });
  }
  if (user.uid !== undefined) await promisify(execFile)('chown', ['-R', `${user.uid}:${user.gid}`, directory]);

  const guard = spawn('sh', [join(directory, 'guard-postgres.sh'), directory, bin, LOCALE], {
    ...user,
    cwd: directory,
    // Only what it needs: PGOPTIONS, PGDATA and the like mean the developer's own server.
    env: { PATH: process.env['PATH'], LC_ALL: LOCALE, TZ: 'UTC' },
    stdio: ['pipe', 'pipe', 'ignore'],
    // Out of reach of Ctrl+C, which goes to the whole process group of the terminal.
    detached: true,
  });
  const ended = once(guard, 'exit');
  const stop = async () => {
    guard.stdin.end();
    await ended;
    // Already gone, unless the temporary directory lets nobody but root remove what is in it.
    await rm(directory, { recursive: true, force: true });
  };
  const [word] = (await Promise.race([once(createInterface(guard.stdout), 'line'), ended])) as unknown[];
  if (word !== 'ready') {
    const log = await readFile(join(directory, 'log'), 'utf8').catch(() => 'There is no log.');
    await stop();
    throw new Error(`PostgreSQL ${version} of ${binDirectory} does not start:\n${log.trim().slice(-2000)}`);
  }
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres?sslmode=disable`, directory, stop };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
