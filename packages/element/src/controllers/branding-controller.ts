import { supportsAdoptingStyleSheets } from 'lit';
import { accentCss, RELATIVE_COLOR } from '../styles/accent-css.ts';

/**
 * Brings an accent that is only known at run time into the shadow root, as a style sheet of its own: custom properties
 * that the page sets keep winning, and a strict Content-Security-Policy has nothing to object to.
 */
export class AccentController {
  #sheet: CSSStyleSheet | null = null;
  #value: string | null = null;

  /** To be called once, with the root the element renders into. */
  attach(root: ShadowRoot): void {
    // Safari before 16.4: the default accent stays.
    if (!supportsAdoptingStyleSheets) return;
    this.#sheet = new CSSStyleSheet();
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
  }

  /** Null, or what is no colour, is the default accent. */
  set(value: string | null): void {
    const sheet = this.#sheet;
    if (value === this.#value || sheet === null) return;
    this.#value = value;
    sheet.replaceSync(value === null ? '' : accentCss(value));
    if (value !== null && !CSS.supports('color', RELATIVE_COLOR)) void this.#compute(value, sheet);
  }

  async #compute(value: string, sheet: CSSStyleSheet): Promise<void> {
    try {
      const { computedAccentCss } = await import('../styles/accent-fallback.ts');
      if (value === this.#value) sheet.replaceSync(computedAccentCss(value));
    } catch {
      // The module did not arrive: the default accent stays, which is no reason to bother anybody.
    }
  }
}
