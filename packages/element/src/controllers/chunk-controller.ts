import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Fetches a part when its host needs it for the first time. What is drawn of it already comes to life when it is there. */
export class ChunkController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #isWanted: () => unknown;
  readonly #load: () => Promise<unknown>;
  #isAsked = false;

  constructor(host: ReactiveControllerHost, isWanted: () => unknown, load: () => Promise<unknown>) {
    this.#host = host;
    this.#isWanted = isWanted;
    this.#load = load;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#isAsked || !this.#isWanted()) return;
    this.#isAsked = true;
    this.#load().then(
      () => this.#host.requestUpdate(),
      // It did not arrive: the next update asks again.
      () => (this.#isAsked = false),
    );
  }
}
