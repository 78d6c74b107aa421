import type { Clock } from '../clock.ts';

interface Task {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * A base clock plus an offset that `advance` adds to. On the system clock time runs on by itself and can be pushed
 * forward; on a standing base it moves only when pushed. Due tasks run in order of their due time.
 */
export class SimulatorClock implements Clock {
  readonly #base: Clock;
  #offsetMs = 0;
  #tasks: Task[] = [];
  #order = 0;
  #cancelWake: (() => void) | undefined;

  constructor(base: Clock) {
    this.#base = base;
  }

  now(): number {
    return this.#base.now() + this.#offsetMs;
  }

  /** The Bot API counts in whole seconds. */
  nowSeconds(): number {
    return Math.floor(this.now() / 1000);
  }

  setTimer(run: () => void, delayMs: number): () => void {
    const task = { at: this.now() + Math.max(0, delayMs), order: this.#order++, run };
    this.#tasks.push(task);
    this.#tasks.sort((a, b) => a.at - b.at || a.order - b.order);
    this.#wakeAtNext();
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task);
      this.#wakeAtNext();
    };
  }

  /**
   * Moves time forward and runs what falls due on the way, each task at its own time. `settle` is awaited between
   * two moments, so that the work a task started can schedule its own next step at the right time.
   */
  async advance(durationMs: number, settle: () => Promise<void>): Promise<void> {
    const target = this.now() + durationMs;
    await settle();
    for (let next = this.#tasks[0]; next && next.at <= target; next = this.#tasks[0]) {
      this.#offsetMs += Math.max(0, next.at - this.now());
      this.#runDue();
      await settle();
    }
    this.#offsetMs += Math.max(0, target - this.now());
    this.#wakeAtNext();
  }

  close(): void {
    this.#tasks = [];
    this.#cancelWake?.();
    this.#cancelWake = undefined;
  }

  #runDue(): void {
    for (let next = this.#tasks[0]; next && next.at <= this.now(); next = this.#tasks[0]) {
      this.#tasks.shift();
      next.run();
    }
    this.#wakeAtNext();
  }

  #wakeAtNext(): void {
    this.#cancelWake?.();
    const next = this.#tasks[0];
    this.#cancelWake = next && this.#base.setTimer(() => this.#runDue(), Math.max(0, next.at - this.now()));
  }
}
