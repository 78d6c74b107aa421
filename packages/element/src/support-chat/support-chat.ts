import type { ChatAvailability, ChatMessage, ConnectionStatus, SupportChat } from '@support-chat/sdk';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { renderLauncher } from '../components/launcher/launcher.ts';
import { renderPanel, type PanelModel, type PanelView } from '../components/panel/panel.ts';
import { AccentController } from '../controllers/accent-controller.ts';
import { ClientController } from '../controllers/client-controller.ts';
import { hasConversation } from '../controllers/conversation-hint.ts';
import { ConversationScreen } from '../controllers/conversation-screen.ts';
import { logToConsole } from '../controllers/console-logger.ts';
import { CustomStates } from '../controllers/custom-states.ts';
import { DraftController } from '../controllers/draft-controller.ts';
import { FocusController } from '../controllers/focus-controller.ts';
import { ViewportController } from '../controllers/viewport-controller.ts';
import { ChatBeforeOpenEvent } from '../events/before-open.ts';
import { ChatClosedEvent } from '../events/closed.ts';
import { ChatOpenedEvent } from '../events/opened.ts';
import { LocalizeController } from '../i18n/localize-controller.ts';
import type { Translation } from '../i18n/translation.ts';
import { supportChatStyles } from './support-chat.styles.ts';

/**
 * Live support with one tag: a launcher in the corner of the page and the chat behind it.
 *
 * Guarantees that nothing is fetched or stored before the visitor comes near the launcher (unless `loading="eager"`, or
 * they have a conversation from before), that the page's styles stay outside and its own inside, and that no failure
 * reaches the page but as a `chat-error` event. Importing this class never registers it; `define.ts` does.
 *
 * @fires chat-ready - The configuration is there.
 * @fires chat-before-open - The panel is about to open; cancelable.
 * @fires chat-opened - The panel is on screen.
 * @fires chat-closed - The panel is no longer on screen.
 * @fires chat-before-send - The visitor wants to send; cancelable.
 * @fires chat-message-sent - The server has a message of the visitor.
 * @fires chat-message-received - Somebody else wrote.
 * @fires chat-message-failed - A message was refused for good.
 * @fires chat-conversation-started - A new conversation reached the server.
 * @fires chat-unread-change - The number of unread messages changed.
 * @fires chat-availability-change - Somebody of the team came or the last one left.
 * @fires chat-connection-change - The connection changed its state.
 * @fires chat-link-click - A link in a message was clicked; cancelable.
 * @fires chat-error - Something went wrong.
 *
 * @slot launcher - Replaces the launcher's glyph.
 * @slot header - Replaces the greeting of the start page.
 * @slot empty - Replaces the words before the first message.
 * @slot offline - Replaces the words of the connection banner.
 * @slot footer - Bottom of the start page.
 *
 * @csspart launcher - The round button.
 * @csspart badge - The number of unread messages.
 * @csspart panel - The chat's frame.
 * @csspart header - Top of the start page, or of the conversation.
 * @csspart heading - The greeting, or who the visitor talks to.
 * @csspart status - The picture with the presence dot.
 * @csspart banner - What stands between visitor and team: offline, nothing saved.
 * @csspart footer - Bottom of the start page.
 */
export class SupportChatElement extends LitElement {
  static override styles = supportChatStyles;
  /** Without decorators: they would be half a kilobyte of the first load. */
  static override properties = {
    widgetKey: { attribute: 'widget-key' },
    apiUrl: { attribute: 'api-url' },
    opened: { type: Boolean, reflect: true },
    lang: { reflect: true, useDefault: true },
    mode: { reflect: true, useDefault: true },
    position: { reflect: true, useDefault: true },
    theme: { reflect: true, useDefault: true },
    loading: {},
    launcher: {},
    storage: {},
    accent: {},
    heading: {},
    placeholder: {},
    debug: { type: Boolean },
    translations: { attribute: false },
    view: { state: true },
    client: { attribute: false },
  };

  static {
    // Opening makes the client, and its first snapshot is drawn right after the opening itself.
    this.disableWarning?.('change-in-update');
  }

