import type { Timers } from '../src/lib/timers.ts';
import { settle } from './settle.ts';

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Time that moves only when a test says so. */
export class FakeClock implements Timers {
  #now: number;
  #order = 0;
  readonly #alarms = new Set<Alarm>();
  readonly #turns: number;

  /** `turns`: how many turns of the event loop to leave for promises after each alarm. */
  constructor(now = Date.UTC(2026, 0, 5, 9), turns = 12) {
    this.#now = now;
    this.#turns = turns;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): () => void {
    const alarm: Alarm = { at: this.#now + Math.max(0, delayMs), order: this.#order++, callback };
    this.#alarms.add(alarm);
    return () => void this.#alarms.delete(alarm);
  }

  /** How many alarms are set; 0 means that nothing will happen any more. */
  get pending(): number {
    return this.#alarms.size;
  }

  /** Moves on, ringing alarms in their order and letting promises settle after each moment. */
  async advance(durationMs: number): Promise<void> {
    const end = this.#now + durationMs;
    await settle(this.#turns);
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.#now = next.at;
      for (const alarm of this.#due()) if (this.#alarms.delete(alarm)) alarm.callback();
      await settle(this.#turns);
    }
    this.#now = end;
  }

  /** Advances in small steps until the condition holds; fails when it does not within the limit. */
  async until(condition: () => boolean, limitMs = 60_000, stepMs = 50): Promise<void> {
    const end = this.#now + limitMs;
    await settle(this.#turns);
    while (!condition()) {
      if (this.#now >= end) throw new Error(`Not within ${limitMs} ms: ${condition.toString()}`);
      await this.advance(stepMs);
    }
  }

  /** Time passes while the device sleeps: nothing rings until it wakes. */
  sleep(durationMs: number): void {
    this.#now += durationMs;
  }

  /** Somebody turns the clock of the device. */
  turnBack(durationMs: number): void {
    this.#now -= durationMs;
  }

  #next(): Alarm | undefined {
    return [...this.#alarms].sort(byTime)[0];
  }

  #due(): Alarm[] {
    return [...this.#alarms].filter((alarm) => alarm.at <= this.#now).sort(byTime);
  }
}

function byTime(a: Alarm, b: Alarm): number {
  return a.at - b.at || a.order - b.order;
}
