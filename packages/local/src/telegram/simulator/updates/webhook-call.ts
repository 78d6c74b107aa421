import { STATUS_CODES } from 'node:http';
import type { Clock } from '../../clock.ts';
import type { SimWebhook } from '../world-state.ts';

const ANSWER_TIMEOUT_MS = 60_000;

export type DeliveryResult =
  | { readonly ok: true; readonly call: Record<string, unknown> | undefined }
  | { readonly ok: false; readonly error: string; readonly retryAfterSeconds: number; readonly isGone: boolean };

export interface WebhookCall {
  readonly webhook: SimWebhook;
  readonly body: string;
  readonly controller: AbortController;
  readonly clock: Clock;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Posts one update and waits 60 seconds for an answer [SRC]. Any 2xx is success; its body may hold one call. */
export async function callWebhook({ webhook, body, controller, clock, fetch }: WebhookCall): Promise<DeliveryResult> {
  let isTimedOut = false;
  const cancelTimeout = clock.setTimer(() => {
    isTimedOut = true;
    controller.abort();
  }, ANSWER_TIMEOUT_MS);
  try {
    const response = await abortable(fetch(requestTo(webhook, body, controller.signal)), controller.signal);
    const answer = await abortable(response.text(), controller.signal);
    if (response.ok) return { ok: true, call: readReplyCall(answer) };
    const reason = response.statusText || STATUS_CODES[response.status] || '';
    return {
      ok: false,
      error: `Wrong response from the webhook: ${response.status} ${reason}`.trim(),
      retryAfterSeconds: Number.parseInt(response.headers.get('retry-after') ?? '', 10) || 0,
      isGone: response.status === 410,
    };
  } catch (error) {
    const problem = isTimedOut ? 'Read timeout expired' : describeNetworkError(error);
    return { ok: false, error: problem, retryAfterSeconds: 0, isGone: false };
  } finally {
    cancelTimeout();
  }
}

function requestTo({ url, secretToken }: SimWebhook, body: string, signal: AbortSignal): Request {
  const headers = {
    'content-type': 'application/json',
    ...(secretToken && { 'x-telegram-bot-api-secret-token': secretToken }),
  };
  return new Request(url, { method: 'POST', headers, body, signal });
}

/** A fetch that ignores its signal must not hold the queue for ever. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new DOMException('The delivery was ended', 'AbortError'));
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** [SRC] A 2xx body may hold one call; reading methods and those about the webhook are ignored. */
function readReplyCall(answer: string): Record<string, unknown> | undefined {
  if (!answer.trimStart().startsWith('{')) return undefined;
  try {
    const call = JSON.parse(answer) as Record<string, unknown>;
    const method = typeof call['method'] === 'string' ? call['method'].toLowerCase() : '';
    const isIgnored =
      method === '' || method.startsWith('get') || ['setwebhook', 'deletewebhook', 'close', 'logout'].includes(method);
    return isIgnored ? undefined : call;
  } catch {
    // Any body is fine in an answer; only a call in JSON means something.
    return undefined;
  }
}

function describeNetworkError(error: unknown): string {
  const code = error instanceof Error ? (error.cause as { code?: string } | undefined)?.code : undefined;
  if (code === 'ECONNREFUSED') return 'Connection refused';
  if (code === 'ECONNRESET') return 'Connection reset by peer';
  return 'Webhook connection closed';
}
