import type { Timers } from '../src/lib/timers.ts';
import { settle } from './settle.ts';

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Time that moves only when a test says so. */
export class FakeClock implements Timers {
  /** Runs on whatever anybody does to the clock on the wall; alarms go by it, as timers of a browser do. */
  #elapsed = 0;
  /** What the clock on the wall showed in the beginning, and how far it was turned since. */
  #start: number;
  #order = 0;
  readonly #alarms = new Set<Alarm>();
  readonly #turns: number;

  /** `turns`: how many turns of the event loop to leave for promises after each alarm. */
  constructor(now = Date.UTC(2026, 0, 5, 9), turns = 12) {
    this.#start = now;
    this.#turns = turns;
  }

  now(): number {
    return this.#start + this.#elapsed;
  }

  /** Milliseconds since the beginning, whatever was done to the clock on the wall. */
  get elapsedMs(): number {
    return this.#elapsed;
  }

  after(delayMs: number, callback: () => void): () => void {
    const alarm: Alarm = { at: this.#elapsed + Math.max(0, delayMs), order: this.#order++, callback };
    this.#alarms.add(alarm);
    return () => void this.#alarms.delete(alarm);
  }

  /** How many alarms are set; 0 means that nothing will happen any more. */
  get pending(): number {
    return this.#alarms.size;
  }

  /** Moves on, ringing alarms in their order and letting promises settle after each moment. */
  async advance(durationMs: number): Promise<void> {
    const end = this.#elapsed + durationMs;
    await settle(this.#turns);
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.#elapsed = Math.max(this.#elapsed, next.at);
      for (const alarm of this.#due()) if (this.#alarms.delete(alarm)) alarm.callback();
      await settle(this.#turns);
    }
    this.#elapsed = end;
  }

  /** Advances in small steps until the condition holds; fails when it does not within the limit. */
  async until(condition: () => boolean, limitMs = 60_000, stepMs = 50): Promise<void> {
    const end = this.#elapsed + limitMs;
    await settle(this.#turns);
    while (!condition()) {
      if (this.#elapsed >= end) throw new Error(`Not within ${limitMs} ms: ${condition.toString()}`);
      await this.advance(stepMs);
    }
  }

  /** Time passes while the device sleeps: nothing rings until it wakes. */
  sleep(durationMs: number): void {
    this.#elapsed += durationMs;
  }

  /** Somebody turns the clock of the device; forth, when negative. */
  turnBack(durationMs: number): void {
    this.#start -= durationMs;
  }

  #next(): Alarm | undefined {
    return [...this.#alarms].sort(byTime)[0];
  }

  #due(): Alarm[] {
    return [...this.#alarms].filter((alarm) => alarm.at <= this.#elapsed).sort(byTime);
  }
}

function byTime(a: Alarm, b: Alarm): number {
  return a.at - b.at || a.order - b.order;
}
