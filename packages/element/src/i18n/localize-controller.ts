import type { ReactiveController, ReactiveControllerHost } from 'lit';
import en from './locales/en.ts';
import { Localizer, type KnownPhrases } from './localizer.ts';
import type { Translation } from './translation.ts';

/** English is always there; every other language is fetched when a page needs it. */
const loaders: Readonly<Record<string, () => Promise<{ readonly default: Translation }>>> = {
  de: () => import('./locales/de.ts'),
};

/**
 * Keeps the language of one element: its own `lang`, else the nearest ancestor's, else the widget's, else English.
 * While another language is on its way, or when it cannot be fetched, the current one stays.
 */
export class LocalizeController implements ReactiveController {
  localizer = new Localizer(en);
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onMissing: (language: string, cause: unknown) => void;
  #language = 'en';
  #code = en.code;
  #base: KnownPhrases = en;
  #overrides: Partial<Translation> | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, onMissing: (language: string, cause: unknown) => void) {
    this.#host = host;
    this.#onMissing = onMissing;
    host.addController(this);
  }

  hostConnected(): void {
    this.update(null, this.#overrides);
  }

  /** Call when a source of the language or the page's own phrases changed. */
  update(widgetLocale: string | null, overrides: Partial<Translation> | null): void {
    const wanted = nearestLanguage(this.#host) ?? widgetLocale ?? 'en';
    const language = wanted.replace(/-.*/, '').toLowerCase();
    if (overrides !== this.#overrides) {
      this.#overrides = overrides;
      this.#apply();
    }
    if (language === this.#language && wanted === this.#code) return;
    this.#language = language;
    this.#code = wanted;
    const load = loaders[language];
    // A language that we have no phrases for is read in English, with English dates: a mixture reads worse.
    if (load === undefined) this.#use(en, language === 'en' ? wanted : 'en');
    else {
      load().then(
        (module) => {
          if (this.#code === wanted) this.#use(module.default, wanted);
        },
        (cause: unknown) => this.#onMissing(language, cause),
      );
    }
  }

  #use(base: KnownPhrases, code: string): void {
    this.#base = { ...base, code: isLocale(code) ? code : base.code };
    this.#apply();
  }

  #apply(): void {
    this.localizer = new Localizer({ ...this.#base, ...this.#overrides });
    this.#host.requestUpdate();
  }
}

function nearestLanguage(host: HTMLElement): string | null {
  // The property first: it becomes the attribute only while the element is drawn.
  return host.lang || (host.closest('[lang]:not([lang=""])')?.getAttribute('lang') ?? null);
}

function isLocale(code: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(code).length > 0;
  } catch {
    // A malformed tag in the page's HTML; the phrases' own code is used instead.
    return false;
  }
}
