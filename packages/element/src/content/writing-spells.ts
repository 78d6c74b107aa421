/** How long somebody has to be at it before it is worth a word: a message that comes sooner speaks for itself. */
export const PATIENCE_MS = 1_500;
/** People pause to think, and between two messages: for so long it is the same spell. */
export const PAUSE_MS = 10_000;

/** Calls back after so many milliseconds; returns the cancellation. */
export type After = (ms: number, task: () => void) => () => void;

const after: After = (ms, task) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};

/**
 * When to say that somebody is writing: once in a spell for each of them, and not at all when their message is there
 * before it would have been said. A spell lasts until nobody has written for a while, or the visitor has.
 */
export class WritingSpells {
  readonly #say: (name: string) => void;
  readonly #after: After;
  readonly #said = new Set<string>();
  #name: string | null = null;
  #cancel = (): void => {};

  constructor(say: (name: string) => void, wait: After = after) {
    this.#say = say;
    this.#after = wait;
  }

  /** Who is writing now; null when nobody is. To be called as often as one likes. */
  note(name: string | null): void {
    if (name === this.#name) return;
    this.#name = name;
    this.#cancel();
    if (name === null) this.#cancel = this.#after(PAUSE_MS, () => this.end());
    else if (!this.#said.has(name))
      this.#cancel = this.#after(PATIENCE_MS, () => {
        this.#said.add(name);
        this.#say(name);
      });
  }

  /** The visitor has written: whoever writes now is answering. */
  end(): void {
    this.#said.clear();
  }
}
