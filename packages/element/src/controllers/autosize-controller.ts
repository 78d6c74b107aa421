import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Makes a text field as high as its text; the style sheet's `max-block-size` says where it starts to scroll. */
export class AutosizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #find: () => HTMLTextAreaElement | null;
  #observer: ResizeObserver | null = null;
  #width = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, find: () => HTMLTextAreaElement | null) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  /** To be called when the text may have changed. */
  fit(): void {
    const field = this.#find();
    if (field === null) return;
    // Measuring makes the field small for a moment. The host keeps its height meanwhile: a list above it that grew and
    // shrank again would lose its place. All through the object model: a strict style-src forbids style attributes.
    const { style } = this.#host;
    style.blockSize = `${this.#host.offsetHeight}px`;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight}px`;
    style.blockSize = '';
    if (this.#observer !== null) return;
    this.#observer = new ResizeObserver(() => {
      if (field.clientWidth === this.#width) return;
      this.#width = field.clientWidth;
      this.fit();
    });
    this.#observer.observe(field);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }
}
