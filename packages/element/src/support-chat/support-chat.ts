import type { ChatMessage } from '@support-chat/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { renderLauncher } from '../components/launcher/launcher.ts';
import type { PrechatElement } from '../components/prechat/prechat.ts';
import { renderPanel, type PanelModel } from '../components/panel/panel.ts';
import { renderTeaser } from '../components/teaser/render-teaser.ts';
import { BrandingController } from '../controllers/branding-controller.ts';
import { callBackFor } from '../controllers/call-back.ts';
import { ClientController } from '../controllers/client-controller.ts';
import { logToConsole } from '../controllers/console-logger.ts';
import { CustomStates } from '../controllers/custom-states.ts';
import { DraftController } from '../controllers/draft-controller.ts';
import { FocusController } from '../controllers/focus-controller.ts';
import { forgetChoices } from '../controllers/forget-choices.ts';
import { LazyParts } from '../controllers/lazy-parts.ts';
import { NavigationController } from '../controllers/navigation-controller.ts';
import { PageButtons } from '../controllers/page-buttons.ts';
import { PresenceController } from '../controllers/presence-controller.ts';
import { ProactiveController } from '../controllers/proactive-controller.ts';
import { resumeFromAddress } from '../controllers/resume-from-address.ts';
import { SoundController } from '../controllers/sound-controller.ts';
import { TopLayerController } from '../controllers/top-layer-controller.ts';
import { ViewportController } from '../controllers/viewport-controller.ts';
import { ChatBeforeOpenEvent } from '../events/before-open.ts';
import { ChatClosedEvent } from '../events/closed.ts';
import { ChatOpenedEvent } from '../events/opened.ts';
import { LocalizeController } from '../i18n/localize-controller.ts';
import { SupportChatApi, type OpenOptions } from './support-chat-api.ts';
import { supportChatStyles } from './support-chat.styles.ts';

/**
 * Live support with one tag: a launcher in the corner of the page and the chat behind it.
 *
 * Guarantees that nothing is fetched or stored before the visitor comes near the launcher (unless `loading="eager"`, or
 * they have a conversation from before), that the page's styles stay outside and its own inside, and that no failure
 * reaches the page but as a `chat-error` event. Importing this class never registers it; `define.ts` does.
 *
 * @tagname support-chat
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
 * @fires chat-conversation-ended - The team, or the visitor, is done with a conversation.
 * @fires chat-unread-change - The number of unread messages changed.
 * @fires chat-availability-change - Somebody of the team came or the last one left.
 * @fires chat-connection-change - The connection changed its state.
 * @fires chat-identity-change - What is known of the visitor changed.
 * @fires chat-consent-change - The visitor has decided about storage and tracking.
 * @fires chat-trigger - One of the team's triggers has struck.
 * @fires chat-form-submit - The form before the chat was filled in.
 * @fires chat-rating-submit - The visitor has said what they think of a conversation.
 * @fires chat-link-click - A link in a message was clicked; cancelable.
 * @fires chat-error - Something went wrong.
 *
 * @slot launcher - Replaces the launcher's glyph.
 * @slot header - Replaces the greeting of the start page.
 * @slot empty - Replaces the words before the first message.
 * @slot offline - Replaces the words of the connection banner.
 * @slot footer - Bottom of the start page.
 */
export class SupportChatElement extends SupportChatApi {
  static override styles = supportChatStyles;
  static override properties = { notice: { state: true } };

  static {
    // Opening makes the client, and its first snapshot is drawn right after the opening itself.
    this.disableWarning?.('change-in-update');
  }

  /** What did not work, in words; until the panel closes. */
  private notice: string | null = null;

