import type { AgentConversation, AgentSnapshot, InboxFilter } from '@support-chat/sdk/agent';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { KeyedRowsController } from '../../controllers/keyed-rows-controller.ts';
import { LostFocusController } from '../../controllers/lost-focus-controller.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import { renderTabs } from '../../desk/tabs/tabs.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';
import { conversationListStyles } from './conversation-list.styles.ts';
import { countFilters, renderFilters, without } from './filters.ts';
import { drawListRow, type ListRow } from './list-row.ts';
import { scrollToRow, windowOf, type ListWindow } from './list-window.ts';
import { renderFurther } from './search-further.ts';

/** How long the agent has to stop typing before the search runs, in milliseconds. */
const SEARCH_PAUSE_MS = 250;
/** Rows from the end at which the next page is asked for. */
const LOAD_MORE_ROWS = 15;
const SCOPES = ['mine', 'queued', 'all'] as const;

/**
 * The conversations of one tab: what is searched for, filtered, waiting and unread. Only the rows in sight are in the
 * document, so ten thousand of them scroll like ten. One stop for the keyboard; arrows move within.
 */
export class InboxListElement extends LitElement {
  static override styles = conversationListStyles;
  static override properties = {
    snapshot: { attribute: false },
    language: { attribute: false },
    actions: { attribute: false },
    now: { attribute: false },
    openId: { attribute: false },
    isFiltering: { state: true },
    activeId: { state: true },
    window: { state: true },
    rowHeight: { state: true },
  };

  static {
    // How many rows there is room for is known only when they are drawn.
    this.disableWarning?.('change-in-update');
  }

  snapshot!: AgentSnapshot;
  language!: DeskLanguage<InboxPhrases>;
  actions!: InboxActions;
  /** What waiting times are counted to, in milliseconds since 1970. */
  now = 0;
  /** The conversation that is shown. */
  openId: string | null = null;

  private isFiltering = false;
  /** Where the keyboard is. */
  private activeId: string | null = null;
  private window: ListWindow = { first: 0, end: 0 };
  /** Of each row, in CSS pixels; 0 until one was drawn. */
  private rowHeight = 0;
  #search: ReturnType<typeof setTimeout> | undefined;
  readonly #resize = new ResizeObserver(() => this.#measure());

  protected readonly rows = new KeyedRowsController<ListRow>(
    this,
    () => this.renderRoot.querySelector('.rows'),
    () => this.#listRows(),
    (row, node) => drawListRow(row, node, this.#context),
    () => [this.language, this.now, this.snapshot.team, this.snapshot.me],
  );

  protected readonly lostFocus = new LostFocusController(this);

  get #context() {
    const { language, now, snapshot } = this;
    return { language, now, me: snapshot.me, team: snapshot.team };
  }

