import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

import { bootstrapDatabase, readBootstrapText } from '../src/database/bootstrap.ts';
import type { DatabaseNotice, LocalDatabase } from '../src/database/local-database.ts';
import { silentLogger } from '../src/database/logger.ts';
import { migrateDatabase, readMigrations } from '../src/database/migrator.ts';
import { PgliteDatabase } from '../src/database/pglite-database.ts';

export interface TestDatabaseOptions {
  /** Applies `supabase/migrations` as well. Default true. */
  readonly migrations?: boolean;
  /** Adds the pgTAP extension, to be created with `create extension pgtap`. Default false. */
  readonly pgtap?: boolean;
  readonly onNotice?: (notice: DatabaseNotice) => void;
}

const MIGRATIONS = fileURLToPath(new URL('../../../supabase/migrations', import.meta.url));

/**
 * A new database in memory with everything Supabase provides and, unless asked otherwise, the project's migrations.
 *
 * The first call for a given set of scripts takes 3 to 5 s and leaves an archive in the temporary directory, named by
 * the hash of those scripts; later calls start from it in well under a second.
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<LocalDatabase> {
  const { migrations: withMigrations = true, pgtap = false, onNotice } = options;
  const extensions: Readonly<Record<string, string>> = pgtap
    ? { pgtap: import.meta.resolve('@electric-sql/pglite-pgtap') }
    : {};
  const migrations = withMigrations ? await readMigrations(MIGRATIONS) : [];
  const hash = createHash('sha256').update(
    JSON.stringify([await readBootstrapText(), migrations, pgtap, await readEngine()]),
  );
  const directory = join(tmpdir(), 'support-chat-test-databases');
  const file = join(directory, `${hash.digest('hex').slice(0, 24)}.tar.gz`);

  const archive = await readArchive(file);
  if (archive !== undefined) return PgliteDatabase.open({ archive, extensions, onNotice });

  const database = await PgliteDatabase.open({ extensions, onNotice });
  try {
    await bootstrapDatabase(database, silentLogger);
    await migrateDatabase(database, migrations);
    await mkdir(directory, { recursive: true });
    // Written aside and renamed, because other test processes look for the same file.
    const partial = `${file}.${process.pid}.partial`;
    await writeFile(partial, await promisify(gzip)(await database.dump(), { level: 1 }));
    await rename(partial, file);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** What makes a cluster beside the scripts: the version of PGlite and our settings for it. */
async function readEngine(): Promise<readonly string[]> {
  const manifest = new URL('../package.json', import.meta.resolve('@electric-sql/pglite'));
  const session = new URL('../src/database/pglite-session.ts', import.meta.url);
  return Promise.all([manifest, session].map((file) => readFile(file, 'utf8')));
}

async function readArchive(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await promisify(gunzip)(await readFile(file)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
