import type { LoaderSettings } from './settings.ts';
import { warn } from './warn.ts';

const TRIES = 3;
const PAUSE_MS = 2000;
/** A server that takes a request and never answers would otherwise keep the visitor waiting for minutes. */
const PATIENCE_MS = 10_000;

/** The chat itself, fetched when somebody wants it. */
export class FullBundle {
  readonly #url: string;
  readonly #nonce: string;
  #isPreloaded = false;
  #loading: Promise<boolean> | null = null;
  #failures = 0;

  constructor({ fullUrl, nonce }: Pick<LoaderSettings, 'fullUrl' | 'nonce'>) {
    this.#url = fullUrl;
    this.#nonce = nonce;
  }

  /** Fetches without running, so that a focused launcher is not replaced under the visitor's hands. */
  preload(): void {
    if (this.#isPreloaded) return;
    this.#isPreloaded = true;
    document.head.append(
      Object.assign(document.createElement('link'), { rel: 'modulepreload', href: this.#url, nonce: this.#nonce }),
    );
  }

  /** Fetches and runs, three times at most; false when that did not work. A later call tries again. */
  load(): Promise<boolean> {
    return (this.#loading ??= this.#tryAll());
  }

  async #tryAll(): Promise<boolean> {
    for (let left = TRIES; left > 0; left -= 1) {
      try {
        await Promise.race([
          // Some browsers remember a module that failed to load; another address is another module.
          import(this.#failures ? `${this.#url}?try=${this.#failures}` : this.#url),
          new Promise((_, reject) => setTimeout(reject, PATIENCE_MS, 'no answer')),
        ]);
        return true;
      } catch (error) {
        this.#failures += 1;
        warn(error);
        if (left > 1) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
    this.#loading = null;
    return false;
  }
}
