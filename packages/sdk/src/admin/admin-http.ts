import { ChatError } from '../errors.ts';
import { toNetworkError, toRefusal, type FetchLike } from '../http/http-client.ts';
import type { AdminClientOptions } from './admin-client.ts';

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface AdminRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `admin-config/`. */
  readonly path: string;
  /** What is null or undefined is left out. */
  readonly query?: Query | undefined;
  readonly body?: object | undefined;
}

const TIMEOUT_MS = 30_000;

/**
 * Sends as whoever is signed in. A token that the server no longer takes is asked for once more, because sessions are
 * refreshed behind our back. @throws {ChatError} always and only; `token_missing` when nobody is signed in.
 */
export function createAdminHttp(options: AdminClientOptions): (request: AdminRequest) => Promise<Response> {
  const { getAccessToken, organizationId, fetch = (url, init) => globalThis.fetch(url, init) } = options;
  const apiUrl = options.apiUrl.replace(/\/+$/, '');

  const exchange = async (request: AdminRequest, isRejected: boolean): Promise<Response> => {
    const token = await tokenOf(getAccessToken, isRejected);
    if (!token) throw new ChatError('token_missing', 'Nobody is signed in.', { status: 401 });
    return await send(fetch, urlOf(apiUrl, organizationId, request), request, token);
  };

  return async (request) => {
    let response = await exchange(request, false);
    if (response.status === 401) response = await exchange(request, true);
    if (!response.ok) throw toRefusal(response, await textOf(response), Date.now());
    return response;
  };
}

/** What the answer says. @throws {ChatError} when it did not arrive whole. */
export function textOf(response: Response): Promise<string> {
  return response.text().catch((cause: unknown) => {
    throw toNetworkError(cause);
  });
}

async function tokenOf(
  getAccessToken: AdminClientOptions['getAccessToken'],
  isRejected: boolean,
): Promise<string | null> {
  try {
    return await getAccessToken(isRejected);
  } catch (cause) {
    throw toNetworkError(cause);
  }
}

async function send(fetch: FetchLike, url: string, { method, body }: AdminRequest, token: string): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'omit',
      signal,
    });
  } catch (failure) {
    if (signal.aborted) throw new ChatError('timeout', 'No answer in time.', { retryable: true, cause: failure });
    throw toNetworkError(failure);
  }
}

function urlOf(apiUrl: string, organizationId: string | undefined, { path, query = {} }: AdminRequest): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ organization_id: organizationId, ...query })) {
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const search = parameters.toString();
  return `${apiUrl}/admin-config/${path}${search === '' ? '' : `?${search}`}`;
}
