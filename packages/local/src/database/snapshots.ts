import { constants } from 'node:fs';
import { cp, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Logger } from './logger.ts';
import type { PgliteDatabase } from './pglite-database.ts';

const KEPT = 3;
const FLUSHED_AT_ONCE = 32;
const NAME = /^\d{4}-\d{2}-\d{2}T[\d.-]+Z$/;

/** The complete snapshots in a directory, the newest first. */
export async function listSnapshots(directory: string): Promise<readonly string[]> {
  try {
    const names = (await readdir(directory)).filter((name) => NAME.test(name));
    return names
      .sort()
      .reverse()
      .map((name) => join(directory, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Copies a snapshot to where a cluster is wanted; the snapshot stays. */
export async function copySnapshot(snapshot: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(snapshot, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

export interface SnapshotKeeperOptions {
  readonly database: Pick<PgliteDatabase, 'query' | 'copyTo'>;
  readonly directory: string;
  readonly intervalMs: number;
  readonly logger: Logger;
  readonly now?: () => Date;
}

/**
 * Copies the cluster every `intervalMs` when something was written since the last copy, and whenever it is asked to.
 * Keeps the newest three. A snapshot appears under its name only when it is complete and, unlike the cluster itself,
 * flushed to the disk: it is what remains after a power failure.
 *
 * The database stands still while its files are copied, a fraction of a second for a laptop's chat. Files instead of one
 * archive, because PGlite builds an archive several times over in memory.
 */
export class SnapshotKeeper {
  readonly #options: SnapshotKeeperOptions;
  readonly #timer: NodeJS.Timeout;
  /** Where the write-ahead log stood when the newest snapshot was made. */
  #position: string | undefined;
  #running: Promise<string | undefined> | undefined;

  constructor(options: SnapshotKeeperOptions) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.take().catch((error: unknown) =>
        options.logger.error('The periodic snapshot failed.', { error: String(error) }),
      );
    }, options.intervalMs);
    this.#timer.unref();
  }

  /** Takes a snapshot now unless nothing was written since the last, or joins the one being taken; answers with its directory. */
  take(): Promise<string | undefined> {
    this.#running ??= this.#take().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Stops the timer and takes a last snapshot of what no other has. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    // Its failure has been logged where it started.
    await this.#running?.catch(() => undefined);
    await this.take();
  }

  async #take(): Promise<string | undefined> {
    const { database, directory, logger } = this.#options;
    if ((await readPosition(database)) === this.#position) return undefined;

    // PGlite has no autovacuum, so this is also the moment to clean up behind deletes and updates.
    await database.query('vacuum (analyze)');
    const name = (this.#options.now ?? (() => new Date()))().toISOString().replaceAll(':', '-');
    const snapshot = join(directory, name);
    const partial = `${snapshot}.partial`;
    await mkdir(directory, { recursive: true });
    await database.copyTo(partial);
    this.#position = await readPosition(database);
    await flush(partial);
    await rename(partial, snapshot);
    await flushOne(directory);
    await this.#removeOld();
    logger.info('Snapshot written.', { snapshot });
    return snapshot;
  }

  async #removeOld(): Promise<void> {
    const { directory } = this.#options;
    const kept = new Set((await listSnapshots(directory)).slice(0, KEPT));
    // Whatever else lies here is an older snapshot, or one that was cut short by the end of its process.
    for (const name of await readdir(directory)) {
      const path = join(directory, name);
      if (!kept.has(path)) await rm(path, { recursive: true, force: true });
    }
  }
}

async function readPosition(database: SnapshotKeeperOptions['database']): Promise<string | undefined> {
  const rows = await database.query<{ position: string }>('select pg_current_wal_insert_lsn()::text as position');
  return rows[0]?.position;
}

async function flush(directory: string): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  for (let start = 0; start < entries.length; start += FLUSHED_AT_ONCE) {
    const some = entries.slice(start, start + FLUSHED_AT_ONCE);
    await Promise.all(some.map((entry) => flushOne(join(entry.parentPath, entry.name))));
  }
  await flushOne(directory);
}

async function flushOne(path: string): Promise<void> {
  // Windows cannot open a directory, and keeps the order of renames without it.
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR' || error.code === 'EPERM') return undefined;
    throw error;
  });
  if (handle === undefined) return;
  try {
    await handle.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  } finally {
    await handle.close();
  }
}
