/**
 * The one way into the database of the local stack: lock, open, bootstrap, migrate.
 *
 * After {@link openLocalDatabase} the database has everything Supabase provides and every migration, whether it is PGlite
 * in memory, PGlite in a directory, or the Postgres behind `DATABASE_URL`. It refuses a directory that another process
 * has open, and a database that a newer release has migrated.
 */
import { bootstrapDatabase } from './bootstrap.ts';
import type { DatabaseNotice, LocalDatabase } from './local-database.ts';
import type { Logger } from './logger.ts';
import { migrateDatabase, readMigrations } from './migrator.ts';
import { openPglite } from './open-pglite.ts';
import { PgliteDatabase } from './pglite-database.ts';
import { PostgresPool } from './postgres-pool.ts';

export interface OpenLocalDatabaseOptions {
  /** Uses this Postgres instead of PGlite; a direct connection or a session pooler. */
  readonly databaseUrl?: string | undefined;
  /** Where PGlite keeps its files. Default: in memory, gone with the process. */
  readonly dataDirectory?: string | undefined;
  /** Holds the `YYYYMMDDHHmmss_name.sql` files. */
  readonly migrationsDirectory: string;
  readonly logger: Logger;
  /** How often a changed PGlite directory is snapshotted, in milliseconds. Default ten minutes. */
  readonly snapshotIntervalMs?: number | undefined;
}

const TEN_MINUTES_MS = 600_000;

/** `close()` on the answer writes a last snapshot, closes the database and gives the lock back. */
export async function openLocalDatabase(options: OpenLocalDatabaseOptions): Promise<LocalDatabase> {
  const { logger } = options;
  const database = await openAny(options);
  try {
    const bootstrap = await bootstrapDatabase(database, logger);
    if (bootstrap === 'supabase') {
      logger.info('The database belongs to a Supabase project; its own Realtime must deliver messages.');
    }
    const applied = await migrateDatabase(database, await readMigrations(options.migrationsDirectory));
    logger.info('The database is ready.', { kind: database.kind, bootstrap, migrationsApplied: applied.length });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function openAny({
  databaseUrl,
  dataDirectory,
  logger,
  snapshotIntervalMs = TEN_MINUTES_MS,
}: OpenLocalDatabaseOptions): Promise<LocalDatabase> {
  const onNotice = ({ severity, message }: DatabaseNotice) => {
    if (severity === 'WARNING') logger.warn(`Postgres: ${message}`);
  };
  if (databaseUrl !== undefined) return PostgresPool.open({ databaseUrl, logger, onNotice });
  if (dataDirectory !== undefined) return openPglite({ dataDirectory, snapshotIntervalMs, logger, onNotice });
  return PgliteDatabase.open({ onNotice });
}
