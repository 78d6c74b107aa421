import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RecordingLogger } from '../../testing/fake-deps.ts';
import type { StorageDeletionSettlement } from '../db/files-db.ts';
import { driveStorageDeletions } from './drive-deletions.ts';
import { StorageError, type FileStorage } from './file-storage.ts';

const unused = () => Promise.reject(new Error('Nobody asks for that here.'));

/** A queue of paths, each leased once, and a storage that removes them or fails. */
function setUp(waiting: string[], remove: FileStorage['remove'] = async () => undefined) {
  const settled: StorageDeletionSettlement[] = [];
  const logger = new RecordingLogger();
  const removed: string[][] = [];
  const storage: FileStorage = {
    createUpload: unused,
    write: unused,
    createDownload: unused,
    read: unused,
    remove: async (paths) => {
      await remove(paths);
      removed.push([...paths]);
    },
  };
  const db = {
    leaseStorageDeletions: async ({ limit = 50 } = {}) =>
      waiting.splice(0, limit).map((path) => ({ path, attempts: 1 })),
    settleStorageDeletion: async (settlement: StorageDeletionSettlement) => void settled.push(settlement),
  };
  return { deps: { db, storage, logger }, settled, removed, logger };
}

describe('driveStorageDeletions', () => {
  it('removes what is due, batch by batch, and says so', async () => {
    const paths = Array.from({ length: 120 }, (_, index) => `o/${String(index)}`);
    const { deps, settled, removed } = setUp([...paths]);
    assert.equal(await driveStorageDeletions(deps), 120);
    assert.deepEqual(
      removed.map((batch) => batch.length),
      [50, 50, 20],
    );
    assert.deepEqual(
      settled,
      paths.map((path) => ({ path, outcome: 'deleted' })),
    );
  });

  it('asks the storage nothing when nothing is due', async () => {
    const { deps, removed } = setUp([]);
    assert.equal(await driveStorageDeletions(deps), 0);
    assert.deepEqual(removed, []);
  });

  it('has a batch tried again later that the storage did not remove', async () => {
    const { deps, settled, logger } = setUp(['o/1', 'o/2'], () =>
      Promise.reject(new StorageError('unavailable', 'Storage refused to remove files: 503')),
    );
    assert.equal(await driveStorageDeletions(deps), 0);
    const error = 'Storage refused to remove files: 503';
    assert.deepEqual(settled, [
      { path: 'o/1', outcome: 'retry', error },
      { path: 'o/2', outcome: 'retry', error },
    ]);
    assert.deepEqual(
      logger.records.map(({ level, event }) => [level, event]),
      [['warn', 'storage.deletion_failed']],
    );
  });

  it('leaves a batch leased when something unforeseen goes wrong, so that another worker takes it over', async () => {
    const { deps, settled } = setUp(['o/1'], () => Promise.reject(new TypeError('a mistake of ours')));
    await assert.rejects(driveStorageDeletions(deps), TypeError);
    assert.deepEqual(settled, []);
  });

  it('does nothing where there is no storage', async () => {
    const { deps } = setUp(['o/1']);
    assert.equal(await driveStorageDeletions({ ...deps, storage: undefined }), 0);
  });
});
