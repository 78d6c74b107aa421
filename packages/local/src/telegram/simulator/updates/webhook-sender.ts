import { STATUS_CODES } from 'node:http';
import type { Faults } from '../faults.ts';
import type { World } from '../world.ts';
import type { PendingUpdate, SimWebhook } from '../world-state.ts';
import { renderUpdate } from './update-queue.ts';
import type { UpdateQueue } from './update-queue.ts';

const ANSWER_TIMEOUT_MS = 60_000;
const MAX_RESEND_SECONDS = 60;
const MAX_RETRY_AFTER_SECONDS = 3600;
/** [SRC] A webhook that answers 410 Gone for 23 hours is removed. */
const GONE_LIMIT_MS = 23 * 60 * 60 * 1000;

interface Attempt {
  failures: number;
  delaySeconds: number;
  wakeAt: number;
}

/** A queue as the control API shows it. */
export interface WebhookQueueView {
  readonly queue: string;
  readonly updateIds: readonly number[];
  readonly isInFlight: boolean;
  readonly failures: number;
  /** Milliseconds on the simulator's clock. */
  readonly nextAttemptAt: number;
}

export interface WebhookSenderOptions {
  readonly world: World;
  readonly updates: UpdateQueue;
  readonly faults: Faults;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Runs the one Bot API call a webhook may put into its answer. */
  readonly runReply: (call: Record<string, unknown>) => Promise<void>;
}

/**
 * Delivers updates as Telegram's WebhookActor does [SRC]: one at a time within a queue, queues in parallel up to
 * `max_connections`. A failed update is tried again at once, then after 2, 4, 8 … seconds up to a random 60 to 120,
 * or after our `Retry-After`, and blocks its queue until it expires.
 */
