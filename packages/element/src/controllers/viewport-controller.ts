import type { ReactiveControllerHost } from 'lit';
import { PHONE } from '../styles/phone.ts';

/**
 * Fits a panel to the part of the screen that the on-screen keyboard leaves (`visualViewport`), and knows whether the
 * panel fills the screen. Listens only while the panel is open. Pinch zoom is left alone.
 */
export class ViewportController {
  readonly #host: ReactiveControllerHost;
  readonly #find: () => HTMLElement | null;
  #abort: AbortController | null = null;
  #phone: MediaQueryList | undefined;
  /** Of the screen as it was before the panel came onto it. */
  #size: { readonly height: number; readonly top: number } | null = null;

  constructor(host: ReactiveControllerHost, find: () => HTMLElement | null) {
    this.#host = host;
    this.#find = find;
  }

  get isPhone(): boolean {
    return (this.#phone ??= matchMedia(PHONE)).matches;
  }

  /**
   * To be called before the drawing that opens the panel: asked for afterwards, the size of the screen would make the
   * browser lay out the panel first, and once more when the panel has been given that size.
   */
  measure(): void {
    const viewport = globalThis.visualViewport;
    if (!viewport || viewport.scale > 1.01) return;
    this.#size = { height: viewport.height, top: viewport.offsetTop };
  }

  start(): void {
    if (this.#abort !== null) return;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    matchMedia(PHONE).addEventListener('change', () => this.#host.requestUpdate(), { signal });
    for (const type of ['resize', 'scroll']) visualViewport?.addEventListener(type, this.#follow, { signal });
    if (this.#size === null) this.measure();
    this.#fit();
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#size = null;
  }

  readonly #follow = (): void => {
    this.measure();
    this.#fit();
  };

  #fit(): void {
    const panel = this.#find();
    if (panel === null || this.#size === null) return;
    // Through the object model, never as an attribute: a strict style-src forbids the latter.
    panel.style.setProperty('--_viewport-height', `${this.#size.height}px`);
    panel.style.setProperty('--_viewport-top', `${this.#size.top}px`);
  }
}
