import type { World } from '../world.ts';
import type { PendingUpdate } from '../world-state.ts';

const MAX_RESEND_SECONDS = 60;
const MAX_RETRY_AFTER_SECONDS = 3600;

interface Attempt {
  readonly failures: number;
  readonly delaySeconds: number;
  /** Milliseconds on the simulator's clock. */
  readonly wakeAt: number;
}

const UNTRIED: Attempt = { failures: 0, delaySeconds: 1, wakeAt: 0 };

/**
 * When a failed update is tried again [SRC WebhookActor::on_update_error]: at once, then after 2, 4, 8 … seconds up to
 * a random 60 to 120, or after the receiver's `Retry-After`, at most an hour.
 */
export class RetrySchedule {
  readonly #world: World;
  readonly #attempts = new Map<number, Attempt>();

  constructor(world: World) {
    this.#world = world;
  }

  of(updateId: number): Attempt {
    return this.#attempts.get(updateId) ?? UNTRIED;
  }

  forget(updateId: number): void {
    this.#attempts.delete(updateId);
  }

  clear(): void {
    this.#attempts.clear();
  }

  /** Holds an update back without counting a failure. */
  hold(updateId: number, seconds: number): void {
    this.#attempts.set(updateId, { ...this.of(updateId), wakeAt: this.#world.clock.now() + seconds * 1000 });
  }

  /** False when the next try would come after the update's end: then it is lost. */
  postpone(update: PendingUpdate, retryAfterSeconds: number): boolean {
    const { clock, random } = this.#world;
    const attempt = this.of(update.id);
    const retryAfter = Math.min(Math.max(retryAfterSeconds, 0), MAX_RETRY_AFTER_SECONDS);
    let { delaySeconds } = attempt;
    let waitSeconds = retryAfter;
    if (retryAfter === 0 && attempt.failures > 0) {
      delaySeconds = Math.min(MAX_RESEND_SECONDS + Math.floor(random() * MAX_RESEND_SECONDS), delaySeconds * 2);
      waitSeconds = delaySeconds;
    }
    this.forget(update.id);
    if (clock.nowSeconds() + waitSeconds > update.expiresAt) return false;
    const wakeAt = clock.now() + waitSeconds * 1000;
    this.#attempts.set(update.id, { failures: attempt.failures + 1, delaySeconds, wakeAt });
    return true;
  }
}
