import type { ReactiveControllerHost } from 'lit';

/**
 * Keeps what the visitor has written but not sent, over closing the panel and over a reload of the tab.
 * With `storage="memory"` it stays in memory.
 */
export class DraftController {
  #text: string | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #key: () => string | null;

  /** `key` names the tab's storage entry; null keeps the draft in memory. */
  constructor(host: ReactiveControllerHost, key: () => string | null) {
    this.#host = host;
    this.#key = key;
  }

  /** The draft, also one from before a reload. */
  read(): string {
    return (this.#text ??= this.#withStorage((storage, key) => storage.getItem(key)) ?? '');
  }

  set(text: string): void {
    this.#text = text;
    this.#withStorage((storage, key) => (text === '' ? storage.removeItem(key) : storage.setItem(key, text)));
    this.#host.requestUpdate();
  }

  /** Another chat has another draft. */
  forget(): void {
    this.#text = null;
  }

  #withStorage<T>(use: (storage: Storage, key: string) => T): T | null {
    const key = this.#key();
    if (key === null) return null;
    try {
      return use(sessionStorage, key);
    } catch {
      return null; // storage is full or refused: the draft lives as long as the page
    }
  }
}
