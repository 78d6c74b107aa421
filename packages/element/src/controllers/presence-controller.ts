import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Whether the panel is on screen, and who has to know. Moving the element in the document (an append elsewhere, React's
 * StrictMode) is a removal and an insertion in one task and changes nothing; an element that stays away is off screen.
 */
export class PresenceController implements ReactiveController {
  isShown = false;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onChange: (isShown: boolean) => void;
  readonly #onAway: () => void;

  /** `onAway` is called instead of `onChange` when the element has left the document: nobody is there to listen. */
  constructor(host: ReactiveControllerHost & HTMLElement, onChange: (isShown: boolean) => void, onAway: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    this.#onAway = onAway;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.isShown = false;
      this.#onAway();
    });
  }

  /** To be called after each drawing. */
  update(isShown: boolean): void {
    // What is drawn after it has left (its client went, for example) is on nobody's screen.
    if (isShown === this.isShown || !this.#host.isConnected) return;
    this.isShown = isShown;
    this.#onChange(isShown);
  }
}
