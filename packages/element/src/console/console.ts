import { createAdminClient, isChatError, ChatError, type AdminClient } from '@support-chat/sdk/admin';
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { ChosenInSight } from '../desk/chosen-in-sight.ts';
import { DeskElement } from '../desk/desk-element.ts';
import { renderDeskIcon } from '../desk/icons.ts';
import type { ConsoleContext } from './console-context.ts';
import { consoleStyles } from './console.styles.ts';
import {
  ConsoleErrorEvent,
  ConsoleReadyEvent,
  ConsoleSavedEvent,
  ConsoleSectionChangeEvent,
  ConsoleSignInRequiredEvent,
} from './events/console-events.ts';
import { faultOf, isSignedOut } from './fault.ts';
import en from './i18n/en.ts';
import type { ConsolePhrases } from './i18n/phrases.ts';
import { CONSOLE_LANGUAGES } from './i18n/tables.ts';
import { PARTS } from './parts.ts';
import { isSamePlace, parseSection, renderNavigation, SECTIONS } from './sections/sections.ts';

type State =
  | { readonly name: 'waiting' }
  | { readonly name: 'ready'; readonly organization: string }
  | { readonly name: 'stopped'; readonly cause: unknown };

/**
 * Everything an admin of a support team decides, in one element that fills its container. Guarantees that nothing is sent
 * before the page has said who is signed in, that no change is lost without a question, and that nobody else's change is
 * overwritten unseen. It keeps nothing on the device. Importing this class never registers it; `define-console.ts` does.
 *
 * @tagname support-chat-console
 *
 * @fires console-ready - Somebody is signed in who may be here.
 * @fires console-saved - Something was changed, and the server has it.
 * @fires console-error - Something went wrong.
 * @fires console-sign-in-required - Nobody is signed in, or not any more.
 * @fires console-section-change - Somebody went to another section.
 *
 * @csspart navigation - The list of sections.
 * @csspart navigation-item - One of them.
 * @csspart main - What is open.
 * @csspart section-header - What is open by name, and what can be done with all of it.
 * @csspart save-bar - Saves the changes, or takes them back.
 * @csspart tabs - The parts of a widget's settings.
 * @csspart tab - One of them.
 * @csspart card - Settings, or figures, that belong together.
 * @csspart rows - A list of what there is: widgets, people, what happened.
 * @csspart row - A line of it.
 * @csspart chip - A word on how something stands.
 * @csspart field - A setting with its name and what is to be said about it.
 * @csspart control - What it is typed into, or chosen from.
 * @csspart code - Code to copy.
 * @csspart preview - The screen on which the chat is shown.
 * @csspart plot - Figures as a picture.
 * @csspart dialog - A question, or a form over everything else.
 * @csspart menu - What can be done with a line.
 * @csspart menu-item - One of that.
 * @csspart button - A button with a filled surface.
 * @csspart button-quiet - A button without one.
 * @csspart icon-button - A button with nothing but a glyph.
 */
export class SupportChatConsoleElement extends DeskElement<ConsolePhrases> {
  static override styles = consoleStyles;
  static override properties: PropertyDeclarations = {
    section: { reflect: true, useDefault: true },
    client: { attribute: false },
    state: { state: true },
    destination: { state: true },
  };

  /**
   * What is open: `widgets`, `widgets/<id>`, `widgets/<id>/appearance`, `departments`, `team`, `replies`, `telegram`,
   * `analytics`, `audit`, `organization` or `visitors`. Set it to go there; unsaved changes are asked about first.
   */
  section = 'widgets';
  /** A client of the page's own; default: one for `api-url`, `organization-id` and `getAccessToken`. */
  client: AdminClient | null = null;

  private state: State = { name: 'waiting' };
  /** Where somebody wants to go while there is something that would be lost. */
  private destination: string | null = null;
  protected readonly places = new ChosenInSight(this, 'nav', '[aria-current]');
  #made: AdminClient | null = null;
  #shown = this.section;
  #unsaved = 0;
  #context: ConsoleContext | null = null;

