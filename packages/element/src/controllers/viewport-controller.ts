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

  constructor(host: ReactiveControllerHost, find: () => HTMLElement | null) {
    this.#host = host;
    this.#find = find;
  }

  get isPhone(): boolean {
    return matchMedia(PHONE).matches;
  }

  start(): void {
    if (this.#abort !== null) return;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    matchMedia(PHONE).addEventListener('change', () => this.#host.requestUpdate(), { signal });
    for (const type of ['resize', 'scroll']) visualViewport?.addEventListener(type, this.#fit, { signal });
    this.#fit();
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
  }

  readonly #fit = (): void => {
    const panel = this.#find();
    const viewport = globalThis.visualViewport;
    if (panel === null || !viewport || viewport.scale > 1.01) return;
    // Through the object model, never as an attribute: a strict style-src forbids the latter.
    panel.style.setProperty('--_viewport-height', `${viewport.height}px`);
    panel.style.setProperty('--_viewport-top', `${viewport.offsetTop}px`);
  };
}
