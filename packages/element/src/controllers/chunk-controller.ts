import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { loadPatiently, type Pause } from './load-patiently.ts';

/**
 * Fetches a part when its host needs it for the first time. What is drawn of it already comes to life when it is there.
 * What does not come in a few tries is asked for again when somebody wants that (`retry`), or when the network is back.
 */
export class ChunkController implements ReactiveController {
  /** True once it is there. */
  isHere = false;
  /** True while it is given up. */
  isMissing = false;
  readonly #host: ReactiveControllerHost;
  readonly #isWanted: () => unknown;
  readonly #load: () => Promise<unknown>;
  readonly #pause: Pause | undefined;
  #isAsked = false;

  constructor(host: ReactiveControllerHost, isWanted: () => unknown, load: () => Promise<unknown>, pause?: Pause) {
    this.#host = host;
    this.#isWanted = isWanted;
    this.#load = load;
    this.#pause = pause;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#isAsked || !this.#isWanted()) return;
    this.#isAsked = true;
    void loadPatiently(this.#load, this.#pause)
      .then(
        () => (this.isHere = true),
        () => {
          this.isMissing = true;
          addEventListener('online', this.retry, { once: true });
        },
      )
      .then(() => this.#host.requestUpdate());
  }

  /** Asks again for what is given up. */
  readonly retry = (): void => {
    if (!this.isMissing) return;
    this.isMissing = this.#isAsked = false;
    this.#host.requestUpdate();
  };
}
