import type { Update } from 'grammy/types';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';

/** Where updates come from: the real Bot API, or the simulator. */
export interface UpdateSource {
  /**
   * `getUpdates` with a long timeout. Rejects with a `TelegramPollError` when the server refused, with anything else
   * when no answer came.
   */
  getUpdates(request: GetUpdatesRequest, signal: AbortSignal): Promise<Update[]>;
}

export interface GetUpdatesRequest {
  readonly offset?: number;
  readonly limit: number;
  /** Seconds. */
  readonly timeout: number;
  readonly allowed_updates: readonly string[];
}

/** The server answered, and said no. */
export class TelegramPollError extends Error {
  readonly code: number;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.name = 'TelegramPollError';
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export interface LongPollerOptions {
  readonly api: UpdateSource;
  /** Its promise decides: only when it resolves is the update confirmed; when it rejects the update comes again. */
  readonly onUpdate: (update: Update) => Promise<void>;
  readonly logger: {
    info(message: string): void;
    warn(message: string): void;
    error(message: string, error?: unknown): void;
  };
  readonly clock?: Clock;
  /** In [0, 1), for jitter. Default Math.random. */
  readonly random?: () => number;
  readonly allowedUpdates?: readonly string[];
  /** Seconds a poll waits for news. Default 25; Telegram takes at most 50. */
  readonly timeoutSeconds?: number;
}

export type LongPollerState =
  | { readonly status: 'polling' }
  | { readonly status: 'waiting'; readonly reason: string; readonly retryAt: number }
  | { readonly status: 'stopped' }
  /** Nothing that waiting would mend: the token is wrong, or a webhook belongs to somebody else. */
  | { readonly status: 'failed'; readonly error: Error };

export interface LongPoller {
  state(): LongPollerState;
  /** Ends the waiting poll and resolves when nothing runs any more; an update being handled is finished first. */
  stop(): Promise<void>;
  /** Resolves when the poller has stopped or failed. */
  readonly done: Promise<void>;
}

/** What a support bot needs; reactions come only when asked for by name. */
export const DEFAULT_ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'message_reaction',
  'my_chat_member',
  'chat_member',
] as const;

const MAX_BACKOFF_MS = 30_000;
const FIRST_BACKOFF_MS = 1_000;

/**
 * Fetches updates one by one in order, and confirms each only after `onUpdate` took it: after a crash the last ones
 * come again, none is lost. It waits out rate limits, server errors and network trouble, and gives up on what only a
 * person can mend. It never deletes a webhook: that would cut off whoever set it.
 *
 * ```
 *   poll ──updates──▶ onUpdate ──▶ offset + 1 ──▶ poll
 *    │ 429, 5xx, no answer, another poller, onUpdate failed ──▶ wait ──▶ poll
 *    └ 401, 404, webhook is active ──▶ failed
 * ```
 */
export function createLongPoller(options: LongPollerOptions): LongPoller {
  const { api, onUpdate, logger } = options;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const stopping = new AbortController();
  let state: LongPollerState = { status: 'polling' };
  let offset: number | undefined;
  let failures = 0;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      state = { status: 'polling' };
      try {
        await pollOnce();
        failures = 0;
      } catch (error) {
        if (stopping.signal.aborted) break;
        const fatal = explainFatal(error);
        if (fatal) {
          state = { status: 'failed', error: fatal };
          logger.error(fatal.message, error);
          return;
        }
        await wait(error);
      }
    }
    state = { status: 'stopped' };
  }

  async function pollOnce(): Promise<void> {
    const updates = await api.getUpdates(
      {
        ...(offset !== undefined && { offset }),
        limit: 100,
        timeout: options.timeoutSeconds ?? 25,
        allowed_updates: options.allowedUpdates ?? DEFAULT_ALLOWED_UPDATES,
      },
      stopping.signal,
    );
    for (const update of updates) {
      if (stopping.signal.aborted) return;
      await onUpdate(update);
      offset = update.update_id + 1;
      failures = 0;
    }
  }

  async function wait(error: unknown): Promise<void> {
    const delayMs = retryDelay(error, failures++, random);
    const reason = error instanceof Error ? error.message : String(error);
    state = { status: 'waiting', reason, retryAt: clock.now() + delayMs };
    logger.warn(`Telegram updates: ${reason}. Trying again in ${Math.ceil(delayMs / 1000)} s.`);
    await new Promise<void>((resolve) => {
      const cancel = clock.setTimer(resolve, delayMs);
      stopping.signal.addEventListener('abort', () => (cancel(), resolve()), { once: true });
    });
  }

  const done = run();
  return {
    state: () => state,
    done,
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}

function explainFatal(error: unknown): Error | undefined {
  if (!(error instanceof TelegramPollError)) return undefined;
  if (error.code === 401 || error.code === 404) {
    return new Error(
      'Telegram does not know this bot token. Check TELEGRAM_BOT_TOKEN; @BotFather shows the valid one under /mybots.',
      { cause: error },
    );
  }
  if (error.code === 409 && error.message.toLowerCase().includes('webhook')) {
    return new Error(
      'This bot has a webhook, so its updates go there and cannot be polled. Use another bot for local work, or remove the webhook yourself with the deleteWebhook method if nothing depends on it.',
      { cause: error },
    );
  }
  return undefined;
}

/** Exactly what the server asks for, else 1, 2, 4 … 30 s, less up to a fifth so that two pollers fall out of step. */
function retryDelay(error: unknown, failures: number, random: () => number): number {
  if (error instanceof TelegramPollError && error.retryAfter !== undefined) return error.retryAfter * 1000;
  const delay = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures, 10));
  return delay * (1 - 0.2 * random());
}

export interface HttpUpdateSourceOptions {
  readonly token: string;
  /** Default https://api.telegram.org */
  readonly apiRoot?: string;
  readonly fetch?: (input: string, init: RequestInit) => Promise<Response>;
}

/** `getUpdates` over HTTP. The token stays out of every error message. */
export function createHttpUpdateSource({
  token,
  apiRoot = 'https://api.telegram.org',
  fetch = globalThis.fetch,
}: HttpUpdateSourceOptions): UpdateSource {
  return {
    async getUpdates(request, signal) {
      let response: Response;
      try {
        response = await fetch(`${apiRoot}/bot${token}/getUpdates`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request),
          // A connection that died quietly would otherwise hold the poll for ever.
          signal: AbortSignal.any([signal, AbortSignal.timeout((request.timeout + 15) * 1000)]),
        });
      } catch (error) {
        throw new Error('No answer from the Bot API', { cause: hideToken(error, token) });
      }
      return readAnswer(response);
    },
  };
}

async function readAnswer(response: Response): Promise<Update[]> {
  let body: unknown;
  try {
    body = await response.json();
  } catch (error) {
    throw new Error(`The Bot API answered ${response.status} without readable JSON`, { cause: error });
  }
  const answer = body as {
    ok?: boolean;
    result?: Update[];
    description?: string;
    parameters?: { retry_after?: number };
  };
  if (answer.ok && Array.isArray(answer.result)) return answer.result;
  throw new TelegramPollError(
    response.status,
    answer.description ?? `The Bot API answered ${response.status}`,
    answer.parameters?.retry_after,
  );
}

function hideToken(error: unknown, token: string): Error {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Error(text.replaceAll(token, '<token>'));
}
