import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Makes a text field as high as its text; the style sheet's `max-block-size` says where it starts to scroll. */
export class AutosizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #find: () => HTMLTextAreaElement | null;
  #observer: ResizeObserver | null = null;
  #width = 0;
  #text: string | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, find: () => HTMLTextAreaElement | null) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  /** To be called when the text may have changed. Measures only if it has: that makes the browser lay out the page. */
  fit(): void {
    const field = this.#find();
    const text = field?.value || field?.placeholder;
    if (field === null || text === this.#text) return;
    this.#text = text;
    this.#measure(field);
  }

  #measure(field: HTMLTextAreaElement): void {
    // Measuring makes the field small for a moment. The host keeps its height meanwhile: a list above it that grew and
    // shrank again would lose its place. All through the object model: a strict style-src forbids style attributes.
    const { style } = this.#host;
    style.blockSize = `${this.#host.offsetHeight}px`;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight}px`;
    style.blockSize = '';
    this.#width = field.clientWidth;
    if (this.#observer !== null) return;
    this.#observer = new ResizeObserver(() => {
      if (field.clientWidth !== this.#width) this.#measure(field);
    });
    this.#observer.observe(field);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#text = undefined;
  }
}