  /** Which chat: `wk_<id>` or `wk_<id>@<host>`. Public, never a secret. A later change starts over. */
  widgetKey = '';
  /** Base URL of the API, when the key does not say it. */
  apiUrl = '';
  /** Whether the panel is on screen. Setting it skips `chat-before-open` and leaves the focus where it is. */
  opened = false;
  /** Language of the words; default: the page's, else the widget's, else English. */
  override lang = '';
  /** `floating` in a corner; `inline` as a block of `--support-chat-height`; `page` as high as its container. */
  mode: 'floating' | 'inline' | 'page' = 'floating';
  position: 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start' = 'bottom-end';
  /** `auto` follows the visitor's system. */
  theme: 'auto' | 'light' | 'dark' = 'auto';
  /** `lazy`: when the visitor comes near; `eager`: at once; `manual`: when it is opened. */
  loading: 'lazy' | 'eager' | 'manual' = 'lazy';
  /** `none`: the page brings its own button and calls `open()`. */
  launcher: 'default' | 'none' = 'default';
  /** `session`: nothing outlives the tab; `memory`: nothing outlives the page. */
  storage: 'auto' | 'session' | 'memory' = 'auto';
  /** The widget's colour before its configuration is there; any CSS colour. Made darker where text on it needs that. */
  accent = '';
  /** Name of the team; default: the widget's. */
  heading = '';
  /** Words in the empty text field. */
  placeholder = '';
  /** Says in the console what the chat does. */
  debug = false;
  /** Phrases of the page's own, over those of the language. */
  translations: Partial<Translation> | null = null;

  private view: PanelView = 'home';

  /** Resolves when the configuration is there for the first time; never rejects. */
  readonly ready: Promise<void>;

