import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { loadPatiently, type Pause } from '../../controllers/load-patiently.ts';
import type { PhraseTables } from '../../i18n/load-phrases.ts';
import { nearestLanguage } from '../../i18n/localize-controller.ts';
import { inEnglish, loadDeskLanguage, type DeskLanguage } from './desk-language.ts';

export interface DeskLanguageOptions<Phrases> {
  readonly english: Phrases;
  readonly tables: PhraseTables<Phrases>;
  /** The page's own phrases, over those of the language. */
  readonly overrides: () => Partial<Phrases> | null;
  /** Called when a language does not come. */
  readonly onMissing: (language: string, cause: unknown) => void;
  /** Between two tries. Default: some seconds. */
  readonly pause?: Pause;
}

/**
 * Keeps the language of one element: its own `lang`, else the nearest ancestor's, else English. While another one is on
 * its way, or cannot be fetched, the current one stays. One that did not come in a few tries is asked for again when the
 * network is back.
 */
export class DeskLanguageController<Phrases extends object> implements ReactiveController {
  current: DeskLanguage<Phrases>;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: DeskLanguageOptions<Phrases>;
  readonly #page = new MutationObserver(() => this.#host.requestUpdate());
  #wanted = 'en';
  #isMissing = false;
  #loaded: DeskLanguage<Phrases>;
  #overrides: Partial<Phrases> | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, options: DeskLanguageOptions<Phrases>) {
    this.#host = host;
    this.#options = options;
    this.#loaded = this.current = inEnglish(options.english);
    host.addController(this);
  }

  hostConnected(): void {
    this.#page.observe(document, { attributes: true, attributeFilter: ['lang'], subtree: true });
    addEventListener('online', this.#retry);
  }

  hostDisconnected(): void {
    this.#page.disconnect();
    removeEventListener('online', this.#retry);
  }

  hostUpdate(): void {
    const overrides = this.#options.overrides();
    if (overrides !== this.#overrides) {
      this.#overrides = overrides;
      this.#apply(this.#loaded);
    }
    const wanted = nearestLanguage(this.#host) ?? 'en';
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#isMissing = false;
    void this.#load(wanted);
  }

  async #load(wanted: string): Promise<void> {
    const { english, tables, onMissing, pause } = this.#options;
    try {
      const language = await loadPatiently(() => loadDeskLanguage(wanted, english, tables), pause);
      // Languages may arrive in another order than they were asked for.
      if (wanted !== this.#wanted) return;
      this.#apply(language);
      this.#host.requestUpdate();
    } catch (cause) {
      if (wanted !== this.#wanted) return;
      this.#isMissing = true;
      onMissing(wanted, cause);
    }
  }

  readonly #retry = (): void => {
    if (!this.#isMissing) return;
    this.#wanted = '';
    this.#host.requestUpdate();
  };

  #apply(language: DeskLanguage<Phrases>): void {
    this.#loaded = language;
    this.current = { ...language, words: { ...language.words, ...this.#overrides } };
  }
}
