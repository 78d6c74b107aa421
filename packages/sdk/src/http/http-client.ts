/**
 * One request, one answer. Every failure leaves here as a {@link ChatError}, and "refused" (the server answered and
 * said no, `status` is set) stays apart from "no answer" (`network_unavailable`, `timeout`, 5xx).
 */
import { ChatError, type ChatErrorCode } from '../errors.ts';
import { onAbort } from '../lib/abort.ts';
import type { Timers } from '../lib/timers.ts';
import type { WireError } from '../protocol/error.ts';

/** The part of `fetch` that is used here. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpOptions {
  readonly apiUrl: string;
  /** Goes with every request of a visitor; agents have none. */
  readonly widgetId?: string;
  readonly fetch: FetchLike;
  readonly timers: Timers;
  /** Heard after every request that was not aborted: did the server answer (a refusal is an answer, a 5xx is not)? */
  readonly onOutcome: (isAnswered: boolean) => void;
  /** Calls off everything that is under way. */
  readonly signal: AbortSignal;
}

export interface HttpRequest {
  /** Of what the call is about; becomes the end of the path. */
  readonly id?: string;
  /** What is null or undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | null | undefined>>;
  /** Makes it a POST, unless the path says otherwise. */
  readonly body?: object;
  /** Default 15 000. */
  readonly timeoutMs?: number;
}

/** `path` may begin with a method: `DELETE chat/data`. @throws {ChatError} always and only. */
export type SendRequest = <Answer>(path: string, request: HttpRequest, token?: string) => Promise<Answer>;

const DEFAULT_TIMEOUT_MS = 15_000;
/** Browsers let requests outlive their page up to 64 KiB in total; a text message stays far below. */
const MAX_KEEPALIVE_CHARACTERS = 16_000;

export function createHttp({ apiUrl, widgetId, fetch, timers, onOutcome, signal }: HttpOptions): SendRequest {
  const exchange = async (path: string, request: HttpRequest, token: string | undefined, interrupt: AbortSignal) => {
    interrupt.throwIfAborted();
    const body = request.body && JSON.stringify(request.body);
    const [address = path, method = body ? 'POST' : 'GET'] = path.split(' ').reverse();
    const item = request.id ? `/${encodeURIComponent(request.id)}` : '';
    const query = Object.entries({ id: widgetId, ...request.query }).flatMap(([name, value]) =>
      value == null ? [] : `${name}=${encodeURIComponent(value)}`,
    );
    const url = `${apiUrl}/${address}${item}?${query.join('&')}`;
    const headers: Record<string, string> = {};
    if (body) headers['content-type'] = 'application/json';
    if (token) headers['authorization'] = `Bearer ${token}`;
    const response = await fetch(url, {
      method,
      headers,
      body: body ?? null,
      // A last "thanks!" still leaves when the visitor closes the tab right after it.
      keepalive: !!body && body.length < MAX_KEEPALIVE_CHARACTERS,
      credentials: 'omit',
      signal: interrupt,
    });
    const text = await response.text();
    if (!response.ok) throw toRefusal(response, text, timers.now());
    // A hotel's login page answers 200 with HTML: that was not our server. The parse error becomes "no answer".
    return JSON.parse(text);
  };

  return async (path, request, token) => {
    const controller = new AbortController();
    const interrupt = controller.signal;
    const undoTimeout = timers.after(request.timeoutMs ?? DEFAULT_TIMEOUT_MS, () =>
      controller.abort(new ChatError('timeout', 'No answer in time.', { retryable: true })),
    );
    const undoAbort = onAbort(signal, () => controller.abort(new ChatError('aborted', 'Called off.')));
    // Raced, because not everything that passes for a fetch (proxies, service workers, mocks) heeds the signal.
    const interrupted = new Promise<never>((_, reject) => onAbort(interrupt, () => reject(interrupt.reason)));

    try {
      const answer = await Promise.race([exchange(path, request, token, interrupt), interrupted]);
      onOutcome(true);
      return answer;
    } catch (failure) {
      const error = interrupt.aborted ? (interrupt.reason as ChatError) : toNetworkError(failure);
      if (error.code !== 'aborted') onOutcome((error.status ?? 500) < 500);
      throw error;
    } finally {
      undoTimeout();
      undoAbort();
    }
  };
}

export function toNetworkError(failure: unknown): ChatError {
  if (failure instanceof ChatError) return failure;
  return new ChatError('network_unavailable', 'No answer.', { retryable: true, cause: failure });
}

export function toRefusal({ status, headers }: Response, text: string, now: number): ChatError {
  const { code, message, details } = parseError(text) ?? {
    details: undefined,
    code: CODES[status] ?? (status < 500 ? 'invalid_request' : 'internal_error'),
    message: `The server answered ${status}.`,
  };
  return new ChatError(code, message, {
    status,
    details,
    retryable: status >= 500 || [408, 425, 429].includes(status),
    retryAfterMs: parseRetryAfter(headers.get('retry-after'), now),
  });
}

function parseError(text: string): WireError['error'] | undefined {
  try {
    const { error } = JSON.parse(text) as Partial<WireError>;
    return typeof error?.code === 'string' ? error : undefined;
  } catch {
    return undefined; // a proxy's page, not ours: the status has to do
  }
}

/** For answers that bring no code of their own. */
const CODES: Readonly<Record<number, ChatErrorCode>> = { 401: 'token_invalid', 404: 'not_found', 429: 'rate_limited' };

/** Seconds or an HTTP date (RFC 9110 §10.2.3). */
function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const delayMs = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isNaN(delayMs) ? undefined : Math.max(0, delayMs);
}
