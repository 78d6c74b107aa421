import type { PageSignal, PageSignals } from '../src/connection/page-signals.ts';

/** A page whose network and visibility a test decides. */
export class FakePage implements PageSignals {
  readonly #listeners = new Set<(signal: PageSignal) => void>();
  #isOnline = true;
  #isVisible = true;

  isOnline(): boolean {
    return this.#isOnline;
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  subscribe(listener: (signal: PageSignal) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  send(signal: PageSignal): void {
    if (signal === 'online' || signal === 'offline') this.#isOnline = signal === 'online';
    else this.#isVisible = signal === 'visible';
    for (const listener of [...this.#listeners]) listener(signal);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }
}