  #resolveReady: () => void = () => {};
  /** Resolves when the configuration is there for the first time; never rejects. */
  readonly ready = new Promise<void>((resolve) => (this.#resolveReady = resolve));

  readonly #client = new ClientController(
    this,
    () => this,
    () => {
      this.#draft.set('');
      forgetChoices(this);
    },
  );
  protected override readonly link = this.#client;
  readonly #localize = new LocalizeController(this, (language, cause) => {
    if (this.debug) logToConsole('warn', `The phrases for "${language}" did not arrive.`, cause);
  });
  readonly #branding = new BrandingController(this);
  readonly #states = new CustomStates(this);
  readonly #viewport = new ViewportController(this, () => this.#panel);
  readonly #presence = new PresenceController(
    this,
    (isShown) => {
      if (isShown) this.#viewport.start();
      else this.#viewport.stop();
      this.#client.setOpen(isShown);
      this.dispatchEvent(isShown ? new ChatOpenedEvent() : new ChatClosedEvent());
    },
    () => this.#viewport.stop(),
  );
  readonly #topLayer = new TopLayerController(this, () => this.renderRoot.querySelector('.root:not(.embedded)'));
  readonly #focus = new FocusController(this);
  protected readonly pageButtons = new PageButtons(this);
  readonly #proactive = new ProactiveController();
  readonly #draft = new DraftController(this, () =>
    this.storage === 'memory' || !this.#client.mayKeep ? null : `support-chat:${this.widgetKey}:draft`,
  );
  readonly #sound = new SoundController(
    this,
    () =>
      this.#client.snapshot.config?.behavior.sound !== false &&
      (!this.#presence.isShown || document.hidden || !document.hasFocus()),
    () => this.storage === 'auto' && this.#client.mayKeep,
  );
  readonly #parts = new LazyParts((cause) => this.#client.fail(cause));
  readonly #navigation = new NavigationController(this, this.#client, (view) =>
    this.#focus.enter(view, this.#client.snapshot.messages.length, true),
  );
  /** Drawn when somebody comes near, so that opening has only to show it; what nobody opens costs nothing. */
  #hasContent = false;

  constructor() {
    super();
    callBackFor(this);
  }

  /** Opens the panel and moves the focus into it, unless `chat-before-open` is cancelled. */
  open({ conversation, draft, department }: OpenOptions = {}): void {
    if (!this.opened) {
      if (!this.dispatchEvent(new ChatBeforeOpenEvent())) return;
      this.#focus.remember();
      this.opened = true;
    }
    if (department !== undefined) this.department = department;
    if (draft !== undefined) this.setDraft(draft);
    if (conversation === undefined) return;
    this.#navigation.view = 'conversation';
    void this.#client.ask((client) => client.openConversation(conversation));
  }

  /** Closes the panel and gives the focus back. */
  close(): void {
    if (!this.opened) return;
    this.#focus.willLeave(this.#panel);
    this.opened = false;
    this.notice = null;
    if (this.#client.snapshot.proactive !== null) this.#client.client?.dismissProactive();
  }

  /** Opens the panel when it is closed, and closes it when it is open. */
  toggle(): void {
    if (this.opened) this.close();
    else this.open();
  }

  /**
   * Shows new messages as notifications of the browser's own while the page is not on screen. To be called in the handler
   * of a click or the like: browsers ask the visitor then only. Resolves with whether the visitor allows it.
   */
  enableNotifications(): Promise<boolean> {
    return import('../controllers/notifications.ts').then(
      ({ setNotifying }) => setNotifying(this, true),
      () => false,
    );
  }

  /** Sends as the visitor. Null when `chat-before-send` was cancelled or the text was refused (see `chat-error`). */
  sendMessage(text: string): Promise<ChatMessage | null> {
    this.#navigation.view = 'conversation';
    return this.#client.post(text);
  }

  /** Puts text into the composer, for the visitor to send. */
  setDraft(text: string): void {
    this.#navigation.view = 'conversation';
    this.#draft.set(text);
  }

  get #isEmbedded(): boolean {
    return this.mode === 'inline' || this.mode === 'page';
  }

  get #panel(): HTMLElement | null {
    return this.renderRoot.querySelector('.panel');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A framework may set the key a moment later.
    void this.updateComplete.then(this.#resume);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    // The loader has drawn a launcher here before this class was there; the first rendering replaces it in one go.
    this.#focus.takeOver(this.shadowRoot);
    this.shadowRoot?.replaceChildren();
    const root = super.createRenderRoot();
    if (root instanceof ShadowRoot) this.#branding.attach(root);
    this.#focus.watch(root);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { snapshot } = this.#client;
    if (this.hasUpdated && (changed.has('widgetKey') || changed.has('apiUrl'))) this.#startOver();
    if (changed.has('user') || changed.has('identityToken')) this.#client.identify();
    if (changed.has('consent')) this.#client.followConsent();
    // On a phone the panel would cover what the visitor is reading: there it stays a card.
    if (this.#proactive.update(snapshot) && !this.opened && !this.#viewport.isPhone) this.#openFor();
    this.#localize.update(snapshot.config, this.translations);
    this.#branding.update(this.accent, snapshot.config);
    if (this.opened || this.#isEmbedded) this.#hasContent = true;
    if (changed.has('opened') && this.opened) {
      // Whoever follows the badge wants to read what is new, not a greeting.
      if (snapshot.unreadCount > 0) this.#navigation.view = 'conversation';
      this.#viewport.measure();
      this.#topLayer.willOpen();
    }
    this.#navigation.update(this.#hasContent);
  }

  protected override updated(): void {
    const { snapshot } = this.#client;
    if (snapshot.config !== null) this.#resolveReady();
    this.#states.show(this, snapshot);
    this.#show();
    this.#focus.update();
    if (this.opened) void this.#focus.enter(this.#navigation.view, snapshot.messages.length);
    else this.#focus.leave();
  }

  protected override render(): TemplateResult {
    const { snapshot, wasOffline } = this.#client;
    const { localizer } = this.#localize;
    const isEmbedded = this.#isEmbedded;
    const model: PanelModel = {
      view: this.#navigation.view,
      snapshot,
      wasOffline,
      notice: this.notice,
      asksConsent: this.consent !== '',
      isMuted: this.muted,
      proactive: this.#proactive.shown(snapshot),
      parts: this.#parts,
      localizer,
      actions: this.#client,
      client: this.#client.client,
      asksFirst: this.#navigation.asksFirst,
      heading: this.heading || (snapshot.config?.teamName ?? localizer.phrases.team),
      placeholder: this.placeholder,
      isShown: this.opened || isEmbedded,
      draft: this.#draft.read(),
      canClose: !isEmbedded,
      onNavigate: this.#navigation.go,
      onBack: this.#navigation.back,
      onIntent: this.#navigation.prefetch,
      onClose: this.#close,
      onDraft: this.#onDraft,
      onMute: this.#onMute,
      onStartNew: this.#onStartNew,
      onBegin: this.#onBegin,
    };
    const { code, direction } = localizer.phrases;
    // The corner follows the page; what is inside runs as its words do, also where the page has another language.
    const content = this.#hasContent ? html`<div class="content" dir=${direction}>${renderPanel(model)}</div>` : null;
    if (isEmbedded)
      return html`<div class="root embedded" lang=${code}>
        <section class="panel" part="panel" aria-labelledby="heading">${content}</section>
      </div>`;
    return html`<div class=${this.opened ? 'root opened' : 'root'} lang=${code}>
      <dialog
        class="panel"
        part="panel"
        aria-labelledby="heading"
        @keydown=${this.#onKeydown}
        @cancel=${this.#onCancel}
        @close=${this.#close}
      >
        ${content}
      </dialog>
      ${
        this.launcher === 'none'
          ? null
          : renderLauncher({
              isOpened: this.opened,
              branding: snapshot.config?.launcher,
              unreadCount: snapshot.unreadCount,
              announcement: this.opened ? null : (snapshot.proactive?.text ?? null),
              localizer,
              onClick: () => this.toggle(),
              onIntent: this.#onLauncherIntent,
            })
      }
      ${
        this.opened || this.launcher === 'none'
          ? null
          : renderTeaser({
              snapshot,
              position: this.position,
              localizer,
              parts: this.#parts,
              onStart: this.#openConversation,
              onDismiss: this.#onDismiss,
            })
      }
    </div>`;
  }

  /** Brings dialog, viewport, client and events in line with whether the panel is on screen. */
  #show(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog !== null) this.#focus.syncDialog(dialog, this.opened, this.#viewport.isPhone);
    this.#presence.update(this.opened || this.#isEmbedded);
    if (this.opened) this.#topLayer.update();
  }

  /** Opens the conversation that a link in an e-mail stands for. */
  readonly #resume = async (): Promise<void> => {
    if (this.isConnected)
      this.notice = await resumeFromAddress(this.#client, this.#localize, () => this.#openConversation());
  };

  /** Opens the panel without a wish of the visitor's: the focus stays where it is. */
  #openFor(): void {
    if (!this.dispatchEvent(new ChatBeforeOpenEvent())) return;
    this.#navigation.view = 'conversation';
    this.opened = true;
  }

  readonly #openConversation = (): void => {
    this.#navigation.view = 'conversation';
    this.open();
  };

  readonly #onLauncherIntent = (): void => {
    this.#hasContent = true;
    this.requestUpdate();
    this.#client.onIntent();
  };

  readonly #onDismiss = (): void => {
    this.#client.client?.dismissProactive();
    this.renderRoot.querySelector<HTMLElement>('.launcher')?.focus();
  };

  readonly #onMute = ({ detail }: CustomEvent<boolean>): void => this.#sound.choose(detail);

  readonly #onStartNew = async (): Promise<void> => {
    if (await this.startConversation()) this.#navigation.go('conversation');
  };

  readonly #close = (): void => this.close();

  readonly #onBegin = ({ target }: Event): void => {
    const { departmentId, draft } = target as PrechatElement;
    if (draft !== '' && this.#draft.read() === '') this.#draft.set(draft);
    this.#navigation.begin(departmentId);
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
    this.#navigation.reset();
    this.#draft.forget();
    this.#client.restart();
  }
}
