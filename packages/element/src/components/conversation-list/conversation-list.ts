import { isChatError, type ChatListedConversation, type ChatSnapshot } from '@support-chat/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { isEnded } from '../../content/conversation.ts';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderAvatar } from '../avatar/avatar.ts';
import { renderIcon } from '../icon/icon.ts';
import { conversationListStyles } from './conversation-list.styles.ts';

/**
 * The visitor's conversations with the team, newest first, page by page. Asks for the first page by itself, and shows a
 * conversation only when its messages are there, so that a failure is told where the choice was made.
 *
 * @fires chosen - The client shows the conversation that was chosen. Internal.
 * @fires start - The visitor wants to begin another conversation. Internal.
 */
export class ConversationListElement extends LitElement {
  static override styles = conversationListStyles;
  static override properties = {
    snapshot: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
    heading: {},
    openingId: { state: true },
    problem: { state: true },
  };

  snapshot!: ChatSnapshot;
  localizer!: Localizer;
  actions!: ChatActions;
  /** Who the visitor talks to where no agent has taken over. */
  heading = '';
  protected openingId: string | null = null;
  protected problem: { readonly text: string; readonly retry: () => void } | null = null;
  #isAsking = false;
  /** Whether the first page was asked for and has not come. */
  #isFirstAsked = false;

  protected override willUpdate(): void {
    const { conversations } = this.snapshot;
    // Once, and again when it has become another visitor's list. What has failed waits for the visitor.
    const isUnknown = conversations === null || (conversations.items.length === 0 && conversations.hasMore);
    const isAsked = this.#isFirstAsked;
    this.#isFirstAsked = isUnknown;
    if (isUnknown && !isAsked) void this.#load();
  }

  protected override render(): TemplateResult {
    const items = this.snapshot.conversations?.items ?? [];
    return html`<div class="scroller">
      ${items.length > 0 ? this.#renderItems(items) : this.problem === null ? this.#renderNothing() : nothing}
      ${
        this.problem === null
          ? nothing
          : html`<div class="note" part="note" role="alert">
              ${renderIcon('alert')}
              <p>${this.problem.text}</p>
              <button class="quiet" part="button-quiet" type="button" @click=${this.problem.retry}>
                ${this.localizer.phrases.tryAgain}
              </button>
            </div>`
      }
    </div>`;
  }

  #renderNothing(): TemplateResult {
    const { phrases } = this.localizer;
    if (this.snapshot.conversations?.hasMore === false)
      return html`<div class="note" part="note">
        ${renderIcon('clock')}
        <p>${phrases.history.empty}</p>
        <button class="button" part="button" type="button" @click=${this.#start}>${phrases.sendUsAMessage}</button>
      </div>`;
    return html`<p class="sr" role="status">${phrases.loading}</p>
      ${[54, 72, 40].map(
        (width) =>
          html`<div class="placeholder" aria-hidden="true">
            <span class="skeleton face"></span
            ><span class="words"><span class="skeleton line"></span><span class="skeleton line w${width}"></span></span>
          </div>`,
      )}`;
  }

  #renderItems(items: readonly ChatListedConversation[]): TemplateResult {
    const { phrases } = this.localizer;
    const isComplete = this.snapshot.conversations?.hasMore === false;
    return html`<ul>
        ${items.map((item) => html`<li>${this.#renderItem(item)}</li>`)}
      </ul>
      ${
        isComplete || this.problem !== null
          ? nothing
          : html`<button
              class="quiet more"
              part="button-quiet"
              type="button"
              aria-disabled=${this.#isAsking ? 'true' : nothing}
              @click=${this.#showMore}
            >
              ${this.#isAsking ? phrases.oneMoment : phrases.history.showMore}
            </button>`
      }
      ${
        isEnded(items[0] ?? null)
          ? html`<button class="button start" part="button" type="button" @click=${this.#start}>
              ${phrases.startNew}
            </button>`
          : nothing
      }`;
  }

  #renderItem(item: ChatListedConversation): TemplateResult {
    const { localizer, snapshot, openingId } = this;
    const { phrases } = localizer;
    const { id, agent, excerpt, unreadCount, updatedAt } = item;
    const name = agent?.name ?? this.heading;
    return html`<button
      class=${unreadCount > 0 ? 'item unread' : 'item'}
      part="card"
      type="button"
      data-id=${id}
      aria-busy=${openingId === id ? 'true' : nothing}
      @click=${() => void this.#open(id)}
    >
      ${renderAvatar({ name, avatarUrl: agent === null ? (snapshot.config?.logoUrl ?? null) : agent.avatarUrl })}
      <span class="words"
        ><span class="name" part="name"><bdi>${name}</bdi></span
        ><span class="excerpt" dir="auto">${excerpt?.trim() || phrases.history.withoutText}</span></span
      >
      <span class="aside"
        ><time>${localizer.timeOrDay(updatedAt, Date.now())}</time>${
          unreadCount > 0
            ? html`<span class="count" part="badge" aria-hidden="true">${unreadCount > 99 ? '99+' : unreadCount}</span
                ><span class="sr">${phrases.unread(unreadCount)}</span>`
            : isEnded(item)
              ? html`<span class="ended">${phrases.history.ended}</span>`
              : renderIcon('chevron')
        }</span
      >
    </button>`;
  }

  async #load(): Promise<void> {
    this.#isAsking = true;
    this.problem = null;
    this.requestUpdate();
    const outcome = await this.actions.ask((chat) => chat.loadConversations());
    this.#isAsking = false;
    if (isChatError(outcome)) this.#fail(this.localizer.phrases.history.failed, () => void this.#load());
    this.requestUpdate();
  }

  readonly #showMore = async (): Promise<void> => {
    if (this.#isAsking) return;
    const known = this.renderRoot.querySelectorAll('.item').length;
    await this.#load();
    await this.updateComplete;
    // The button may be gone with the last page; reading goes on where the new ones begin.
    this.renderRoot.querySelectorAll<HTMLElement>('.item')[known]?.focus();
  };

  async #open(id: string): Promise<void> {
    if (this.openingId !== null) return;
    this.openingId = id;
    this.problem = null;
    const outcome = await this.actions.ask((chat) => chat.openConversation(id));
    this.openingId = null;
    if (!isChatError(outcome)) this.dispatchEvent(new Event('chosen'));
    else this.#fail(this.localizer.phrases.actionFailed, () => void this.#open(id));
  }

  #fail(text: string, retry: () => void): void {
    this.problem = { text, retry };
  }

  readonly #start = (): void => void this.dispatchEvent(new Event('start'));
}
