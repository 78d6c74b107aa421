import type { ChatConfig } from '@support-chat/sdk';
import { supportsAdoptingStyleSheets } from 'lit';
import type * as BrandingModule from '../branding/branding.ts';
import { accentCss, RELATIVE_COLOR } from '../styles/accent-css.ts';

/**
 * Brings what a tenant has chosen into the shadow root, as style sheets of their own: custom properties that the page
 * sets keep winning, and a strict Content-Security-Policy has nothing to object to. Most have chosen an accent and
 * nothing else, so everything else is a chunk.
 */
export class BrandingController {
  readonly #host: HTMLElement;
  readonly #load: () => Promise<typeof BrandingModule>;
  #root: ShadowRoot | null = null;
  #sheet: CSSStyleSheet | null = null;
  #accent: string | null = null;
  #config: ChatConfig | null = null;
  #branding: BrandingModule.Branding | undefined;

  /** `load`: the chunk for everything but the accent. */
  constructor(host: HTMLElement, load = (): Promise<typeof BrandingModule> => import('../branding/branding.ts')) {
    this.#host = host;
    this.#load = load;
  }

  /** To be called once, with the root the element renders into. */
  attach(root: ShadowRoot): void {
    // Safari before 16.4: everything stays as it is by default.
    if (!supportsAdoptingStyleSheets) return;
    this.#root = root;
    this.#sheet = new CSSStyleSheet();
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
  }

  /** To be called before each drawing; `accent` is what the page's tag says, which comes before the configuration. */
  update(accent: string, config: ChatConfig | null): void {
    this.#setAccent(accent || (config?.accent ?? null));
    if (config === this.#config) return;
    this.#config = config;
    if (config !== null && (this.#branding !== undefined || hasMore(config))) void this.#apply(config);
  }

  /** Null, or what is no colour, is the default accent. */
  #setAccent(value: string | null): void {
    const sheet = this.#sheet;
    if (value === this.#accent || sheet === null) return;
    this.#accent = value;
    sheet.replaceSync(value === null ? '' : accentCss(value));
    if (value !== null && !CSS.supports('color', RELATIVE_COLOR)) void this.#compute(value, sheet);
  }

  async #compute(value: string, sheet: CSSStyleSheet): Promise<void> {
    try {
      const { computedAccentCss } = await import('../styles/accent-fallback.ts');
      if (value === this.#accent) sheet.replaceSync(computedAccentCss(value));
    } catch {
      // It did not arrive: the default accent stays for now, and the next drawing asks again.
      if (value === this.#accent) this.#accent = null;
    }
  }

  async #apply(config: ChatConfig): Promise<void> {
    if (this.#root === null) return;
    try {
      const { Branding } = await this.#load();
      this.#branding ??= new Branding(this.#host, this.#root);
    } catch {
      // As above: it can be used in its own looks until then.
      if (config === this.#config) this.#config = null;
      return;
    }
    if (config === this.#config) this.#branding.apply(config);
  }
}

function hasMore({ font, radius, theme, logoUrl, launcher }: ChatConfig): boolean {
  return [font, radius, theme, logoUrl, ...Object.values(launcher)].some((value) => value !== null);
}