  get #conversations(): readonly AgentConversation[] {
    return this.snapshot.inbox.conversations;
  }

  /** Moves the keyboard to the search field. */
  focusSearch(): void {
    this.renderRoot.querySelector<HTMLElement>('.search input')?.focus();
  }

  /** Moves the keyboard to the rows; where there are none, to what was searched for, or to the tab that has none. */
  override focus(): void {
    const list = this.renderRoot.querySelector<HTMLElement>('.list');
    if (list === null && this.snapshot.inbox.filter.search !== undefined) return this.focusSearch();
    (list ?? this.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]'))?.focus();
  }

  /** Opens the conversation that stands after the shown one, or before it; the first step opens where the keyboard is. */
  step(by: 1 | -1): void {
    const indexOf = (wanted: string | null): number => this.#conversations.findIndex(({ id }) => id === wanted);
    const at = indexOf(this.openId);
    const goal = this.#conversations[at === -1 ? Math.max(0, indexOf(this.activeId)) : at + by];
    if (goal === undefined) return;
    this.#activate(goal.id);
    // In the field the next press would be a letter of the answer.
    this.actions.open(goal.id, 'read');
  }

  showScope(scope: InboxFilter['scope']): void {
    const { search } = this.snapshot.inbox.filter;
    this.#setFilter({ scope, ...(search === undefined ? {} : { search }) });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    clearTimeout(this.#search);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('openId') && this.openId !== null) this.activeId = this.openId;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const list = this.renderRoot.querySelector('.list');
    if (list !== null) this.#resize.observe(list);
    // Through the object model: a strict style-src forbids style attributes.
    const space = this.renderRoot.querySelector<HTMLElement>('.space');
    if (space !== null) space.style.blockSize = `${this.rowHeight * this.#conversations.length}px`;
    // Other rows alone have no other height: to ask for it would make the browser lay them out at once.
    const isScrolled = changed.size === 1 && (changed as ReadonlyMap<string, unknown>).has('window');
    if (!isScrolled) this.#measure();
  }

  protected override render(): TemplateResult {
    const { words } = this.language;
    const { filter, counts } = this.snapshot.inbox;
    const filters = countFilters(filter);
    return html`
      <div class="head">
        ${renderTabs({
          label: words.conversations,
          tabs: SCOPES.map((id) => ({
            id,
            label: words.scopes[id],
            count: id === 'all' ? 0 : (counts?.[id] ?? 0),
          })),
          selected: filter.scope,
          panelId: 'panel',
          onSelect: (scope) => this.showScope(scope),
        })}
        <div class="find">
          <label class="search" part="search">
            ${renderDeskIcon('search')}<span class="sr">${words.search}</span>
            <input
              class="field"
              type="search"
              autocomplete="off"
              spellcheck="false"
              placeholder=${words.searchHint}
              .value=${filter.search ?? ''}
              @input=${this.#onSearch}
              @keydown=${this.#onSearchKey}
            />
          </label>
          <button
            class="icon-button"
            part="icon-button"
            type="button"
            aria-label=${filters > 0 ? words.filtersOn(filters) : words.filter}
            title=${words.filter}
            aria-expanded=${this.isFiltering ? 'true' : 'false'}
            aria-controls="filters"
            @click=${() => (this.isFiltering = !this.isFiltering)}
          >
            ${renderDeskIcon('filter')}${filters > 0 ? html`<span class="count">${filters}</span>` : nothing}
          </button>
        </div>
        <div id="filters" ?hidden=${!this.isFiltering}>
          ${this.isFiltering ? renderFilters({ filter, team: this.snapshot.team, words, onChange: this.#setFilter }) : nothing}
        </div>
      </div>
      <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-${filter.scope}">${this.#renderPanel()}</div>
    `;
  }

  #renderPanel(): TemplateResult {
    const { words } = this.language;
    const { isLoading, error, filter, hasMore, isSearchPaused } = this.snapshot.inbox;
    const count = this.#conversations.length;
    const further = isSearchPaused ? renderFurther(this.language, isLoading, this.#onFurther) : nothing;
    if (count > 0) return html`${this.#renderList()}${further}`;
    if (error !== null)
      return html`<div class="blank" role="alert">
        ${renderDeskIcon('alert')}
        <p>${words.listFailed}</p>
        <button class="button quiet" type="button" @click=${() => this.#setFilter(filter)}>
          ${this.language.chat.phrases.tryAgain}
        </button>
      </div>`;
    if (isSearchPaused)
      return html`<div class="blank">
        ${renderDeskIcon('search')}
        <h2>${words.emptyTitle.search}</h2>
        ${further}
      </div>`;
    if (isLoading || hasMore || this.snapshot.status.name === 'starting')
      return renderSkeletons(this.language.chat.phrases.loading);
    const kind = filter.search || countFilters(filter) > 0 ? 'search' : filter.scope;
    return html`<div class="blank">
      ${renderDeskIcon(kind === 'search' ? 'search' : kind === 'mine' ? 'check' : 'inbox')}
      <h2>${words.emptyTitle[kind]}</h2>
      <p>${words.emptyText[kind]}</p>
      ${
        kind === 'search'
          ? html`<button class="button quiet" type="button" @click=${() => this.#setFilter({ scope: filter.scope })}>
              ${words.resetFilters}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderList(): TemplateResult {
    const { words } = this.language;
    const { filter, hasMore } = this.snapshot.inbox;
    const count = this.#conversations.length;
    const { first, end } = this.window;
    const isDrawn = this.#conversations.slice(first, end).some(({ id }) => id === this.activeId);
    return html`<div
        class="list scroll"
        part="conversations"
        role="listbox"
        tabindex="0"
        aria-label="${words.conversations}: ${words.scopes[filter.scope]}"
        aria-activedescendant=${isDrawn && this.activeId !== null ? `row-${this.activeId}` : nothing}
        @scroll=${this.#onScroll}
        @keydown=${this.#onKeydown}
        @focus=${this.#onFocus}
        @click=${this.#onClick}
      >
        <div class="space" role="none"><div class="rows" role="none"></div></div>
      </div>
      <div class="sr" role="status">${filter.search ? words.found(count, hasMore) : nothing}</div>`;
  }

  #listRows(): ListRow[] {
    const { first, end } = this.window;
    const { length } = this.#conversations;
    return this.#conversations.slice(first, end).map((conversation, index) => ({
      key: conversation.id,
      conversation,
      position: first + index + 1,
      top: (first + index) * this.rowHeight,
      count: this.snapshot.inbox.hasMore ? -1 : length,
      isOpen: conversation.id === this.openId,
      isActive: conversation.id === this.activeId,
    }));
  }

  /** Brings the window in line with what is on screen. */
  #measure(): void {
    const list = this.renderRoot.querySelector<HTMLElement>('.list');
    if (list === null) return;
    const row = list.querySelector<HTMLElement>('.rows > *');
    if (row !== null && row.offsetHeight > 0) this.rowHeight = row.offsetHeight;
    const { length } = this.#conversations;
    const view = { scrollTop: list.scrollTop, height: list.clientHeight, rowHeight: this.rowHeight };
    const next = windowOf(view, length, this.window);
    if (next.first !== this.window.first || next.end !== this.window.end) this.window = next;
    const { hasMore, isLoading, error, isSearchPaused } = this.snapshot.inbox;
    if (hasMore && !isSearchPaused && !isLoading && error === null && next.end >= length - LOAD_MORE_ROWS)
      void this.actions.ask((client) => client.loadMore());
  }

  readonly #onFurther = async (): Promise<void> => {
    if (this.snapshot.inbox.isLoading) return;
    await this.actions.ask((client) => client.loadMore());
  };

  readonly #onScroll = (): void => this.#measure();

  readonly #onFocus = (): void => {
    if (!this.#conversations.some(({ id }) => id === this.activeId))
      this.activeId = this.#conversations[this.window.first]?.id ?? null;
  };

  readonly #onClick = (event: Event): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-id]');
    if (row?.dataset['id'] === undefined) return;
    this.activeId = row.dataset['id'];
    this.actions.open(this.activeId);
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const conversations = this.#conversations;
    const at = conversations.findIndex(({ id }) => id === this.activeId);
    const { clientHeight } = event.currentTarget as HTMLElement;
    const page = Math.max(1, Math.floor(clientHeight / (this.rowHeight || 1)));
    const goal = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: conversations.length - 1,
      PageDown: at + page,
      PageUp: at - page,
    }[event.key];
    if (goal !== undefined) {
      event.preventDefault();
      const conversation = conversations[Math.max(0, Math.min(goal, conversations.length - 1))];
      if (conversation !== undefined) this.#activate(conversation.id);
    } else if ((event.key === 'Enter' || event.key === ' ') && this.activeId !== null) {
      event.preventDefault();
      this.actions.open(this.activeId);
    }
  };

  #activate(id: string): void {
    this.activeId = id;
    const list = this.renderRoot.querySelector('.list');
    const index = this.#conversations.findIndex((conversation) => conversation.id === id);
    if (list !== null && index !== -1)
      list.scrollTop = scrollToRow(index, list.scrollTop, list.clientHeight, this.rowHeight);
  }

  readonly #onSearch = (event: Event): void => {
    const search = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#search);
    this.#search = setTimeout(() => {
      const { filter } = this.snapshot.inbox;
      this.#setFilter(search === '' ? without(filter, 'search') : { ...filter, search });
    }, SEARCH_PAUSE_MS);
  };

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.focus();
  };

  readonly #setFilter = (filter: InboxFilter): void => {
    const list = this.renderRoot.querySelector('.list');
    if (list !== null) list.scrollTop = 0;
    void this.actions.ask((client) => client.setFilter(filter));
  };
}

function renderSkeletons(label: string): TemplateResult {
  return html`<div class="skeletons" aria-busy="true">
    <span class="sr">${label}</span>
    ${[1, 2, 3, 4, 5, 6].map(
      () =>
        html`<div class="bone-row">
          <div class="skeleton bone-face"></div>
          <div class="bone-lines">
            <div class="skeleton"></div>
            <div class="skeleton"></div>
          </div>
        </div>`,
    )}
  </div>`;
}
