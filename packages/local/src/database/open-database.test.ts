import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { deferred } from '../../testing/deferred.ts';
import type { LocalDatabase } from './local-database.ts';
import { silentLogger } from './logger.ts';
import type { Logger } from './logger.ts';
import { openLocalDatabase } from './open-database.ts';

describe('a database in a directory', () => {
  let root: string;
  let migrationsDirectory: string;
  let template: string;
  let dataDirectory: string;
  const opened: LocalDatabase[] = [];

  const open = async (logger: Logger = silentLogger) => {
    const database = await openLocalDatabase({ dataDirectory, migrationsDirectory, logger });
    opened.push(database);
    return database;
  };
  const add = (database: LocalDatabase, body: string) => database.query('insert into public.note values ($1)', [body]);
  const notes = async (database: LocalDatabase) =>
    (await database.query<{ body: string }>('select body from public.note order by body')).map(({ body }) => body);
  const errors = () => {
    const lines: string[] = [];
    return { lines, logger: { ...silentLogger, error: (message: string) => void lines.push(message) } };
  };

  before(async () => {
    // A cluster is a thousand files, so a file system in memory is kinder where there is one.
    root = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'support-chat-data-'));
    migrationsDirectory = join(root, 'migrations');
    await cp(fileURLToPath(new URL('./fixtures/migrations', import.meta.url)), migrationsDirectory, {
      recursive: true,
    });
    // Making a cluster takes seconds, so every test starts with a copy of this one.
    template = dataDirectory = join(root, 'template');
    await (await open()).close();
    await rm(join(template, 'snapshots'), { recursive: true });
  });
  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(root, 'data-'));
    await cp(template, dataDirectory, { recursive: true });
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });
  after(() => rm(root, { recursive: true }));

  it('keeps what was written over a clean stop, without a new bootstrap or migration', async () => {
    const database = await open();
    await add(database, 'kept');
    await database.close();
    assert.deepEqual(await notes(await open()), ['kept']);
  });

  it('refuses a second start on the same directory and names the holder', async () => {
    await open();
    await assert.rejects(open(), /in use by this process/);
  });

  it('gives the lock back when opening fails', async () => {
    await writeFile(join(migrationsDirectory, '20990101000000_broken.sql'), 'select 1 / 0;');
    await assert.rejects(open(), /20990101000000_broken failed/);
    await rm(join(migrationsDirectory, '20990101000000_broken.sql'));
    await open();
  });

  it('restores the newest good snapshot when the cluster is damaged, and says so loudly', async () => {
    const database = await open();
    await add(database, 'before the damage');
    await database.close();
    await writeFile(join(dataDirectory, 'cluster', 'global', 'pg_control'), 'not a control file');
    await cp(join(dataDirectory, 'cluster'), join(dataDirectory, 'snapshots', '2999-01-01T00-00-00.000Z'), {
      recursive: true,
    });

    const { lines, logger } = errors();
    assert.deepEqual(await notes(await open(logger)), ['before the damage']);
    assert.deepEqual(lines, [
      'The database cannot be opened.',
      'This snapshot cannot be used.',
      'RESTORED THE DATABASE FROM A SNAPSHOT: everything written after it is lost.',
    ]);
    assert.ok((await readdir(dataDirectory)).some((name) => name.startsWith('cluster.damaged-')));
  });

  it('restores a snapshot instead of starting empty when the cluster is missing', async () => {
    const database = await open();
    await add(database, 'kept');
    await database.close();
    await rm(join(dataDirectory, 'cluster'), { recursive: true });
    assert.deepEqual(await notes(await open()), ['kept']);
  });

  it('fails and keeps the damaged cluster where it is when there is no snapshot', async () => {
    const control = join(dataDirectory, 'cluster', 'global', 'pg_control');
    await writeFile(control, 'not a control file');
    await assert.rejects(open(), /no snapshot of it can be restored/);
    assert.deepEqual((await readdir(dataDirectory)).sort(), ['cluster']);
  });

  it('loses no acknowledged row when the process is killed while it writes, and takes its lock over', async () => {
    const writer = fileURLToPath(new URL('../../testing/endless-writer.ts', import.meta.url));
    const child = fork(writer, [dataDirectory, migrationsDirectory], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const acknowledged: string[] = [];
    const enough = deferred();
    child.on('message', (body: string) => {
      acknowledged.push(body);
      if (acknowledged.length === 200) enough.resolve();
    });
    child.on('exit', () => enough.resolve());
    await enough.promise;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;

    assert.ok(acknowledged.length >= 200, 'The writer ended by itself.');
    const found = new Set(await notes(await open()));
    assert.deepEqual(
      acknowledged.filter((body) => !found.has(body)),
      [],
    );
  });
});
