import type { LocalDatabaseError } from '../database/local-database.ts';

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details?: string | null | undefined;
  readonly hint?: string | null | undefined;
}

/** An error as PostgREST writes it; the order of the fields is its own. */
export function refused(status: number, refusal: Refusal, headers: Readonly<Record<string, string>> = {}): Response {
  const { code, message, details = null, hint = null } = refusal;
  return new Response(JSON.stringify({ code, details, hint, message }), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'proxy-status': `PostgREST; error=${code}`,
      ...headers,
    },
  });
}

/** What Postgres raised. A function may choose the whole answer by raising `PGRST`, or the status by `PTnnn`. */
export function refusedByDatabase(error: LocalDatabaseError, role: string): Response {
  const { sqlstate, message, detail, hint } = error;
  if (sqlstate === 'PGRST') return chosenAnswer(message, detail);
  const status = statusOf(sqlstate, role);
  // "You are not allowed" and "you have not said who you are" look the same in SQL.
  const headers: Record<string, string> = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  return refused(status, { code: sqlstate, message, details: detail, hint: hint === '' ? null : hint }, headers);
}

/** From the table in PostgREST's documentation (docs.postgrest.org, errors). A longer prefix wins. */
const STATUS_BY_PREFIX: readonly (readonly [string, number])[] = [
  ['23503', 409],
  ['23505', 409],
  ['25006', 405],
  ['42883', 404],
  ['42P01', 404],
  ['42P17', 500],
  ['53400', 500],
  ['57P01', 503],
  ['P0001', 400],
  ['08', 503],
  ['09', 500],
  ['0L', 403],
  ['0P', 403],
  ['25', 500],
  ['28', 403],
  ['2D', 500],
  ['38', 500],
  ['39', 500],
  ['3B', 500],
  ['40', 500],
  ['53', 503],
  ['54', 500],
  ['55', 500],
  ['57', 500],
  ['58', 500],
  ['F0', 500],
  ['HV', 500],
  ['P0', 500],
  ['XX', 500],
];

function statusOf(sqlstate: string, role: string): number {
  if (sqlstate === '42501') return role === 'anon' ? 401 : 403;
  const chosen = /^PT([1-5]\d\d)$/.exec(sqlstate)?.[1];
  if (chosen !== undefined) return Number(chosen);
  return STATUS_BY_PREFIX.find(([prefix]) => sqlstate.startsWith(prefix))?.[1] ?? 400;
}

function chosenAnswer(message: string, detail: string | undefined): Response {
  try {
    const body = JSON.parse(message) as Refusal;
    const { status, headers } = JSON.parse(detail ?? '') as { status: number; headers: Record<string, string> };
    return refused(status, body, headers);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused(500, { code: 'PGRST121', message: 'Could not parse JSON in the "RAISE SQLSTATE \'PGRST\'" error' });
  }
}
