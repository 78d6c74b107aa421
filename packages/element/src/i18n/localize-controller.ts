import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LanguageSettings } from './load-phrases.ts';
import en from './locales/en.ts';
import { Localizer, type KnownPhrases } from './localizer.ts';
import type { Translation } from './translation.ts';

/**
 * Keeps the language of one element: its own `lang`, else the nearest ancestor's, else the widget's, else English.
 * English is always there; every other language, and the team's own words, are fetched when a page needs them. While
 * they are on their way, or cannot be fetched, the current ones stay; after a failure the next drawing asks again.
 */
export class LocalizeController implements ReactiveController {
  localizer = new Localizer(en);
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onMissing: (language: string, cause: unknown) => void;
  readonly #page = new MutationObserver(() => this.#host.requestUpdate());
  #wanted = '';
  #settings: LanguageSettings | null = null;
  #base: KnownPhrases = en;
  #overrides: Partial<Translation> | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, onMissing: (language: string, cause: unknown) => void) {
    this.#host = host;
    this.#onMissing = onMissing;
    host.addController(this);
  }

  hostConnected(): void {
    this.#page.observe(document, { attributes: true, attributeFilter: ['lang'], subtree: true });
  }

  hostDisconnected(): void {
    this.#page.disconnect();
  }

  /** Call when a source of the language, of the team's words or of the page's own phrases changed. */
  update(config: LanguageSettings | null, overrides: Partial<Translation> | null): void {
    if (overrides !== this.#overrides) {
      this.#overrides = overrides;
      this.#apply();
    }
    const wanted = nearestLanguage(this.#host) ?? config?.defaultLocale ?? 'en';
    const settings = config?.locales[0] || Object.keys(config?.texts ?? {})[0] ? config : null;
    if (wanted === this.#wanted && settings === this.#settings) return;
    this.#wanted = wanted;
    this.#settings = settings;
    // The most frequent case, and the only one without a request.
    if (settings === null && /^en(-[A-Z]{2})?$/.test(wanted)) this.#apply({ ...en, code: wanted });
    else void this.#load(wanted, settings);
  }

  async #load(wanted: string, settings: LanguageSettings | null): Promise<void> {
    try {
      const { loadPhrases } = await import('./load-phrases.ts');
      const phrases = await loadPhrases(wanted, settings, en);
      // Languages may arrive in another order than they were asked for.
      if (wanted === this.#wanted && settings === this.#settings) this.#apply(phrases);
    } catch (cause) {
      if (wanted === this.#wanted) this.#wanted = '';
      this.#onMissing(wanted, cause);
    }
  }

  #apply(base = this.#base): void {
    this.#base = base;
    this.localizer = new Localizer({ ...this.#base, ...this.#overrides });
    this.#host.requestUpdate();
  }
}

/** Of an element: its own, else the nearest that is said around it. */
export function nearestLanguage(host: HTMLElement): string | null {
  // The property first: it becomes the attribute only while the element is drawn.
  return host.lang || (host.closest('[lang]:not([lang=""])')?.getAttribute('lang') ?? null);
}
