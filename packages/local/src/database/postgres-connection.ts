import pg from 'pg';

import { CONNECTION_FAILURE, LocalDatabaseError } from './local-database.ts';
import type { DatabaseNotice } from './local-database.ts';
import { quoteIdentifier } from './sql-quote.ts';

/** The types whose text every adapter leaves alone; `pg` would make local dates and objects of them. */
const TEXT_TYPES: ReadonlySet<number> = new Set([
  pg.types.builtins.DATE,
  pg.types.builtins.TIMESTAMP,
  pg.types.builtins.INTERVAL,
  600, // point
  718, // circle
]);

/** What every connection to `databaseUrl` shares. */
export function connectionConfig(databaseUrl: string): pg.ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: 'support-chat',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    types: {
      getTypeParser: ((oid: number, format: 'text' | 'binary') =>
        TEXT_TYPES.has(oid) ? String : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  };
}

/** Gives a new connection what a Supabase `postgres` session has, and the role it serves. */
export async function prepareConnection(
  client: pg.ClientBase,
  role: string | undefined,
  onNotice: (notice: DatabaseNotice) => void,
): Promise<void> {
  // A connection that breaks in use also rejects its statement, which is where the caller learns of it.
  client.on('error', () => {});
  client.on('notice', ({ severity, message }) => onNotice({ severity: severity ?? 'NOTICE', message: message ?? '' }));
  const settings = `set timezone to 'UTC'; set search_path to "$user", public, extensions;`;
  await client.query(role === undefined ? settings : `${settings} set role ${quoteIdentifier(role)}`);
}

/** Turns what `pg` throws into the error every adapter shares; without a SQLSTATE there was no answer. */
export function toDatabaseError(error: unknown): LocalDatabaseError {
  if (error instanceof LocalDatabaseError) return error;
  if (error instanceof pg.DatabaseError && error.code !== undefined) {
    return new LocalDatabaseError(error.message, {
      sqlstate: error.code,
      detail: error.detail,
      hint: error.hint,
      cause: error,
    });
  }
  const message = error instanceof Error && error.message !== '' ? error.message : String(error);
  return new LocalDatabaseError(`The database did not answer: ${message}`, {
    sqlstate: CONNECTION_FAILURE,
    cause: error,
  });
}
