import type { LitElement, ReactiveController } from 'lit';

/**
 * Gives the focus to the host when a drawing has removed what had it: the button of what is done, the row that somebody else
 * took. Else it would be at the beginning of the page. To be made after whatever draws in `hostUpdated`.
 */
export class LostFocusController implements ReactiveController {
  readonly #host: LitElement;
  #hadFocus = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#hadFocus = !!this.#host.shadowRoot?.activeElement;
  }

  hostUpdated(): void {
    if (this.#hadFocus && !this.#host.shadowRoot?.activeElement) this.#host.focus();
  }
}
