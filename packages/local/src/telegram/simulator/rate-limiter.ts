import { tooManyRequests } from './bot-api-error.ts';
import type { Clock } from '../clock.ts';

/**
 * Telegram's published limits. The exact numbers are unspecified on purpose [FAQ], so these are the strict reading of
 * what is written: about one message a second in a chat with short bursts, 20 a minute in a group, 30 a second over all.
 */
export interface RateLimitRules {
  /** Messages a chat takes at once before the one-per-second rule bites. */
  readonly chatBurst: number;
  readonly chatPerSecond: number;
  readonly groupPerMinute: number;
  readonly overallPerSecond: number;
  /** Chat actions are counted apart from messages, per chat [adolfousier/opencrabs#1216]. */
  readonly chatActionsPer5Seconds: number;
  readonly chatActionsPer30Seconds: number;
}

export type RateLimits = 'telegram' | 'off' | Partial<RateLimitRules>;

export const TELEGRAM_RATE_LIMITS: RateLimitRules = {
  chatBurst: 5,
  chatPerSecond: 1,
  groupPerMinute: 20,
  overallPerSecond: 30,
  chatActionsPer5Seconds: 20,
  chatActionsPer30Seconds: 40,
};

type Cost = 'message' | 'chat action';

/** Counts what a bot does. Sends, edits and new topics of a group share one budget [tdlib/td#2592]. */
export class RateLimiter {
  readonly #clock: Clock;
  #rules: RateLimitRules | undefined;
  #spent = new Map<string, number[]>();
  #buckets = new Map<string, { level: number; at: number }>();

  constructor(clock: Clock, limits: RateLimits) {
    this.#clock = clock;
    this.configure(limits);
  }

  get isOn(): boolean {
    return this.#rules !== undefined;
  }

  configure(limits: RateLimits): void {
    this.#rules = limits === 'off' ? undefined : { ...TELEGRAM_RATE_LIMITS, ...(limits === 'telegram' ? {} : limits) };
    this.reset();
  }

  reset(): void {
    this.#spent = new Map();
    this.#buckets = new Map();
  }

  /** Takes one unit from every budget that applies, or throws 429 and takes none. */
  spend(chatId: number, isGroup: boolean, cost: Cost = 'message'): void {
    const rules = this.#rules;
    if (!rules) return;
    if (cost === 'chat action') {
      const short = `actions:5:${chatId}`;
      const long = `actions:30:${chatId}`;
      const waits = [
        this.#waitForWindow(short, rules.chatActionsPer5Seconds, 5_000),
        this.#waitForWindow(long, rules.chatActionsPer30Seconds, 30_000),
      ];
      this.#refuseFor(Math.max(...waits));
      this.#record(short);
      this.#record(long);
      return;
    }
    const waits = [
      this.#waitForBucket(`chat:${chatId}`, rules.chatBurst, rules.chatPerSecond),
      this.#waitForWindow('overall', rules.overallPerSecond, 1_000),
      isGroup ? this.#waitForWindow(`group:${chatId}`, rules.groupPerMinute, 60_000) : 0,
    ];
    this.#refuseFor(Math.max(...waits));
    this.#takeFromBucket(`chat:${chatId}`, rules.chatBurst, rules.chatPerSecond);
    this.#record('overall');
    if (isGroup) this.#record(`group:${chatId}`);
  }

  #refuseFor(waitMs: number): void {
    if (waitMs > 0) throw tooManyRequests(Math.max(1, Math.ceil(waitMs / 1000)));
  }

  #waitForWindow(key: string, limit: number, windowMs: number): number {
    const now = this.#clock.now();
    const recent = (this.#spent.get(key) ?? []).filter((at) => at > now - windowMs);
    this.#spent.set(key, recent);
    const oldest = recent[recent.length - limit];
    return oldest === undefined ? 0 : oldest + windowMs - now;
  }

  #record(key: string): void {
    this.#spent.set(key, [...(this.#spent.get(key) ?? []), this.#clock.now()]);
  }

  #level(key: string, capacity: number, perSecond: number): number {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { level: capacity, at: now };
    return Math.min(capacity, bucket.level + ((now - bucket.at) / 1000) * perSecond);
  }

  #waitForBucket(key: string, capacity: number, perSecond: number): number {
    const missing = 1 - this.#level(key, capacity, perSecond);
    return missing > 1e-9 ? (missing / perSecond) * 1000 : 0;
  }

  #takeFromBucket(key: string, capacity: number, perSecond: number): void {
    this.#buckets.set(key, { level: this.#level(key, capacity, perSecond) - 1, at: this.#clock.now() });
  }
}
