import { html, LitElement, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { AnnouncerController } from '../controllers/announcer-controller.ts';
import { BrandingController } from '../controllers/branding-controller.ts';
import { logToConsole } from '../controllers/console-logger.ts';
import type { PhraseTables } from '../i18n/load-phrases.ts';
import type { DeskLanguage } from './i18n/desk-language.ts';
import { DeskLanguageController } from './i18n/desk-language-controller.ts';
import { ToastController } from './toast/toasts.ts';

/**
 * Where an access token of the page's Supabase session comes from; null: nobody is signed in. Asked before each call, and
 * once more, with `isRejected`, when the server does not accept one.
 */
export type AccessTokenSource = (isRejected: boolean) => string | null | Promise<string | null>;

/**
 * What the elements of the team have in common: where the API is, who is signed in, looks, language, and the two ways to
 * tell somebody something: a toast for eyes, and a live region for ears.
 *
 * @csspart toast - A short message at the bottom.
 */
export abstract class DeskElement<Phrases extends object> extends LitElement {
  static override properties: PropertyDeclarations = {
    apiUrl: { attribute: 'api-url', useDefault: true },
    organizationId: { attribute: 'organization-id', useDefault: true },
    theme: { reflect: true, useDefault: true },
    lang: { reflect: true, useDefault: true },
    dir: { reflect: true, useDefault: true },
    accent: { useDefault: true },
    heading: { useDefault: true },
    translations: { attribute: false },
    getAccessToken: { attribute: false },
  };

  /** Base URL of the API: `https://<project>.supabase.co/functions/v1/support-chat`. */
  apiUrl = '';
  /** Which organization, for people who belong to several; default: the one they joined first. */
  organizationId = '';
  /** `auto` follows the system. */
  theme: 'auto' | 'light' | 'dark' = 'auto';
  /** Language of the words; default: the page's, else English. */
  override lang = '';
  /** Which way it is laid out; default: that of the language. */
  override dir: '' | 'ltr' | 'rtl' = '';
  /** The one colour that all others follow from; any CSS colour. */
  accent = '';
  /** Name at the top; default: the organization's. */
  heading = '';
  /** Phrases of the page's own, over those of the language. */
  translations: Partial<Phrases> | null = null;
  /**
   * Gives the access token of whoever is signed in to the page, or null. Asked before each call, and once more, with
   * `true`, when the server did not accept one.
   */
  getAccessToken: AccessTokenSource | null = null;

  protected readonly toasts = new ToastController(this);
  readonly #announcer = new AnnouncerController(this);
  readonly #branding = new BrandingController(this);
  readonly #language: DeskLanguageController<Phrases>;

  constructor(english: Phrases, tables: PhraseTables<Phrases>) {
    super();
    this.#language = new DeskLanguageController<Phrases>(this, {
      english,
      tables,
      overrides: () => this.translations,
      onMissing: (language, cause) => logToConsole('warn', `The phrases for "${language}" did not arrive.`, cause),
    });
  }

  /** The language as it is now. */
  get language(): DeskLanguage<Phrases> {
    return this.#language.current;
  }

  /** Says something to screen readers. */
  protected announce(words: string, urgency: 'polite' | 'assertive' = 'polite'): void {
    this.#announcer.announce(words, urgency);
    this.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    if (root instanceof ShadowRoot) this.#branding.attach(root);
    return root;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.#branding.update(this.accent, null);
  }

  protected abstract renderContent(): TemplateResult;

  protected override render(): TemplateResult {
    const { code, direction } = this.language.chat.phrases;
    return html`<div class="desk" lang=${code} dir=${this.dir || direction}>
      ${this.renderContent()}${this.toasts.render(this.language.chat.phrases.close)}
      <div class="sr" aria-live="polite"></div>
      <div class="sr" aria-live="assertive"></div>
    </div>`;
  }
}
