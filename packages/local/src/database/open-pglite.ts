import { access, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { lockDataDirectory } from './data-directory-lock.ts';
import type { DatabaseNotice, LocalDatabase } from './local-database.ts';
import type { Logger } from './logger.ts';
import { PgliteDatabase } from './pglite-database.ts';
import { copySnapshot, listSnapshots, SnapshotKeeper } from './snapshots.ts';

export interface OpenPgliteOptions {
  /** Holds `cluster/`, `snapshots/` and `lock.json`; created when missing. */
  readonly dataDirectory: string;
  readonly snapshotIntervalMs: number;
  readonly logger: Logger;
  readonly onNotice: (notice: DatabaseNotice) => void;
}

/**
 * Opens a PGlite database that outlives this process: takes the lock, opens the cluster or the newest snapshot that can
 * be opened, and keeps snapshots until it is closed.
 */
export async function openPglite(options: OpenPgliteOptions): Promise<LocalDatabase> {
  const { dataDirectory, snapshotIntervalMs, logger } = options;
  const unlock = await lockDataDirectory(dataDirectory);
  try {
    const database = await openCluster(options);
    const snapshots = new SnapshotKeeper({
      database,
      directory: join(dataDirectory, 'snapshots'),
      intervalMs: snapshotIntervalMs,
      logger,
    });
    return closingWith(database, async () => {
      try {
        await snapshots.close();
      } catch (error) {
        logger.error('The last snapshot failed.', { error: String(error) });
      }
      await database.close();
      await unlock();
    });
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function openCluster({ dataDirectory, logger, onNotice }: OpenPgliteOptions): Promise<PgliteDatabase> {
  const directory = join(dataDirectory, 'cluster');
  const snapshots = await listSnapshots(join(dataDirectory, 'snapshots'));
  try {
    // Where there are snapshots there was a cluster: it must not be replaced by an empty one.
    if (snapshots.length > 0) await access(join(directory, 'PG_VERSION'));
    return await openChecked(directory, onNotice);
  } catch (error) {
    logger.error('The database cannot be opened.', { directory, error: String(error), snapshots: snapshots.length });
    for (const snapshot of snapshots) {
      try {
        await restore(directory, snapshot);
        const database = await openChecked(directory, onNotice);
        logger.error('RESTORED THE DATABASE FROM A SNAPSHOT: everything written after it is lost.', { snapshot });
        return database;
      } catch (cause) {
        logger.error('This snapshot cannot be used.', { snapshot, error: String(cause) });
      }
    }
    throw new Error(`The database in ${directory} cannot be opened, and no snapshot of it can be restored.`, {
      cause: error,
    });
  }
}

/** Opening alone may succeed on a damaged cluster; reading the catalog finds the common damage. */
async function openChecked(directory: string, onNotice: (notice: DatabaseNotice) => void): Promise<PgliteDatabase> {
  await mkdir(directory, { recursive: true });
  if (!(await exists(join(directory, 'PG_VERSION')))) {
    // Making a cluster leaves 400 MB behind in the thread that made it; a new thread starts without them.
    const initializing = await PgliteDatabase.open({ directory });
    await initializing.close();
  }
  const database = await PgliteDatabase.open({ directory, onNotice });
  try {
    await database.query('select count(*) from pg_catalog.pg_class');
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Copies beside the damaged cluster, which is then moved away and never deleted. */
async function restore(directory: string, snapshot: string): Promise<void> {
  const fresh = `${directory}.restoring`;
  await copySnapshot(snapshot, fresh);
  const check = await openChecked(fresh, () => {});
  await check.close();
  if (await exists(directory)) await rename(directory, `${directory}.damaged-${Date.now()}`);
  await rename(fresh, directory);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

function closingWith(database: PgliteDatabase, close: () => Promise<void>): LocalDatabase {
  let closed: Promise<void> | undefined;
  return {
    kind: database.kind,
    query: database.query.bind(database),
    batch: database.batch.bind(database),
    execute: database.execute.bind(database),
    listen: database.listen.bind(database),
    close: () => (closed ??= close()),
  };
}
