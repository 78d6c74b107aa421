import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { silentLogger } from './logger.ts';
import { copySnapshot, listSnapshots, SnapshotKeeper } from './snapshots.ts';

describe('keeping snapshots', () => {
  let directory: string;
  let keeper: SnapshotKeeper;
  /** Stands in for the cluster: `position` moves with every write, and copying writes one file. */
  const cluster = { position: 0, failure: undefined as Error | undefined, copies: 0 };
  let time: number;

  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'support-chat-snapshots-')), 'snapshots');
    Object.assign(cluster, { position: 0, failure: undefined, copies: 0 });
    time = Date.UTC(2026, 0, 1);
    keeper = new SnapshotKeeper({
      directory,
      intervalMs: 1_000_000,
      logger: silentLogger,
      now: () => new Date((time += 1000)),
      database: {
        query: async <Row>() => [{ position: String(cluster.position) }] as Row[],
        copyTo: async (to: string) => {
          await mkdir(join(to, 'base'), { recursive: true });
          await writeFile(join(to, 'base', 'rows'), String(cluster.position));
          cluster.copies += 1;
          if (cluster.failure !== undefined) throw cluster.failure;
        },
      },
    });
  });
  afterEach(async () => {
    cluster.failure = undefined;
    await keeper.close();
    await rm(join(directory, '..'), { recursive: true });
  });

  it('takes one when something was written since the last, and none otherwise', async () => {
    assert.ok(await keeper.take());
    assert.equal(await keeper.take(), undefined);
    cluster.position += 1;
    assert.ok(await keeper.take());
  });

  it('takes one snapshot for all who ask while it is being taken', async () => {
    const files = await Promise.all([keeper.take(), keeper.take(), keeper.take()]);
    assert.equal(new Set(files).size, 1);
    assert.equal(cluster.copies, 1);
  });

  it('keeps the newest three and lists them newest first', async () => {
    const taken: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      cluster.position += 1;
      taken.push((await keeper.take()) ?? '');
    }
    assert.deepEqual(await listSnapshots(directory), taken.slice(2).reverse());
    assert.equal((await readdir(directory)).length, 3);
  });

  it('shows no snapshot that failed halfway, clears its remains later and tries again', async () => {
    cluster.failure = new Error('disk full');
    await assert.rejects(keeper.take(), /disk full/);
    assert.deepEqual(await listSnapshots(directory), []);
    cluster.failure = undefined;
    const snapshot = await keeper.take();
    assert.deepEqual(await readdir(directory), [basename(snapshot ?? '')]);
  });

  it('takes a last one when it is closed', async () => {
    await keeper.close();
    assert.equal((await listSnapshots(directory)).length, 1);
  });

  it('copies a snapshot over whatever an interrupted restore left behind', async () => {
    const snapshot = (await keeper.take()) ?? '';
    const target = join(directory, '..', 'cluster.restoring');
    await mkdir(target);
    await writeFile(join(target, 'left-behind'), '');
    await copySnapshot(snapshot, target);
    assert.deepEqual(await readdir(target), ['base']);
  });

  it('lists nothing where no snapshot was ever taken', async () => {
    assert.deepEqual(await listSnapshots(join(directory, 'never')), []);
  });
});
