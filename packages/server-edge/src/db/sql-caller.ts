import { assertCallable, DatabaseError, NO_ANSWER, type DatabaseCaller } from './database-caller.ts';

/**
 * Runs one statement in its own transaction and answers with its rows. The role must be allowed to execute
 * `public.support_*` (`service_role`). Rejects with what the driver gives: `code` or `sqlstate`, `detail`.
 */
export type SqlQuery = (
  statement: string,
  parameters: readonly (string | number | boolean | null)[],
) => Promise<readonly Record<string, unknown>[]>;

/** Calls the functions over a direct connection: PGlite, `pg`, anything that speaks `$1`. */
export function createSqlCaller(query: SqlQuery): DatabaseCaller {
  return {
    async call(functionName, args) {
      assertCallable(functionName, args);
      const given = Object.entries(args).filter(([, value]) => value !== undefined);
      const named = given.map(([name], index) => `${name} => $${String(index + 1)}`).join(', ');
      const parameters = given.map(([name, value]) => parameterOf(name, value));
      try {
        const rows = await query(`select public.${functionName}(${named}) as result`, parameters);
        return rows[0]?.['result'] ?? null;
      } catch (error) {
        throw asDatabaseError(error);
      }
    },
  };
}

/**
 * Lists of ids are Postgres arrays and everything else that is no scalar is jsonb; a connection has to be told which, while
 * the Data API finds out from the parameter's type.
 */
function parameterOf(name: string, value: unknown): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return name.endsWith('_ids') && Array.isArray(value) ? arrayLiteral(value) : JSON.stringify(value);
}

function arrayLiteral(items: readonly unknown[]): string {
  return `{${items.map((item) => JSON.stringify(String(item))).join(',')}}`;
}

function asDatabaseError(error: unknown): DatabaseError {
  const { code, sqlstate, detail } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >;
  const state = [sqlstate, code].find(isSqlstate);
  return new DatabaseError(error instanceof Error ? error.message : 'The database gave no answer.', {
    sqlstate: state ?? NO_ANSWER,
    detail: typeof detail === 'string' ? detail : undefined,
    cause: error,
  });
}

/** Drivers put system errors into `code` too, some of which (EPIPE) are five letters long; no SQLSTATE starts with E. */
function isSqlstate(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(value);
}