  constructor() {
    super(en, CONSOLE_LANGUAGES);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (['apiUrl', 'organizationId', 'getAccessToken', 'client'].some((name) => changed.has(name))) {
      this.#made = this.#makeClient();
      this.state = { name: 'waiting' };
      if (this.#made !== null) void this.#enter(this.#made);
    }
    if (this.section === this.#shown) return;
    if (this.#unsaved > 0 && !isSamePlace(this.section, this.#shown)) {
      this.destination = this.section;
      this.section = this.#shown;
    } else this.#shown = this.section;
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('section') as string | undefined;
    if (before !== undefined && !isSamePlace(before, this.section))
      this.renderRoot.querySelector('main')?.scrollTo(0, 0);
  }

  protected override renderContent(): TemplateResult {
    const { words } = this.language;
    const { state } = this;
    if (state.name === 'stopped') {
      const isOut = isSignedOut(state.cause);
      return html`<div class="blank" role="alert">
        ${renderDeskIcon('lock')}
        <p>${isOut ? words.signIn : isRefused(state.cause) ? words.refused : faultOf(state.cause, words)}</p>
        <button class="button" part="button" type="button" @click=${this.#retry}>${words.actions.retry}</button>
      </div>`;
    }
    if (state.name === 'waiting' || this.#made === null)
      return html`<div class="blank" role="status">${words.states.loading}</div>`;
    const { name, path } = parseSection(this.#shown);
    return html`<div class="console">
        <div class="side">
          <p class="name cut">${this.heading || state.organization}</p>
          ${renderNavigation(name, words, renderDeskIcon, this.#navigate)}
        </div>
        <main class="scroll" part="main" tabindex="-1" aria-label=${words.sections[name]}>
          ${SECTIONS[name].render(this.#contextFor(this.#made, path))}
        </main>
      </div>
      ${this.#renderLeaving()}`;
  }

  #renderLeaving(): TemplateResult | typeof nothing {
    const { words } = this.language;
    if (this.destination === null) return nothing;
    const stay = (): void => void (this.destination = null);
    return html`<support-desk-dialog
      exportparts=${PARTS}
      heading=${words.leaveTitle}
      close-label=${words.actions.close}
      @desk-close=${stay}
    >
      <p>${words.leaveText}</p>
      <div slot="actions" class="buttons end">
        <button class="button quiet" part="button-quiet" type="button" @click=${this.#leave}>
          ${words.actions.discard}
        </button>
        <button class="button" part="button" type="button" @click=${stay}>${words.actions.stay}</button>
      </div>
    </support-desk-dialog>`;
  }

  /** The same object until something of it changes, so that sections redraw only then. */
  #contextFor(client: AdminClient, path: readonly string[]): ConsoleContext {
    const known = this.#context;
    if (known?.client === client && known.language === this.language && known.path.join() === path.join()) return known;
    this.#context = {
      client,
      language: this.language,
      path,
      navigate: this.#navigate,
      tell: (words) => this.toasts.show({ words }),
      saved: (what, id, words = this.language.words.states.saved) => {
        this.toasts.show({ words });
        this.dispatchEvent(new ConsoleSavedEvent({ what, id }));
      },
      fail: this.#fail,
      setUnsaved: (count) => void (this.#unsaved = count),
    };
    return this.#context;
  }

  #makeClient(): AdminClient | null {
    if (this.client !== null) return this.client;
    const { apiUrl, organizationId, getAccessToken } = this;
    if (apiUrl === '' || getAccessToken === null) return null;
    return createAdminClient({ apiUrl, getAccessToken, organizationId: organizationId || undefined });
  }

  /** Asks the one thing that every section needs, and with it whether whoever is signed in may be here. */
  async #enter(client: AdminClient): Promise<void> {
    try {
      const { organization } = await client.getCustomer();
      if (client !== this.#made) return;
      this.state = { name: 'ready', organization: organization.name };
      this.dispatchEvent(new ConsoleReadyEvent({ organizationId: organization.id }));
    } catch (cause) {
      if (client !== this.#made) return;
      this.state = { name: 'stopped', cause };
      this.#report(cause);
    }
  }

  readonly #retry = (): void => {
    this.#made = this.#makeClient();
    this.state = { name: 'waiting' };
    if (this.#made !== null) void this.#enter(this.#made);
  };

  readonly #navigate = (section: string): void => {
    if (this.#unsaved > 0 && !isSamePlace(section, this.#shown)) {
      this.destination = section;
      return;
    }
    this.#go(section);
  };

  readonly #leave = (): void => {
    const { destination } = this;
    this.destination = null;
    this.#unsaved = 0;
    if (destination !== null) this.#go(destination);
  };

  #go(section: string): void {
    if (section === this.section) return;
    this.section = section;
    this.dispatchEvent(new ConsoleSectionChangeEvent({ section }));
  }

  readonly #fail = (cause: unknown): void => {
    this.toasts.show({ words: faultOf(cause, this.language.words), tone: 'danger' });
    this.#report(cause);
  };

  #report(cause: unknown): void {
    if (isSignedOut(cause)) this.dispatchEvent(new ConsoleSignInRequiredEvent());
    const error = isChatError(cause) ? cause : new ChatError('internal_error', 'The console failed.', { cause });
    this.dispatchEvent(new ConsoleErrorEvent({ error }));
  }
}

function isRefused(cause: unknown): boolean {
  return isChatError(cause) && (cause.code === 'not_permitted' || cause.code === 'agent_not_found');
}
