import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { LocalDatabaseError } from './local-database.ts';
import type { LocalDatabase } from './local-database.ts';
import { quoteLiteral } from './sql-quote.ts';
import { splitStatements } from './sql-statements.ts';

export interface Migration {
  /** Fourteen digits, `YYYYMMDDHHmmss`. */
  readonly version: string;
  readonly name: string;
  readonly script: string;
}

/** The migrations cannot be applied as they are: the message says why and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

const FILE_NAME = /^(\d{14})_(.+)\.sql$/;
/** Processes that migrate one database take turns on this number. */
const ADVISORY_LOCK = 7_305_808_862;
const UNIQUE_VIOLATION = '23505';

/** Reads `YYYYMMDDHHmmss_name.sql` in order. Other files are ignored, as the Supabase CLI does. */
export async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const files = (await readdir(directory)).filter((file) => FILE_NAME.test(file)).sort();
  const migrations = await Promise.all(
    files.map(async (file) => {
      const [, version = '', name = ''] = FILE_NAME.exec(file) ?? [];
      return { version, name, script: await readFile(join(directory, file), 'utf8') };
    }),
  );
  const twice = migrations.find(({ version }, index) => migrations[index + 1]?.version === version);
  if (twice !== undefined)
    throw new MigrationError(`Two migrations in ${directory} have the version ${twice.version}.`);
  return migrations;
}

/**
 * Applies what the database has not seen, each migration in one transaction with its row in
 * `supabase_migrations.schema_migrations`, so that `supabase db push` finds nothing to do. Answers with the versions it
 * applied. Several processes may call it on one database at once.
 *
 * It refuses a database that knows a version the files do not have: that database was made by a newer release, or by
 * another project, and running older code on it would damage it.
 */
export async function migrateDatabase(
  database: LocalDatabase,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const seen = await readSeen(database);
  const known = new Set(migrations.map(({ version }) => version));
  const unknown = [...seen].filter((version) => !known.has(version));
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database has migrations this release does not know: ${unknown.join(', ')}. ` +
        'It was made by a newer release or by another project; upgrade Support Chat or use another database.',
    );
  }
  const newest = [...seen].sort().at(-1) ?? '';
  const applied: string[] = [];
  for (const migration of migrations) {
    if (seen.has(migration.version)) continue;
    if (migration.version < newest) {
      throw new MigrationError(
        `Migration ${migration.version}_${migration.name} is older than ${newest}, which the database already has. ` +
          'Rename it to a later version, or start with an empty database.',
      );
    }
    if (await applyMigration(database, migration)) applied.push(migration.version);
  }
  return applied;
}

async function applyMigration(database: LocalDatabase, { version, name, script }: Migration): Promise<boolean> {
  const statements = splitStatements(script).map(quoteLiteral).join(', ');
  try {
    // The row comes first: whoever waited for the lock while another process applied this version stops at its key.
    await database.execute(
      `select pg_advisory_xact_lock(${ADVISORY_LOCK});
       insert into supabase_migrations.schema_migrations (version, name, statements)
       values (${quoteLiteral(version)}, ${quoteLiteral(name)}, array[${statements}]::text[]);
       ${script}`,
    );
    return true;
  } catch (error) {
    if (!(error instanceof LocalDatabaseError)) throw error;
    if (error.sqlstate === UNIQUE_VIOLATION && (await readSeen(database)).has(version)) return false;
    throw new MigrationError(`Migration ${version}_${name} failed: ${error.message} (${error.sqlstate})`, {
      cause: error,
    });
  }
}

async function readSeen(database: LocalDatabase): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ version: string }>('select version from supabase_migrations.schema_migrations');
  return new Set(rows.map(({ version }) => version));
}
