import type { FilesDb } from '../db/files-db.ts';
import type { Logger } from '../deps.ts';
import { StorageError, type FileStorage } from './file-storage.ts';

export interface StorageDeletionDeps {
  readonly db: Pick<FilesDb, 'leaseStorageDeletions' | 'settleStorageDeletion'>;
  /** Without one there are no files to remove. */
  readonly storage?: FileStorage | undefined;
  readonly logger: Logger;
}

const BATCH = 50;
const MAX_BATCHES = 20;

/**
 * Removes the files of attachments that are gone: erased, too old, refused, never sent. Works until none is due, at most
 * 1,000 files; what failed is tried again later. Any number may run at once, because every path is leased to one of them.
 * Answers how many files were removed.
 */
export async function driveStorageDeletions(deps: StorageDeletionDeps): Promise<number> {
  const { db, storage } = deps;
  if (storage === undefined) return 0;
  let removed = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const leased = await db.leaseStorageDeletions({ limit: BATCH });
    const paths = leased.map((deletion) => deletion.path);
    if (paths.length > 0) removed += await removeAndSettle(deps, storage, paths);
    if (paths.length < BATCH) break;
  }
  return removed;
}

async function removeAndSettle(
  { db, logger }: StorageDeletionDeps,
  storage: FileStorage,
  paths: readonly string[],
): Promise<number> {
  try {
    await storage.remove(paths);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    logger.warn('storage.deletion_failed', { files: paths.length, error });
    for (const path of paths) await db.settleStorageDeletion({ path, outcome: 'retry', error: error.message });
    return 0;
  }
  for (const path of paths) await db.settleStorageDeletion({ path, outcome: 'deleted' });
  return paths.length;
}
