import type { ChatMessage, ChatSnapshot } from '@support-chat/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { isEnded } from '../../content/conversation.ts';
import { DrawnMessages } from '../../content/drawn-messages.ts';
import {
  findUnread,
  toMessageRows,
  withoutReceipts,
  type MessageRow,
  type UnreadBeginning,
} from '../../content/message-rows.ts';
import { countSame, findNewMessages } from '../../content/new-messages.ts';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import { AnnouncerController } from '../../controllers/announcer-controller.ts';
import { ChunkController } from '../../controllers/chunk-controller.ts';
import { KeyedRowsController } from '../../controllers/keyed-rows-controller.ts';
import { LostFocusController } from '../../controllers/lost-focus-controller.ts';
import { RichTextController } from '../../controllers/rich-text-controller.ts';
import { ScrollAnchorController } from '../../controllers/scroll-anchor-controller.ts';
import { ChatLinkClickEvent } from '../../events/link-click.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderIcon } from '../icon/icon.ts';
import { isRich, renderMessage } from '../message/message.ts';
import { messageListStyles } from './message-list.styles.ts';

/** Distance from the beginning at which earlier messages are asked for, in CSS pixels. */
const LOAD_OLDER_PX = 240;

/**
 * The conversation as it is read: day by day, group by group, from what is unread on, and following the newest message
 * unless the reader has scrolled away. Says new messages to screen readers and tells when everything has been seen.
 *
 * @slot empty - Stands before the first message.
 * @slot after - Stands behind the last one.
 * @csspart messages - The scrolling log.
 * @csspart day-divider - "Today".
 * @csspart message - A message with its name, picture and state; also `message-visitor`, `message-agent` and so on.
 * @csspart message-system - A line that nobody wrote: "Mika joined the conversation".
 * @csspart bubble - The text of a message.
 * @csspart meta - Time and state of delivery.
 * @csspart avatar - A person's picture or initials.
 */
export class MessageListElement extends LitElement {
  static override styles = messageListStyles;
  static override properties = {
    snapshot: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
    isShown: { attribute: false },
  };

  snapshot!: ChatSnapshot;
  localizer!: Localizer;
  actions!: ChatActions;
  /** False while the panel is closed: nothing counts as read then. */
  isShown = false;

