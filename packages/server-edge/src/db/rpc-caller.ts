import { PostgrestClient } from '@supabase/postgrest-js';
import { assertCallable, DatabaseError, NO_ANSWER, type DatabaseCaller } from './database-caller.ts';

export interface RpcCallerOptions {
  /** `https://<project>.supabase.co` */
  readonly url: string;
  /** `sb_secret_…`, or the legacy service role key. Never leaves the server. */
  readonly secretKey: string;
  /** How long one call may take. Default 8 000, which is the Data API's own statement timeout. */
  readonly timeoutMs?: number;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
}

/** Calls the functions through the project's Data API, as Edge Functions do. */
export function createRpcCaller(options: RpcCallerOptions): DatabaseCaller {
  const client = new PostgrestClient(`${options.url.replace(/\/+$/, '')}/rest/v1`, {
    headers: authHeaders(options.secretKey),
    schema: 'public',
    timeout: options.timeoutMs ?? 8_000,
    retry: false,
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  return {
    async call(functionName, args) {
      assertCallable(functionName, args);
      const { data, error, status } = await client.rpc(functionName, args);
      if (error !== null) throw asDatabaseError(error, status);
      // The client turns some 404s into an empty success; a function of ours always answers 200 with jsonb.
      if (status !== 200)
        throw new DatabaseError(`The Data API answered ${String(status)} without a result.`, { sqlstate: NO_ANSWER });
      return data as unknown;
    },
  };
}

/** The new keys are not JWTs and belong in `apikey` alone; the legacy key is one, and PostgREST takes the role from it. */
function authHeaders(secretKey: string): Record<string, string> {
  const isJwt = secretKey.split('.').length === 3;
  return { apikey: secretKey, ...(isJwt ? { Authorization: `Bearer ${secretKey}` } : {}) };
}

interface DataApiError {
  readonly code?: string | null;
  readonly message: string;
  readonly details?: string | null;
}

function asDatabaseError(error: DataApiError, status: number): DatabaseError {
  return new DatabaseError(error.message, {
    sqlstate: sqlstateOf(error.code ?? '', status),
    detail: error.details ?? undefined,
    cause: error,
  });
}

/**
 * PostgREST passes SQLSTATEs on and has codes of its own (docs.postgrest.org, errors): PGRST0xx when it cannot reach the
 * database, PGRST202 for a function or parameter it does not know, PGRST301 to 303 for a token it does not accept. A
 * gateway in front answers without any code: its 401 or 403 is a setting that is wrong, the rest is "no answer".
 */
function sqlstateOf(code: string, status: number): string {
  if (/^[0-9A-Z]{5}$/.test(code) && code !== 'PGRST') return code;
  if (code === 'PGRST202') return UNDEFINED_FUNCTION;
  if (/^PGRST0\d\d$/.test(code)) return NO_ANSWER;
  if (code.startsWith('PGRST')) return INVALID_AUTHORIZATION_OR_SETTING;
  return status < 400 || status === 429 || status >= 500 ? NO_ANSWER : INVALID_AUTHORIZATION_OR_SETTING;
}

const UNDEFINED_FUNCTION = '42883';
const INVALID_AUTHORIZATION_OR_SETTING = '28000';
