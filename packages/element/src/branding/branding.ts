import type { ChatConfig } from '@support-chat/sdk';
import { brandingCss } from './branding.styles.ts';

/**
 * What a tenant has chosen beyond the accent: font, corners, the launcher's size, place and label, the logo.
 *
 * Everything here is a default: what the page says by its tag or in its style sheets wins. Guarantees that no value, however
 * hostile, can be more than the value of one property: numbers are kept within what a launcher can be, a font must be
 * one, and everything goes through the object model of the style sheet, never into its text.
 */
export class Branding {
  readonly #host: HTMLElement;
  readonly #sheet = new CSSStyleSheet();
  /** What the page's tag has left open, as far as it was filled in here. */
  readonly #attributes = new Map<string, string>();

  constructor(host: HTMLElement, root: ShadowRoot) {
    this.#host = host;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
  }

  apply({ font, radius, theme, launcher }: ChatConfig): void {
    this.#sheet.replaceSync(`${brandingCss}:host{}`);
    if (font !== null && CSS.supports('font-family', font)) this.#declare('font', font);
    this.#declareLength('radius', radius, 0, 48);
    // Smaller ones cannot be hit with a thumb.
    this.#declareLength('launcher-size', launcher.size, 44, 96);
    this.#declareLength('offset-inline', launcher.offsetInline, 0, 500);
    this.#declareLength('offset-block', launcher.offsetBlock, 0, 500);
    this.#fillIn('theme', theme);
    this.#fillIn('position', launcher.position);
    this.#fillIn('launcher', launcher.isHidden === true ? 'none' : null);
  }

  #declareLength(name: string, value: number | null, least: number, most: number): void {
    if (value !== null && Number.isFinite(value)) this.#declare(name, `${Math.min(most, Math.max(least, value))}px`);
  }

  #declare(name: string, value: string): void {
    const rule = [...this.#sheet.cssRules].at(-1) as CSSStyleRule;
    rule.style.setProperty(`--support-chat-${name}`, value);
  }

  #fillIn(name: 'theme' | 'position' | 'launcher', value: string | null): void {
    const present = this.#host.getAttribute(name);
    if (present !== null && present !== this.#attributes.get(name)) return;
    if (value === null || !CHOICES[name].includes(value)) {
      if (this.#attributes.delete(name)) this.#host.removeAttribute(name);
      return;
    }
    this.#attributes.set(name, value);
    this.#host.setAttribute(name, value);
  }
}

const CHOICES: Readonly<Record<'theme' | 'position' | 'launcher', readonly string[]>> = {
  theme: ['auto', 'light', 'dark'],
  position: ['bottom-end', 'bottom-start', 'top-end', 'top-start'],
  launcher: ['none'],
};