export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #attempts = new Map<number, Attempt>();
  readonly #inFlight = new Map<string, AbortController>();
  #cancelWake: (() => void) | undefined;
  #idleWaiters: (() => void)[] = [];
  #goneSince: number | undefined;
  #changedAt = Number.NEGATIVE_INFINITY;

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
    options.updates.onPush(() => this.pump());
  }

  /** Sends whatever may be sent now. Safe to call at any time. */
  pump(): void {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    const { world, updates } = this.#options;
    const webhook = world.state.updates.webhook;
    if (!webhook) return;
    const now = world.clock.now();
    const heads = this.#heads(updates.pending()).filter((update) => !this.#inFlight.has(update.queue));
    const due = heads.filter((update) => this.#wakeAt(update) <= now).sort((a, b) => this.#wakeAt(a) - this.#wakeAt(b));
    for (const update of due.slice(0, Math.max(0, webhook.maxConnections - this.#inFlight.size))) {
      void this.#deliver(update, webhook);
    }
    const later = heads.map((update) => this.#wakeAt(update)).filter((at) => at > now);
    if (later.length) this.#cancelWake = world.clock.setTimer(() => this.pump(), Math.min(...later) - now);
  }

  /** [SRC] One change of the webhook a second is taken: false when this one comes too soon. */
  noteChange(): boolean {
    const now = this.#options.world.clock.now();
    if (now < this.#changedAt + 1000) return false;
    this.#changedAt = now;
    return true;
  }

  /** Resolves when nothing is on its way. */
  idle(): Promise<void> {
    return this.#inFlight.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  /** Another webhook or none: requests on their way end, their updates stay. */
  reset(): void {
    for (const controller of this.#inFlight.values()) controller.abort();
    this.#inFlight.clear();
    this.#attempts.clear();
    this.#goneSince = undefined;
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    this.#wakeIdle();
  }

  queues(): WebhookQueueView[] {
    const views = new Map<string, number[]>();
    for (const { queue, id } of this.#options.updates.pending()) views.set(queue, [...(views.get(queue) ?? []), id]);
    return [...views].map(([queue, updateIds]) => {
      const attempt = this.#attempts.get(updateIds[0] ?? 0);
      return {
        queue,
        updateIds,
        isInFlight: this.#inFlight.has(queue),
        failures: attempt?.failures ?? 0,
        nextAttemptAt: attempt?.wakeAt ?? 0,
      };
    });
  }

  #heads(pending: readonly PendingUpdate[]): PendingUpdate[] {
    const seen = new Set<string>();
    return pending.filter(({ queue }) => !seen.has(queue) && seen.add(queue));
  }

  #wakeAt(update: PendingUpdate): number {
    return this.#attempts.get(update.id)?.wakeAt ?? 0;
  }

  async #deliver(update: PendingUpdate, webhook: SimWebhook): Promise<void> {
    const { world, updates, faults } = this.#options;
    const controller = new AbortController();
    this.#inFlight.set(update.queue, controller);
    const body = JSON.stringify(renderUpdate(update));
    const result = await this.#post(webhook, body, controller);
    if (this.#inFlight.get(update.queue) !== controller) return;

    if (result.ok) {
      if (faults.takeForDelivery(body)) await this.#post(webhook, body, controller);
      this.#attempts.delete(update.id);
      updates.remove(update.id);
    } else {
      if (result.error) {
        webhook.lastErrorDate = world.clock.nowSeconds();
        webhook.lastErrorMessage = result.error;
      }
      this.#postpone(update, result.retryAfterSeconds);
    }
    this.#inFlight.delete(update.queue);
    world.changed();
    if (this.#isGoneForGood()) world.state.updates.webhook = null;
    this.pump();
    if (this.#inFlight.size === 0) this.#wakeIdle();
  }

  async #post(webhook: SimWebhook, body: string, controller: AbortController): Promise<DeliveryResult> {
    const { world, runReply } = this.#options;
    let isTimedOut = false;
    const cancelTimeout = world.clock.setTimer(() => {
      isTimedOut = true;
      controller.abort();
    }, ANSWER_TIMEOUT_MS);
    try {
      const response = await abortable(
        this.#options.fetch(
          new Request(webhook.url, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              ...(webhook.secretToken && { 'x-telegram-bot-api-secret-token': webhook.secretToken }),
            },
            body,
            signal: controller.signal,
          }),
        ),
        controller.signal,
      );
      const answer = await abortable(response.text(), controller.signal);
      this.#goneSince = response.status === 410 ? (this.#goneSince ?? world.clock.now()) : undefined;
      if (response.ok) {
        const call = readReplyCall(answer);
        if (call) await runReply(call);
        return { ok: true };
      }
      const reason = response.statusText || STATUS_CODES[response.status] || '';
      return {
        ok: false,
        error: `Wrong response from the webhook: ${response.status} ${reason}`.trim(),
        retryAfterSeconds: Number.parseInt(response.headers.get('retry-after') ?? '', 10) || 0,
      };
    } catch (error) {
      return {
        ok: false,
        error: isTimedOut ? 'Read timeout expired' : describeNetworkError(error),
        retryAfterSeconds: 0,
      };
    } finally {
      cancelTimeout();
    }
  }

  /** [SRC on_update_error] The first retry is immediate; an update whose next try comes after its end is dropped. */
  #postpone(update: PendingUpdate, retryAfterSeconds: number): void {
    const { world, updates } = this.#options;
    const attempt = this.#attempts.get(update.id) ?? { failures: 0, delaySeconds: 1, wakeAt: 0 };
    const retryAfter = Math.min(Math.max(retryAfterSeconds, 0), MAX_RETRY_AFTER_SECONDS);
    let waitSeconds = retryAfter;
    if (retryAfter === 0 && attempt.failures > 0) {
      const longest = MAX_RESEND_SECONDS + Math.floor(world.random() * MAX_RESEND_SECONDS);
      attempt.delaySeconds = Math.min(longest, attempt.delaySeconds * 2);
      waitSeconds = attempt.delaySeconds;
    }
    if (world.clock.nowSeconds() + waitSeconds > update.expiresAt) {
      this.#attempts.delete(update.id);
      updates.remove(update.id);
      return;
    }
    attempt.failures += 1;
    attempt.wakeAt = world.clock.now() + waitSeconds * 1000;
    this.#attempts.set(update.id, attempt);
  }

  #isGoneForGood(): boolean {
    return this.#goneSince !== undefined && this.#options.world.clock.now() > this.#goneSince + GONE_LIMIT_MS;
  }

  #wakeIdle(): void {
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }
}

type DeliveryResult = { ok: true } | { ok: false; error: string; retryAfterSeconds: number };

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
