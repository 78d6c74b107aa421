import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { faultOf } from './fault.ts';
import type { ConsolePhrases } from './i18n/phrases.ts';

type State<Value> =
  | { readonly name: 'idle' | 'loading' }
  | { readonly name: 'failed'; readonly cause: unknown }
  | { readonly name: 'ready'; readonly value: Value };

/** Fetches what a section shows, and shows that it is on its way, or why it did not come. The newest request wins. */
export class LoadController<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #fetch: () => Promise<Value>;
  #state: State<Value> = { name: 'idle' };
  #round = 0;

  constructor(host: ReactiveControllerHost, fetch: () => Promise<Value>) {
    this.#host = host;
    this.#fetch = fetch;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#state.name === 'idle') void this.reload();
  }

  get value(): Value | null {
    return this.#state.name === 'ready' ? this.#state.value : null;
  }

  /** Puts something in place of what was fetched, such as the answer to a change. */
  set(value: Value): void {
    this.#round += 1;
    this.#become({ name: 'ready', value });
  }

  /** Fetches it again; what is there stays until the new one has come. Never rejects. */
  async reload(): Promise<void> {
    const round = (this.#round += 1);
    if (this.#state.name !== 'ready') this.#become({ name: 'loading' });
    try {
      const value = await this.#fetch();
      if (round === this.#round) this.#become({ name: 'ready', value });
    } catch (cause) {
      if (round === this.#round) this.#become({ name: 'failed', cause });
    }
  }

  render(words: ConsolePhrases, draw: (value: Value) => TemplateResult): TemplateResult {
    switch (this.#state.name) {
      case 'ready':
        return draw(this.#state.value);
      case 'failed':
        return html`<div class="blank" role="alert">
          <p>${faultOf(this.#state.cause, words)}</p>
          <button class="button quiet" part="button-quiet" type="button" @click=${() => this.reload()}>
            ${words.actions.retry}
          </button>
        </div>`;
      default:
        return html`<div class="skeletons" role="status">
          <span class="sr">${words.states.loading}</span>
          <div class="skeleton"></div>
          <div class="skeleton"></div>
          <div class="skeleton"></div>
        </div>`;
    }
  }

  #become(state: State<Value>): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
