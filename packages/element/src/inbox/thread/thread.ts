import type { AgentMessage, AgentSnapshot, AgentThread } from '@support-chat/sdk/agent';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { isEnded } from '../../content/conversation.ts';
import { AnnouncerController } from '../../controllers/announcer-controller.ts';
import { ChunkController } from '../../controllers/chunk-controller.ts';
import { KeyedRowsController } from '../../controllers/keyed-rows-controller.ts';
import { LostFocusController } from '../../controllers/lost-focus-controller.ts';
import { RichTextController } from '../../controllers/rich-text-controller.ts';
import { ScrollAnchorController } from '../../controllers/scroll-anchor-controller.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { DeskMenuElement } from '../../desk/menu/menu.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';
import { Arrivals, sentenceFor } from './arrivals.ts';
import { excerptFor, messageMenu, type MessageIntent } from './message-menu.ts';
import type { MessageRange } from './message-range.ts';
import { MessageStops } from './message-stops.ts';
import { messagesThatPlay } from './messages-in-use.ts';
import { offersSomething } from './offers.ts';
import { renderThreadMessage } from './thread-message.ts';
import { ThreadRows, type ThreadRow } from './thread-rows.ts';
import { ThreadWindow } from './thread-window.ts';
import { threadStyles } from './thread.styles.ts';

/** Distance from the beginning at which earlier messages are asked for, in CSS pixels. */
const LOAD_OLDER_PX = 320;

const NONE: readonly AgentMessage[] = [];

/** What an agent wants to do with a message: answered by the composer. */
export class MessageIntentEvent extends CustomEvent<MessageIntent> {
  constructor(intent: MessageIntent) {
    super('message-intent', { detail: intent, bubbles: true, composed: true });
  }
}

/**
 * A conversation as the team reads it: day by day, group by group, notes among the messages, following the newest unless
 * the reader has scrolled away. However long it is, only what is near what is read is in the document.
 */
export class InboxThreadElement extends LitElement {
  static override styles = threadStyles;
  static override properties = {
    snapshot: { attribute: false },
    language: { attribute: false },
    actions: { attribute: false },
    isShown: { attribute: false },
    toolsId: { state: true },
  };

  snapshot!: AgentSnapshot;
  language!: DeskLanguage<InboxPhrases>;
  actions!: InboxActions;
  /** False while something covers it: nothing counts as read then. */
  isShown = true;

  /** The message whose actions are asked for. */
  private toolsId: string | null = null;