  readonly #client = new ClientController(this, () => this);
  readonly #localize = new LocalizeController(this, (language, cause) => {
    if (this.debug) logToConsole('warn', `The phrases for "${language}" did not arrive.`, cause);
  });
  readonly #accent = new AccentController();
  readonly #states = new CustomStates(this);
  readonly #viewport = new ViewportController(this, () => this.#panel);
  readonly #focus = new FocusController(this);
  readonly #draft = new DraftController(this, () =>
    this.storage === 'memory' ? null : `support-chat:${this.widgetKey}:draft`,
  );
  readonly #screen = new ConversationScreen({
    onFailure: (cause) => {
      this.view = 'home';
      this.#client.fail(cause);
    },
  });
  #resolveReady: () => void = () => {};
  #wasShown = false;
  /** Drawn from the first opening on; what nobody opens costs nothing. */
  #hasContent = false;

  constructor() {
    super();
    this.ready = new Promise((resolve) => (this.#resolveReady = resolve));
  }

  /** The headless client; null until it is needed. Set it to share one that the page made: it stays the page's. */
  get client(): SupportChat | null {
    return this.#client.client;
  }

  set client(client: SupportChat | null) {
    this.#client.inject(client);
  }

  get unreadCount(): number {
    return this.#client.snapshot.unreadCount;
  }

  get connection(): ConnectionStatus {
    return this.#client.snapshot.connection;
  }

  get availability(): ChatAvailability | null {
    return this.#client.snapshot.availability;
  }

  /** Opens the panel and moves the focus into it, unless `chat-before-open` is cancelled. */
  open(): void {
    if (this.opened || !this.dispatchEvent(new ChatBeforeOpenEvent())) return;
    this.#focus.remember();
    this.opened = true;
  }

  /** Closes the panel and gives the focus back. */
  close(): void {
    if (!this.opened) return;
    this.#focus.willLeave(this.#panel);
    this.opened = false;
  }

  toggle(): void {
    if (this.opened) this.close();
    else this.open();
  }

  /** Sends as the visitor. Null when `chat-before-send` was cancelled or the text was refused (see `chat-error`). */
  sendMessage(text: string): Promise<ChatMessage | null> {
    this.view = 'conversation';
    return this.#client.post(text);
  }

  /** Puts text into the composer, for the visitor to send. */
  setDraft(text: string): void {
    this.view = 'conversation';
    this.#draft.set(text);
  }

  /** Stops everything and removes the element. What is stored stays for the next visit. */
  destroy(): void {
    this.#client.release();
    this.remove();
  }

  get #isEmbedded(): boolean {
    return this.mode === 'inline' || this.mode === 'page';
  }

  get #panel(): HTMLElement | null {
    return this.renderRoot.querySelector('.panel');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#wasShown = false;
    this.requestUpdate();
    if (this.loading === 'eager') this.#client.load();
    else if (this.loading === 'lazy' && hasConversation(this.widgetKey))
      whenIdle(() => this.isConnected && this.#client.load());
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    // The loader has drawn a launcher here before this class was there; the first rendering replaces it in one go.
    this.#focus.takeOver(this.shadowRoot);
    this.shadowRoot?.replaceChildren();
    const root = super.createRenderRoot();
    if (root instanceof ShadowRoot) this.#accent.attach(root);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { snapshot } = this.#client;
    if (this.hasUpdated && (changed.has('widgetKey') || changed.has('apiUrl'))) this.#startOver();
    this.#localize.update(snapshot.config?.defaultLocale ?? null, this.translations);
    this.#accent.set(this.accent || (snapshot.config?.accent ?? null));
    if (this.opened || this.#isEmbedded) this.#hasContent = true;
    if (changed.has('opened') && this.opened) {
      // Whoever follows the badge wants to read what is new, not a greeting.
      if (snapshot.unreadCount > 0) this.view = 'conversation';
    }
    if (this.#hasContent && this.view === 'conversation') void this.#screen.ensure();
    else if (snapshot.conversation !== null) this.#screen.prefetch();
  }

  protected override updated(): void {
    const { snapshot } = this.#client;
    if (snapshot.config !== null) this.#resolveReady();
    this.#states.set('opened', this.opened);
    this.#states.set('online', snapshot.availability?.status === 'online');
    this.#states.set('unread', snapshot.unreadCount > 0);
    this.#states.set('offline-network', snapshot.connection === 'offline');
    this.#show();
    this.#focus.update();
    if (this.opened) void this.#focus.enter(this.view, snapshot.messages.length);
    else this.#focus.leave();
  }

  protected override render(): TemplateResult {
    const { snapshot, wasOffline } = this.#client;
    const { localizer } = this.#localize;
    const isEmbedded = this.#isEmbedded;
    const model: PanelModel = {
      view: this.view,
      snapshot,
      wasOffline,
      localizer,
      actions: this.#client,
      heading: this.heading || (snapshot.config?.teamName ?? localizer.phrases.team),
      placeholder: this.placeholder,
      isShown: this.opened || isEmbedded,
      draft: this.#draft.read(),
      canClose: !isEmbedded,
      onNavigate: this.#navigate,
      onIntent: () => this.#screen.prefetch(),
      onClose: this.#close,
      onDraft: this.#onDraft,
    };
    if (isEmbedded)
      return html`<div class="root embedded">
        <section class="panel" part="panel" aria-labelledby="heading">${renderPanel(model)}</section>
      </div>`;
    return html`<div class=${this.opened ? 'root opened' : 'root'}>
      <dialog
        class="panel"
        part="panel"
        aria-labelledby="heading"
        @keydown=${this.#onKeydown}
        @cancel=${this.#onCancel}
        @close=${this.#close}
      >
        ${this.#hasContent ? renderPanel(model) : null}
      </dialog>
      ${
        this.launcher === 'none'
          ? null
          : renderLauncher({
              isOpened: this.opened,
              unreadCount: snapshot.unreadCount,
              localizer,
              onClick: () => this.toggle(),
              onIntent: this.#onIntent,
            })
      }
    </div>`;
  }

  /** Brings dialog, viewport, client and events in line with whether the panel is on screen. */
  #show(): void {
    const isShown = this.opened || this.#isEmbedded;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog !== null) this.#focus.syncDialog(dialog, this.opened, this.#viewport.isPhone);
    if (isShown === this.#wasShown) return;
    this.#wasShown = isShown;
    if (isShown) this.#viewport.start();
    else this.#viewport.stop();
    this.#client.setOpen(isShown);
    this.dispatchEvent(isShown ? new ChatOpenedEvent() : new ChatClosedEvent());
  }

  readonly #close = (): void => this.close();

  readonly #navigate = (view: PanelView): void => {
    this.view = view;
    void this.updateComplete.then(() => this.#focus.enter(view, this.#client.snapshot.messages.length, true));
  };

  readonly #onIntent = (): void => {
    if (this.loading !== 'manual' && this.#client.snapshot.status === 'idle') this.#client.load();
  };

  readonly #onDraft = (event: Event): void => {
    this.#draft.set((event.target as HTMLElement & { draft: string }).draft);
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  };

  /** The back gesture of a phone, for example. */
  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.close();
  };

  #startOver(): void {
    this.view = 'home';
    this.#draft.forget();
    this.#client.restart();
    if (this.loading === 'eager') this.#client.load();
  }
}

function whenIdle(task: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(task);
  else setTimeout(task, 200);
}
