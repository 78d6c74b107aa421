import type { CallLog, CallRecord } from './call-log.ts';
import { BotApiError } from './bot-api-error.ts';
import type { CallFault, Faults } from './faults.ts';
import { findMethod } from './methods/method-registry.ts';
import { DescribedResult } from './methods/method.ts';
import type { SimulatorCore } from './methods/method.ts';
import { Params } from './params.ts';
import { readParams } from './request-reader.ts';

export interface BotApiOptions {
  readonly token: string;
  readonly core: SimulatorCore;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly logError: (message: string, error: unknown) => void;
}

/** How long a caller that never hangs up waits for an answer that never comes. */
const HANG_MS = 60_000;

type Envelope =
  | { ok: true; result: unknown; description?: string }
  | { ok: false; error_code: number; description: string; parameters?: object };

/** The HTTP face of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export class BotApi {
  readonly #options: BotApiOptions;

  constructor(options: BotApiOptions) {
    this.#options = options;
  }

  /** Answers a request for one of the two paths, or undefined when the path is neither. */
  async handle(request: Request, path: string): Promise<Response | undefined> {
    const call = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(path);
    if (call) return this.#handleCall(request, decodeURIComponent(call[1] ?? ''), call[2] ?? '');
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
    if (file) return this.#handleFile(decodeURIComponent(file[1] ?? ''), decodeURIComponent(file[2] ?? ''));
    return undefined;
  }

  /** A call that came inside the answer of a webhook: it runs and is logged, its result goes nowhere [SRC]. */
  async runWebhookReply({ method, ...values }: Record<string, unknown>): Promise<void> {
    await this.#run(String(method), new Params(new Map(Object.entries(values))), new AbortController().signal);
  }

  async #handleCall(request: Request, token: string, method: string): Promise<Response> {
    if (token !== this.#options.token) return respond({ ok: false, error_code: 401, description: 'Unauthorized' });
    let params: Params;
    try {
      params = await readParams(request);
    } catch (error) {
      return respond(this.#refusal(error, method));
    }
    const fault = this.#options.faults.takeForCall(method.toLowerCase(), params.describe());
    if (fault) return this.#strike(fault, method, params, request.signal);
    return respond(await this.#run(method, params, request.signal));
  }

  async #strike(fault: CallFault, method: string, params: Params, signal: AbortSignal): Promise<Response> {
    if (fault.kind === 'error') {
      const retryAfter = fault.code === 429 ? (fault.retryAfter ?? 1) : fault.retryAfter;
      const refusal: Envelope = {
        ok: false,
        error_code: fault.code,
        description: fault.description ?? defaultDescription(fault.code, retryAfter),
        ...(retryAfter !== undefined && { parameters: { retry_after: retryAfter } }),
      };
      this.#log(method, params, refusal);
      return respond(refusal);
    }
    // A lost answer: the call is logged with what it really did, and with the fact that nobody heard of it.
    if (fault.when === 'after') await this.#run(method, params, signal);
    else this.#logLost(method, params, fault.kind);
    this.#options.core.world.changed();
    return fault.kind === 'reset' ? brokenResponse() : this.#neverAnswer(signal);
  }

  async #run(method: string, params: Params, signal: AbortSignal): Promise<Envelope> {
    const found = findMethod(method);
    let envelope: Envelope;
    if (!found) {
      envelope = { ok: false, error_code: 404, description: 'Not Found: method not found' };
    } else {
      try {
        const result: unknown = await found({ ...this.#options.core, params, signal });
        envelope =
          result instanceof DescribedResult
            ? { ok: true, result: result.result, description: result.description }
            : { ok: true, result };
      } catch (error) {
        envelope = this.#refusal(error, method);
      }
    }
    this.#log(method, params, envelope);
    return envelope;
  }

  #refusal(error: unknown, method: string): Envelope & { ok: false } {
    if (error instanceof BotApiError) {
      return {
        ok: false,
        error_code: error.code,
        description: error.message,
        ...(error.parameters && { parameters: error.parameters }),
      };
    }
    this.#options.logError(`The Telegram simulator failed in ${method}`, error);
    return { ok: false, error_code: 500, description: 'Internal Server Error' };
  }

  #log(method: string, params: Params, envelope: Envelope): void {
    const outcome: CallRecord['outcome'] = envelope.ok
      ? { ok: true, result: envelope.result }
      : { ok: false, code: envelope.error_code, description: envelope.description };
    const { calls, core } = this.#options;
    calls.add({ at: core.world.clock.now(), method, params: params.describe(), outcome });
    core.world.changed();
  }

  #logLost(method: string, params: Params, kind: 'timeout' | 'reset'): void {
    const description = kind === 'timeout' ? 'Injected: no answer, no effect' : 'Injected: connection reset, no effect';
    const { calls, core } = this.#options;
    calls.add({
      at: core.world.clock.now(),
      method,
      params: params.describe(),
      outcome: { ok: false, code: 0, description },
    });
  }

  #neverAnswer(signal: AbortSignal): Promise<Response> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        cancel();
        reject(
          signal.reason instanceof Error ? signal.reason : new DOMException('The request was aborted', 'AbortError'),
        );
      };
      const cancel = this.#options.core.world.clock.setTimer(() => {
        signal.removeEventListener('abort', onAbort);
        resolve(respond({ ok: false, error_code: 504, description: 'Gateway Timeout' }));
      }, HANG_MS);
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  #handleFile(token: string, path: string): Response {
    if (token !== this.#options.token) return respond({ ok: false, error_code: 401, description: 'Unauthorized' });
    const file = Object.values(this.#options.core.world.state.files).find((stored) => stored.path === path);
    if (file?.base64 === undefined) return respond({ ok: false, error_code: 404, description: 'Not Found' });
    // Telegram serves downloads without the type they were sent with: a bot must keep it from the message.
    return new Response(Buffer.from(file.base64, 'base64'), {
      headers: { 'content-type': 'application/octet-stream' },
    });
  }
}

function defaultDescription(code: number, retryAfter: number | undefined): string {
  if (code === 429) return `Too Many Requests: retry after ${retryAfter}`;
  if (code === 500) return 'Internal Server Error';
  if (code === 502) return 'Bad Gateway';
  if (code === 403) return 'Forbidden';
  return code === 400 ? 'Bad Request' : `Error ${code}`;
}

function respond(envelope: Envelope): Response {
  const retryAfter = envelope.ok
    ? undefined
    : (envelope.parameters as { retry_after?: number } | undefined)?.retry_after;
  return Response.json(envelope, {
    status: envelope.ok ? 200 : envelope.error_code,
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  });
}

/** As near to a reset connection as a `Response` gets: reading the body fails, and a server cuts the socket. */
function brokenResponse(): Response {
  const body = new ReadableStream({
    pull(controller) {
      controller.error(Object.assign(new Error('Connection reset by the simulator'), { code: 'ECONNRESET' }));
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}
