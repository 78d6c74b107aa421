import type { SignsOfLife } from '../src/agent/signs-of-life.ts';

/** Hands that move when a test says so. */
export class FakeHands implements SignsOfLife {
  readonly #listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  move(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }
}