  // Before the scroll anchor, which measures what is drawn here.
  protected readonly rows = new KeyedRowsController<MessageRow>(
    this,
    () => this.renderRoot.querySelector('.rows'),
    () => {
      const { config } = this.snapshot;
      return toMessageRows(
        config?.features.receipts === false ? withoutReceipts(this.#messages) : this.#messages,
        this.#unread,
      );
    },
    (row, node) => this.#drawRow(row, node),
    () => [
      this.localizer,
      this.actions,
      this.#richText.render,
      new Date().toDateString(),
      // What was asked by a form may have been answered by another message.
      this.#messages.some(isRich) && this.snapshot.messages,
    ],
  );
  readonly #scroll = new ScrollAnchorController(
    this,
    () => this.renderRoot.querySelector('.log'),
    () => this.#drawn.firstId,
  );
  readonly #drawn = new DrawnMessages<ChatMessage>();
  #messages: readonly ChatMessage[] = [];
  protected readonly lostFocus = new LostFocusController(this);
  readonly #announcer = new AnnouncerController(this);
  readonly #richText = new RichTextController(this, () => this.#messages.some(({ entities }) => entities));
  protected readonly files = new ChunkController(
    this,
    () => this.#messages.some(({ attachments }) => attachments[0]),
    () => import('../../define-attachments.ts'),
  );
  protected readonly rich = new ChunkController(
    this,
    () => this.#messages.some(isRich),
    () => import('../../define-rich.ts'),
  );
  protected readonly tail = new ChunkController(
    this,
    () =>
      this.snapshot.typing ||
      this.snapshot.conversation?.queuePosition ||
      this.#messages.some(({ content }) => content?.['quick_replies']),
    () => import('../../define-tail.ts'),
  );
  #isPointedAt = false;
  protected readonly tools = new ChunkController(
    this,
    () => this.#isPointedAt || this.#messages.some(({ replyTo }) => replyTo),
    async () => (await import('../../define-message-tools.ts')).equip(this),
  );
  /** Everything that was ever in the list; null until it is shown for the first time. */
  #knownIds: Set<string> | null = null;
  /** What came in after that: it rises into place and is said to screen readers, once. */
  readonly #arrivedIds = new Set<string>();
  readonly #unseenIds = new Set<string>();
  /** What was not sent, and is known not to be. */
  readonly #failedIds = new Set<string>();
  /** The thread as it was looked through last. */
  #noted: readonly ChatMessage[] = [];
  #conversationId: string | undefined;
  /** Of this showing; undefined while it is not known. */
  #unread: UnreadBeginning | null | undefined;
  /** Whether the reader is still to be taken to what is unread. */
  #seeksNews = false;
  #markedId: string | undefined;
  #askedBefore: string | undefined;
  /** What the list began with when it was last drawn. */
  #beginning = '';

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
    const { messages, conversation, isLoadingMessages } = this.snapshot;
    // What stands in another conversation is no news.
    if (conversation?.id !== this.#conversationId && !messages.some(({ id }) => this.#knownIds?.has(id)))
      this.#knownIds = null;
    if (!this.isShown || conversation?.id !== this.#conversationId) this.#unread = undefined;
    if (this.isShown && this.#unread === undefined && messages.length > 0 && !isLoadingMessages) {
      this.#unread = findUnread(messages, this.snapshot.unreadCount);
      // Reading goes on where it has stopped.
      this.#seeksNews = this.#unread !== null;
      this.#scroll.isAtEnd = !this.#seeksNews;
    }
    this.#conversationId = conversation?.id;
    this.#noteNews();
    this.#messages = this.#drawn.of(messages, this.#scroll.isAtEnd);
  }

  #noteNews(): void {
    const { snapshot, localizer } = this;
    if (snapshot.isLoadingMessages) return;
    // Only from where the thread has changed, and one known message before that: a long one costs no more than a short one.
    const from = this.#knownIds === null ? 0 : Math.max(0, countSame(this.#noted, snapshot.messages) - 1);
    const messages = snapshot.messages.slice(from);
    this.#noted = snapshot.messages;
    this.#sayFailures(messages, this.#knownIds !== null && this.isShown);
    const added = this.#knownIds === null ? [] : findNewMessages(messages, this.#knownIds);
    for (const { id, sender, text, attachments } of added) {
      const words = [text, ...attachments.map(({ name }) => name)].filter(Boolean).join(', ');
      this.#arrivedIds.add(id);
      // Whoever writes wants to see what they wrote.
      if (sender.kind === 'visitor') this.#scroll.isAtEnd = true;
      else {
        this.#unseenIds.add(id);
        // While the panel is closed the launcher says that there is something to read.
        if (this.isShown)
          this.#announcer.announce(
            sender.kind === 'system' ? text : `${sender.name ?? localizer.phrases.team}: ${words}`,
          );
      }
    }
    this.#knownIds ??= new Set();
    for (const { id } of messages) this.#knownIds.add(id);
    if (this.isShown && this.#scroll.isAtEnd) this.#unseenIds.clear();
  }