  protected readonly rows = new KeyedRowsController<ThreadRow>(
    this,
    () => this.renderRoot.querySelector('.rows'),
    () => this.#drawnRows(),
    (row, node) => this.#drawRow(row, node),
    () => [this.language, this.actions, this.#richText.render, new Date().toDateString(), this.#visitorName],
  );
  readonly #window = new ThreadWindow(this, {
    findLog: () => this.renderRoot.querySelector('.log'),
    findRows: () => this.renderRoot.querySelector('.rows'),
    isFollowing: () => this.#scroll.isAtEnd,
  });
  // Only for the end: the window keeps what is in sight in its place.
  readonly #scroll: ScrollAnchorController = new ScrollAnchorController(
    this,
    () => this.renderRoot.querySelector('.log'),
    () => undefined,
  );
  readonly #stops = new MessageStops(this, (id) => this.#reach(id));
  protected readonly lostFocus = new LostFocusController(this);
  readonly #announcer = new AnnouncerController(this);
  readonly #richText = new RichTextController(this, () => this.#isDrawn(({ entities }) => Boolean(entities)));
  protected readonly rich = new ChunkController(
    this,
    () => this.#isDrawn(offersSomething),
    () => import('../../define-inbox-rich.ts'),
  );
  #drawn: MessageRange = { first: 0, end: 0 };
  #rows = new ThreadRows([], { unreadAfter: null, visitorReadSeq: 0, isEnded: false });
  #arrivals = new Arrivals();
  #conversationId: string | null = null;
  /** What came in since it was drawn last. */
  readonly #arrivedIds = new Set<string>();
  #unseen = 0;
  /** Where reading had ended when the conversation was opened; null until that is known. */
  #unreadAfter: number | null = null;
  #markedSeq = -1;
  #askedBefore: string | undefined;

  get #thread(): AgentThread | null {
    return this.snapshot.thread;
  }

  get #messages(): readonly AgentMessage[] {
    return this.#thread?.messages ?? NONE;
  }

  get #visitorName(): string {
    return this.#thread?.details?.visitor.name ?? this.language.words.visitor;
  }

  /** Moves the keyboard to the messages. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.log')?.focus({ preventScroll: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  protected override willUpdate(): void {
    const thread = this.#thread;
    if (thread?.conversationId !== this.#conversationId) this.#startOver(thread);
    if (thread !== null && !thread.isLoading) this.#noteNews(thread.messages);
    this.#drawn = this.#window.rangeOf(this.#messages);
  }

  protected override updated(): void {
    // What arrives out of sight does not rise into place when somebody scrolls there.
    this.#arrivedIds.clear();
    this.#markRead();
    if (this.#askedBefore !== this.#thread?.messages[0]?.id) this.#loadOlderIfNear();
  }

  #startOver(thread: AgentThread | null): void {
    this.#conversationId = thread?.conversationId ?? null;
    this.#arrivals = new Arrivals();
    this.#unseen = 0;
    this.#unreadAfter = null;
    this.#markedSeq = -1;
    this.#askedBefore = undefined;
    this.#scroll.isAtEnd = true;
    this.toolsId = null;
  }

  #noteNews(messages: readonly AgentMessage[]): void {
    if (!this.#arrivals.hasBegun) this.#unreadAfter = this.#thread?.readSeq ?? null;
    for (const message of this.#arrivals.of(messages)) {
      this.#arrivedIds.add(message.id);
      if (message.isOwn) this.#scroll.isAtEnd = true;
      else {
        this.#unseen += 1;
        this.#announcer.announce(sentenceFor(message, this.#visitorName, this.language));
      }
    }
    if (this.#scroll.isAtEnd) this.#unseen = 0;
  }

  protected override render(): TemplateResult {
    const { words, chat } = this.language;
    const thread = this.#thread;
    if (thread?.error && thread.messages.length === 0)
      return html`<div class="blank" role="alert">
        ${renderDeskIcon('alert')}
        <p>${words.threadFailed}</p>
        <button class="button quiet" type="button" @click=${this.#reload}>${chat.phrases.tryAgain}</button>
      </div>`;
    const isLoading = thread?.isLoading ?? true;
    return html`
      <div
        class="log scroll"
        part="messages"
        role="log"
        aria-live="off"
        aria-label=${chat.phrases.messages}
        aria-busy=${isLoading ? 'true' : 'false'}
        tabindex="0"
        @scroll=${this.#onScroll}
        @selectstart=${this.#window.onSelectStart}
        @click=${this.#onClick}
        @keydown=${this.#stops.onKeydown}
      >
        ${this.#renderBeginning(thread, isLoading)}
        <div class="rows" role="list"></div>
        <div class="tail">${this.#renderTyping(thread)}</div>
      </div>
      ${this.#scroll.isAtEnd ? nothing : this.#renderJump()}
      <support-desk-menu
        look="none"
        .label=${this.#toolsLabel()}
        .items=${this.#toolItems()}
        @desk-choose=${this.#onTool}
      ></support-desk-menu>
      <div class="sr" aria-live="polite"></div>
    `;
  }

  #renderBeginning(thread: AgentThread | null, isLoading: boolean): unknown {
    const { words, chat } = this.language;
    if (thread?.hasOlder)
      return html`<div class="older">${thread.isLoadingOlder ? chat.phrases.loadingOlder : nothing}</div>`;
    if (!isLoading)
      return html`<div class="older">${this.#messages.length === 0 ? words.emptyThread : words.beginning}</div>`;
    if (this.#messages.length > 0) return nothing;
    return [0, 1, 2, 3].map((index) => html`<div class="skeleton bone-${index} ${index % 2 ? 'end' : ''}"></div>`);
  }

  #renderTyping(thread: AgentThread | null): unknown {
    const { words, chat } = this.language;
    const colleagues = thread?.otherAgentsTyping ?? [];
    return [
      thread?.visitorIsTyping
        ? html`<div class="typing" part="typing">
            <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span
            >${chat.phrases.isTyping(this.#visitorName)}
          </div>`
        : nothing,
      colleagues.length === 0
        ? nothing
        : html`<div class="typing">${words.colleagueTyping(chat.list(colleagues), colleagues.length)}</div>`,
    ];
  }

  #isDrawn(holds: (message: AgentMessage) => boolean): boolean {
    return this.#messages.slice(this.#drawn.first, this.#drawn.end).some(holds);
  }

  #drawnRows(): ThreadRow[] {
    const messages = this.#messages;
    const marks = {
      unreadAfter: this.#unreadAfter,
      visitorReadSeq: this.#thread?.visitorReadSeq ?? 0,
      isEnded: isEnded(this.#thread?.details?.conversation ?? null),
    };
    if (!this.#rows.areOf(messages, marks)) this.#rows = new ThreadRows(messages, marks);
    return this.#indexes().flatMap((index) => this.#rows.of(index));
  }

  /** The messages in and near sight, and those that must not leave: where the keyboard is, and what is being played. */
  #indexes(): number[] {
    const { first, end } = this.#drawn;
    const indexes = Array.from({ length: end - first }, (_, index) => first + index);
    // The keyboard comes back from the menu to the message that it is of.
    const focused = this.shadowRoot?.activeElement === this.#menu ? this.toolsId : this.#stops.messageId;
    const kept = [focused, ...messagesThatPlay(this.renderRoot)]
      .filter((id) => id !== null && !this.#window.holds(id))
      .map((kept) => this.#messages.findIndex(({ id }) => id === kept))
      .filter((index) => index !== -1);
    return [...new Set([...indexes, ...kept])].sort((a, b) => a - b);
  }

  #drawRow(row: ThreadRow, node: HTMLElement): TemplateResult {
    const { language, actions } = this;
    node.setAttribute('role', 'listitem');
    node.dataset['message'] = row.messageId;
    if (row.kind === 'day')
      return html`<div class="day" part="day-divider">${language.chat.day(row.at, Date.now())}</div>`;
    if (row.kind === 'new')
      return html`<div class="day news" part="day-divider">${language.chat.phrases.newMessages(row.count)}</div>`;
    if (this.#arrivedIds.has(row.key)) node.className = 'arrived';
    if (row.kind === 'system')
      return html`<div class="system" part="message message-system" dir="auto">${row.message.text}</div>`;
    return renderThreadMessage({
      row,
      language,
      actions,
      visitorName: this.#visitorName,
      renderRich: this.#richText.render,
      onQuote: (id) => void this.#jumpTo(id),
    });
  }

  #renderJump(): TemplateResult {
    const { phrases } = this.language.chat;
    return html`<button
      class=${this.#unseen > 0 ? 'jump new' : 'jump'}
      part="jump"
      type="button"
      aria-label=${this.#unseen > 0 ? nothing : phrases.jumpToLatest}
      @click=${this.#onJump}
    >
      ${this.#unseen > 0 ? phrases.newMessages(this.#unseen) : nothing}${renderDeskIcon('down')}
    </button>`;
  }

  get #chosen(): AgentMessage | undefined {
    if (this.toolsId === null) return undefined;
    return this.#thread?.messages.find(({ id }) => id === this.toolsId);
  }

  #toolsLabel(): string {
    const message = this.#chosen;
    return message === undefined ? '' : this.language.words.messageActions(excerptFor(message));
  }

  #toolItems() {
    const message = this.#chosen;
    return message === undefined ? [] : messageMenu(message, this.language);
  }

  readonly #onClick = (event: Event): void => {
    const button = (event.target as HTMLElement).closest<HTMLElement>('.tool');
    const id = button?.closest<HTMLElement>('[data-id]')?.dataset['id'];
    if (button === null || id === undefined) return;
    this.toolsId = id;
    void this.updateComplete.then(() => this.#menu?.open(button));
  };

  get #menu(): DeskMenuElement | null {
    return this.renderRoot.querySelector('support-desk-menu');
  }

  readonly #onTool = ({ detail }: CustomEvent<{ readonly id: string }>): void => {
    const message = this.#chosen;
    if (message === undefined) return;
    const { words } = this.language;
    if (detail.id === 'reply' || detail.id === 'edit')
      this.dispatchEvent(new MessageIntentEvent({ kind: detail.id, message }));
    else if (detail.id === 'copy')
      void navigator.clipboard.writeText(message.text).then(
        () => this.actions.show({ words: words.copied }),
        () => this.actions.show({ words: this.language.chat.phrases.actionFailed, tone: 'danger' }),
      );
    else void this.actions.ask((client) => client.deleteMessage(message.id));
  };

  /** Draws a message with those around it, wherever in the thread it is; false when it is on none of the pages that are here. */
  async #reach(id: string): Promise<boolean> {
    if (this.#window.holds(id)) return true;
    if (!this.#window.show(id)) return false;
    this.#scroll.isAtEnd = false;
    await this.updateComplete;
    return true;
  }

  readonly #jumpTo = async (id: string): Promise<void> => {
    if (!(await this.#reach(id))) return;
    this.#scroll.isAtEnd = false;
    const message = this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    if (message === null) return;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    message.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
    message.animate([{ opacity: 1 }, { opacity: 0.35 }, { opacity: 1 }], { duration: isCalm ? 0 : 700, delay: 250 });
  };

  readonly #onJump = (): void => {
    this.#scroll.toEnd(matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');
    this.focus();
  };

  readonly #onScroll = (): void => {
    this.#scroll.onScroll();
    this.#window.onScroll();
    this.#loadOlderIfNear();
  };

  readonly #onVisibility = (): void => this.#markRead();

  readonly #reload = (): void => {
    if (this.#conversationId !== null) this.actions.open(this.#conversationId);
  };

  #loadOlderIfNear(): void {
    const thread = this.#thread;
    const log = this.renderRoot.querySelector('.log');
    if (thread === null || log === null || log.scrollTop > LOAD_OLDER_PX) return;
    if (!thread.hasOlder || thread.isLoadingOlder || thread.isLoading) return;
    this.#askedBefore = thread.messages[0]?.id;
    void this.actions.ask((client) => client.loadOlder());
  }

  #markRead(): void {
    const thread = this.#thread;
    if (thread === null || thread.isLoading || !this.isShown || !this.#scroll.isAtEnd || document.hidden) return;
    const newest = thread.messages.findLast(({ seq }) => seq !== null)?.seq ?? 0;
    if (newest <= thread.readSeq || newest === this.#markedSeq) return;
    this.#markedSeq = newest;
    void this.actions.ask((client) => client.markRead());
  }
}
