/**
 * `POST /rest/v1/rpc/<function>` as the project's Data API (PostgREST 13) answers it, so that what talks to a hosted
 * project, such as the command `support-chat`, talks to this machine unchanged.
 *
 * Functions of the schema `public` are called under the caller's role with named arguments, in one transaction. Results,
 * refusals and their status are held to recordings of the real server (data-api.test.ts). It refuses everything else of
 * PostgREST: tables, GET, other media types. It guesses no similar names for functions that do not exist.
 */
import { LocalDatabaseError, type LocalDatabase } from '../database/local-database.ts';
import type { TokenVerifier } from '../realtime/token-verifier.ts';
import { identifyCaller } from './identify-caller.ts';
import { callStatements, chooseFunction, type FunctionChoice } from './public-function.ts';
import { refused, refusedByDatabase } from './refusal.ts';

export interface DataApiOptions {
  readonly database: LocalDatabase;
  readonly verifier: TokenVerifier;
}

/** `undefined` for paths that are not its own. */
export type DataApi = (request: Request) => Promise<Response | undefined>;

const EXPOSED = ['public', 'graphql_public'];
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

export function createDataApi({ database, verifier }: DataApiOptions): DataApi {
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/rest/v1/')) return undefined;
    const name = /^\/rest\/v1\/rpc\/([a-z_][a-z0-9_]*)$/.exec(pathname)?.[1];
    if (name === undefined || request.method !== 'POST') {
      return refused(404, { code: 'PGRST125', message: 'Only POST /rest/v1/rpc/<function> is served here.' });
    }
    const caller = await identifyCaller(request, verifier);
    if (caller instanceof Response) return caller;
    const schema = request.headers.get('content-profile') ?? 'public';
    if (!EXPOSED.includes(schema)) {
      const hint = `Only the following schemas are exposed: ${EXPOSED.join(', ')}`;
      return refused(406, { code: 'PGRST106', message: `Invalid schema: ${schema}`, hint });
    }
    const args = readArguments(await request.text());
    if (args === undefined) return refused(400, { code: 'PGRST102', message: 'Empty or invalid json' });
    try {
      const choice = await chooseFunction(database, { schema, name, given: Object.keys(args) });
      if (choice.kind === 'none') return refused(404, { code: 'PGRST202', ...choice.refusal });
      const rows = await database.batch(callStatements(choice, args, caller, request.headers));
      return answer(choice, rows.at(-1)?.[0]);
    } catch (error) {
      if (error instanceof LocalDatabaseError) return refusedByDatabase(error, caller.role);
      throw error;
    }
  };
}

function readArguments(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function answer(
  choice: Extract<FunctionChoice, { kind: 'found' }>,
  row: Record<string, unknown> | undefined,
): Response {
  if (choice.returns === 'void') return new Response(null, { status: 204, headers: { 'content-range': '0-0/*' } });
  const count = Number(row?.['count'] ?? 1);
  const range = count === 0 ? '*/*' : `0-${String(count - 1)}/*`;
  // The database's own text: parsing it would round numbers beyond 2^53, which the real server does not.
  return new Response(String(row?.['body'] ?? 'null'), { headers: { ...JSON_TYPE, 'content-range': range } });
}
