import type { Faults } from '../faults.ts';
import type { World } from '../world.ts';
import type { PendingUpdate, SimWebhook } from '../world-state.ts';
import { RetrySchedule } from './retry-schedule.ts';
import { renderUpdate } from './update-queue.ts';
import type { UpdateQueue } from './update-queue.ts';
import { callWebhook } from './webhook-call.ts';
import type { DeliveryResult } from './webhook-call.ts';

/** [SRC] A webhook that answers 410 Gone for 23 hours is removed. */
const GONE_LIMIT_MS = 23 * 60 * 60 * 1000;

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
  readonly #retries: RetrySchedule;
  readonly #inFlight = new Map<string, AbortController>();
  #cancelWake: (() => void) | undefined;
  #idleWaiters: (() => void)[] = [];
  #goneSince: number | undefined;
  #changedAt = Number.NEGATIVE_INFINITY;

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
    this.#retries = new RetrySchedule(options.world);
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
    this.#holdBack(heads);
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
    this.#retries.clear();
    this.#goneSince = undefined;
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    this.#wakeIdle();
  }

  queues(): WebhookQueueView[] {
    const views = new Map<string, number[]>();
    for (const { queue, id } of this.#options.updates.pending()) views.set(queue, [...(views.get(queue) ?? []), id]);
    return [...views].map(([queue, updateIds]) => {
      const { failures, wakeAt } = this.#retries.of(updateIds[0] ?? 0);
      return { queue, updateIds, isInFlight: this.#inFlight.has(queue), failures, nextAttemptAt: wakeAt };
    });
  }

  #heads(pending: readonly PendingUpdate[]): PendingUpdate[] {
    const seen = new Set<string>();
    return pending.filter(({ queue }) => !seen.has(queue) && seen.add(queue));
  }

  #wakeAt(update: PendingUpdate): number {
    return this.#retries.of(update.id).wakeAt;
  }

  /** Late updates let those of other queues pass; within their own queue everything waits behind them. */
  #holdBack(heads: readonly PendingUpdate[]): void {
    const { faults } = this.#options;
    if (!faults.hasDelays) return;
    for (const update of heads) {
      const { failures, wakeAt } = this.#retries.of(update.id);
      if (failures > 0 || wakeAt > 0) continue;
      const seconds = faults.takeDelay(JSON.stringify(renderUpdate(update)));
      if (seconds > 0) this.#retries.hold(update.id, seconds);
    }
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
      this.#retries.forget(update.id);
      updates.remove(update.id);
    } else {
      webhook.lastErrorDate = world.clock.nowSeconds();
      webhook.lastErrorMessage = result.error;
      if (!this.#retries.postpone(update, result.retryAfterSeconds)) updates.remove(update.id);
    }
    this.#inFlight.delete(update.queue);
    world.changed();
    if (this.#isGoneForGood()) world.state.updates.webhook = null;
    this.pump();
    if (this.#inFlight.size === 0) this.#wakeIdle();
  }

  async #post(webhook: SimWebhook, body: string, controller: AbortController): Promise<DeliveryResult> {
    const { world, fetch, runReply } = this.#options;
    const result = await callWebhook({ webhook, body, controller, clock: world.clock, fetch });
    if (result.ok) {
      this.#goneSince = undefined;
      if (result.call) await runReply(result.call);
    } else if (!controller.signal.aborted) {
      this.#goneSince = result.isGone ? (this.#goneSince ?? world.clock.now()) : undefined;
    }
    return result;
  }

  #isGoneForGood(): boolean {
    return this.#goneSince !== undefined && this.#options.world.clock.now() > this.#goneSince + GONE_LIMIT_MS;
  }

  #wakeIdle(): void {
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }
}
