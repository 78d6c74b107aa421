import { projectKeyHeaders } from '../auth/project-key-headers.ts';
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

/**
 * Calls the functions through the project's Data API, as Edge Functions do. A call is one POST, so it needs no client
 * library, which every cold start would have to parse.
 */
export function createRpcCaller(options: RpcCallerOptions): DatabaseCaller {
  const { secretKey, timeoutMs = 8_000, fetch: send = fetch } = options;
  const base = `${options.url.replace(/\/+$/, '')}/rest/v1/rpc/`;
  const headers = { ...projectKeyHeaders(secretKey), 'content-type': 'application/json' };
  return {
    async call(functionName, args) {
      assertCallable(functionName, args);
      const { status, text } = await answerOf(() =>
        send(base + functionName, {
          method: 'POST',
          headers,
          body: JSON.stringify(args),
          signal: AbortSignal.timeout(timeoutMs),
        }),
      );
      const body = parseJson(text);
      if (status < 200 || status >= 300) throw asDatabaseError(asDataApiError(body, text), status);
      // A function of ours always answers 200 with jsonb; anything else did not come from it.
      if (status !== 200 || body === undefined)
        throw new DatabaseError(`The Data API answered ${String(status)} without a result.`, { sqlstate: NO_ANSWER });
      return body;
    },
  };
}

async function answerOf(send: () => Promise<Response>): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await send();
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new DatabaseError('The Data API gave no answer.', { sqlstate: NO_ANSWER, cause: error });
  }
}

/** Undefined for what is not JSON: a page of a gateway, or nothing. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function asDataApiError(body: unknown, text: string): DataApiError {
  const isError = typeof body === 'object' && body !== null && 'message' in body;
  return isError ? (body as DataApiError) : { message: text.slice(0, 500) };
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
  return status === 401 || status === 403 ? INVALID_AUTHORIZATION_OR_SETTING : NO_ANSWER;
}

const UNDEFINED_FUNCTION = '42883';
const INVALID_AUTHORIZATION_OR_SETTING = '28000';