  protected override updated(): void {
    if (this.#seeksNews) {
      this.#seeksNews = false;
      const news = this.renderRoot.querySelector<HTMLElement>('.news');
      if (news === null) this.#scroll.toEnd();
      else this.#scroll.toItem(news);
    }
    this.#markRead();
    // Once for each beginning: a failure is not answered with the same request again and again. And only then, because
    // asking where the list stands makes the browser lay it out.
    const { messages, hasOlderMessages, isLoadingOlder } = this.snapshot;
    const beginning = [messages[0]?.id, this.#drawn.firstId, this.isShown, hasOlderMessages, isLoadingOlder].join();
    if (beginning === this.#beginning) return;
    this.#beginning = beginning;
    if (this.#askedBefore !== messages[0]?.id) this.#loadOlderIfNear();
  }

  protected override render(): TemplateResult {
    const { messages, conversation, isLoadingMessages, hasOlderMessages, isLoadingOlder } = this.snapshot;
    const { phrases } = this.localizer;
    return html`
      <div
        class="log"
        part="messages"
        role="log"
        aria-live="off"
        aria-label=${phrases.messages}
        aria-busy=${isLoadingMessages ? 'true' : 'false'}
        tabindex="0"
        @scroll=${this.#onScroll}
        @pointerover=${this.#onInterest}
        @focus=${this.#onInterest}
      >
        ${hasOlderMessages ? html`<div class="older">${isLoadingOlder ? phrases.loadingOlder : nothing}</div>` : isLoadingMessages ? nothing : html`<slot name="empty"></slot>`}
        ${
          isLoadingMessages && messages.length === 0
            ? [62, 44, 70, 38].map(
                (width, index) => html`<div class="skeleton s${width} ${index % 2 ? 'end' : ''}"></div>`,
              )
            : nothing
        }
        <div class="rows" role="list"></div>
        <div>
          <support-chat-tail
            .snapshot=${this.snapshot}
            .localizer=${this.localizer}
            .actions=${this.actions}
            .isShown=${this.isShown}
          ></support-chat-tail>
          <slot name="after"
            >${isEnded(conversation) ? html`<div class="system">${phrases.ended}</div>` : nothing}</slot
          >
        </div>
      </div>
      ${this.#scroll.isAtEnd ? nothing : this.#renderJump()}
      <div class="sr" aria-live="polite"></div>
      <div class="sr" aria-live="assertive"></div>
    `;
  }

  #drawRow(row: MessageRow, node: HTMLElement): TemplateResult {
    const { localizer, actions } = this;
    node.setAttribute('role', 'listitem');
    if (row.kind === 'day') return html`<div class="day" part="day-divider">${localizer.day(row.at, Date.now())}</div>`;
    if (row.kind === 'new')
      return html`<div class="day news" part="day-divider">${localizer.phrases.newMessages(row.count)}</div>`;
    if (this.#arrivedIds.has(row.key)) node.className = 'arrived';
    if (row.kind === 'system')
      return html`<div class="system" part="message message-system" dir="auto">${row.message.text}</div>`;
    return renderMessage({
      row,
      messages: this.snapshot.messages,
      localizer,
      actions,
      onLinkClick: this.#onLinkClick,
      renderRich: this.#richText.render,
    });
  }

  /** The visitor believes that it was sent: they have to know at once. */
  #sayFailures(messages: readonly ChatMessage[], isNews: boolean): void {
    const { phrases } = this.localizer;
    for (const { id, delivery, text } of messages) {
      const wasKnown = this.#failedIds.delete(id);
      if (delivery?.state !== 'failed') continue;
      this.#failedIds.add(id);
      if (!isNews || wasKnown) continue;
      const reason = phrases.failures[delivery.error.code as keyof typeof phrases.failures];
      this.#announcer.announce([phrases.delivery.failed, text, reason].filter(Boolean).join(': '), 'assertive');
    }
  }

  #renderJump(): TemplateResult {
    const { phrases } = this.localizer;
    const count = this.#unseenIds.size;
    return html`<button
      class=${count > 0 ? 'jump new' : 'jump'}
      part="jump"
      type="button"
      aria-label=${count > 0 ? nothing : phrases.jumpToLatest}
      @click=${this.#onJump}
    >
      ${count > 0 ? phrases.newMessages(count) : nothing}${renderIcon('down')}
    </button>`;
  }

  readonly #onJump = (): void => {
    this.#scroll.toEnd(matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');
    this.focus();
  };

  /** To be called before the list is scrolled on purpose: it follows its end no longer. */
  release(): void {
    this.#scroll.isAtEnd = false;
  }

  readonly #onInterest = (): void => {
    if (this.#isPointedAt) return;
    this.#isPointedAt = true;
    this.requestUpdate();
  };

  readonly #onScroll = (): void => {
    this.#scroll.onScroll();
    this.#loadOlderIfNear();
  };

  readonly #onVisibility = (): void => this.#markRead();

  readonly #onLinkClick = (event: MouseEvent): void => {
    const link = event.currentTarget as HTMLAnchorElement;
    if (!this.dispatchEvent(new ChatLinkClickEvent({ href: link.href }))) event.preventDefault();
  };

  #loadOlderIfNear(): void {
    const { messages, hasOlderMessages, isLoadingOlder } = this.snapshot;
    const log = this.renderRoot.querySelector('.log');
    if (log === null || !this.isShown || log.scrollTop > LOAD_OLDER_PX) return;
    if (this.#drawn.extend(messages)) return this.requestUpdate();
    if (!hasOlderMessages || isLoadingOlder) return;
    this.#askedBefore = messages[0]?.id;
    this.actions.loadOlder();
  }

  #markRead(): void {
    const { messages, unreadCount } = this.snapshot;
    const newestId = messages.at(-1)?.id;
    if (
      !this.isShown ||
      !this.#scroll.isAtEnd ||
      unreadCount === 0 ||
      newestId === this.#markedId ||
      document.visibilityState !== 'visible'
    )
      return;
    this.#markedId = newestId;
    this.actions.markRead();
  }
}
