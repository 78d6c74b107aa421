import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { DataDirectoryLockedError, lockDataDirectory } from './data-directory-lock.ts';
import { readProcessState } from './process-start-time.ts';

describe('the lock of a data directory', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'support-chat-lock-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const write = (content: string) => writeFile(join(directory, 'lock.json'), content);
  const holder = async () => (JSON.parse(await readFile(join(directory, 'lock.json'), 'utf8')) as { pid: number }).pid;

  it('is refused while this process holds it, and free afterwards', async () => {
    const unlock = await lockDataDirectory(directory);
    await assert.rejects(lockDataDirectory(directory), /in use by this process/);
    await unlock();
    await (
      await lockDataDirectory(directory)
    )();
    assert.deepEqual(await readdir(directory), []);
  });

  it('is refused while another process holds it, and names that process', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
    await once(other, 'spawn');
    const state = await readProcessState(other.pid ?? 0);
    assert.equal(state.kind, 'running');
    await write(JSON.stringify({ pid: other.pid, startedAt: state.kind === 'running' ? state.startedAt : '' }));
    await assert.rejects(
      lockDataDirectory(directory),
      (error) => error instanceof DataDirectoryLockedError && error.pid === other.pid,
    );

    other.kill('SIGKILL');
    await once(other, 'exit');
    await lockDataDirectory(directory);
    assert.equal(await holder(), process.pid);
  });

  it(
    'is taken over when its process id now belongs to another process',
    { skip: process.platform === 'win32' },
    async () => {
      await write(JSON.stringify({ pid: process.ppid, startedAt: 'long ago' }));
      await lockDataDirectory(directory);
      assert.equal(await holder(), process.pid);
    },
  );

  it('is taken over when its process died while writing it', async () => {
    await write('{"pid":');
    await lockDataDirectory(directory);
    assert.equal(await holder(), process.pid);
  });

  it('goes to exactly one of many who find it stale', async () => {
    await write('');
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDirectory(directory)));
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('makes the directory when it is missing', async () => {
    const nested = join(directory, 'a', 'b');
    await lockDataDirectory(nested);
    assert.deepEqual(await readdir(nested), ['lock.json']);
  });
});
