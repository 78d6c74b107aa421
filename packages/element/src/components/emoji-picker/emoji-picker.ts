import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderIcon } from '../icon/icon.ts';
import type * as EmojiData from './emoji-data.ts';
import type { Emoji, EmojiGroup } from './emoji-data.ts';
import { emojiPickerStyles } from './emoji-picker.styles.ts';
import { moveInGrid } from './move-in-grid.ts';

/** As wide as the narrowest phone has room for. */
const COLUMNS = 8;

/** The latest first, for as long as the page lives: what somebody laughs about is nothing to store. */
let recent: readonly Emoji[] = [];

type Section = readonly [EmojiGroup | 'recent' | 'found', readonly Emoji[]];

/**
 * A grid of emoji with a search by their English names. One stop for Tab; arrows, Home and End move within.
 *
 * @fires choose - `detail` is the character.
 * @csspart menu - The box around it.
 * @fires close - Nothing was chosen. `detail` tells whether the visitor wants to go on writing.
 */
export class EmojiPickerElement extends LitElement {
  static override styles = emojiPickerStyles;
  static override properties = {
    localizer: { attribute: false },
    query: { state: true },
    data: { state: true },
    hasFailed: { state: true },
    current: { state: true },
  };

  localizer!: Localizer;
  protected query = '';
  protected data: typeof EmojiData | null = null;
  protected hasFailed = false;
  /** Which cell Tab comes to, counted through all sections. */
  protected current = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override firstUpdated(): void {
    this.focus();
  }

  /** Where a keyboard would jump up on a touch screen, the first emoji takes the focus instead of the search. */
  override focus(options?: FocusOptions): void {
    const isTouch = matchMedia('(pointer: coarse)').matches;
    const target = isTouch ? (this.#cells[0] ?? this.renderRoot.querySelector<HTMLElement>('.grid')) : this.#search;
    target?.focus(options);
  }

  async #load(): Promise<void> {
    this.hasFailed = false;
    try {
      this.data = await import('./emoji-data.ts');
    } catch {
      this.hasFailed = true;
    }
  }

  get #search(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  get #cells(): HTMLElement[] {
    return Array.from(this.renderRoot.querySelectorAll<HTMLElement>('[role=gridcell]'));
  }

  get #sections(): readonly Section[] {
    if (this.data === null) return [];
    if (this.query.trim() !== '') return [['found', this.data.findEmoji(this.query)]];
    return recent.length > 0 ? [['recent', recent], ...this.data.emojiGroups] : this.data.emojiGroups;
  }

  protected override render(): TemplateResult {
    const { phrases } = this.localizer;
    const sections = this.#sections;
    const isEmpty = this.data !== null && sections.every(([, emoji]) => emoji.length === 0);
    const found = sections[0]?.[0] === 'found' ? sections[0][1].length : 0;
    let first = 0;
    return html`<div
      class="picker"
      part="menu"
      role="dialog"
      aria-label=${phrases.emoji}
      @keydown=${this.#onKeydown}
      @focusout=${this.#onFocusOut}
    >
      <input
        class="search"
        part="control"
        type="search"
        autocomplete="off"
        spellcheck="false"
        enterkeyhint="search"
        placeholder=${phrases.emojis.search}
        aria-label=${phrases.emojis.search}
        .value=${this.query}
        @input=${this.#onInput}
      />
      <p class="sr" role="status">${found > 0 ? phrases.emojis.found(found) : nothing}</p>
      ${
        this.hasFailed
          ? html`<div class="note" role="alert">
              ${renderIcon('alert')}<span>${phrases.actionFailed}</span>
              <button class="again" part="button-quiet" type="button" @click=${() => void this.#load()}>
                ${phrases.tryAgain}
              </button>
            </div>`
          : isEmpty
            ? html`<p class="note" role="status">${phrases.emojis.none}</p>`
            : html`<div
                class="grid"
                role="grid"
                tabindex="-1"
                aria-label=${phrases.emoji}
                aria-busy=${this.data === null ? 'true' : nothing}
                @mousedown=${keepFocus}
              >
                ${sections.map(([name, emoji]) => {
                  const start = first;
                  first += emoji.length;
                  return this.#renderSection(name, emoji, start);
                })}
              </div>`
      }
    </div>`;
  }

  #renderSection(name: Section[0], emoji: readonly Emoji[], start: number): TemplateResult {
    const { phrases } = this.localizer;
    const label = name === 'found' ? phrases.emojis.search : phrases.emojis.groups[name];
    const rows = Array.from({ length: Math.ceil(emoji.length / COLUMNS) }, (_, row) => row * COLUMNS);
    return html`<div role="rowgroup" aria-label=${label}>
      ${name === 'found' ? nothing : html`<div class="title" aria-hidden="true">${label}</div>`}
      ${rows.map(
        (offset) =>
          html`<div class="row" role="row">
            ${emoji
              .slice(offset, offset + COLUMNS)
              .map(
                (cell, column) =>
                  html`<button
                    type="button"
                    role="gridcell"
                    title=${cell.name}
                    aria-label=${cell.name}
                    tabindex=${start + offset + column === this.current ? 0 : -1}
                    @click=${() => this.#choose(cell)}
                  >
                    ${cell.character}
                  </button>`,
              )}
          </div>`,
      )}
    </div>`;
  }

  readonly #onInput = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.current = 0;
  };

  #choose(chosen: Emoji): void {
    recent = [chosen, ...recent.filter(({ character }) => character !== chosen.character)].slice(0, COLUMNS);
    this.dispatchEvent(new CustomEvent('choose', { detail: chosen.character }));
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    // The panel must not close, and the message must not be sent.
    if (event.key === 'Escape' || event.key === 'Enter') event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#close(true);
    } else if (event.target === this.#search) this.#onSearchKey(event);
    else this.#onGridKey(event);
  };

  #onSearchKey(event: KeyboardEvent): void {
    const cells = this.#cells;
    if (event.key === 'ArrowDown') this.#moveTo(cells[this.current] ?? cells[0]);
    else if (event.key === 'Enter') {
      // Whoever has searched and found takes the first one.
      if (this.query.trim() !== '') cells[0]?.click();
    } else return;
    event.preventDefault();
  }

  #onGridKey(event: KeyboardEvent): void {
    const rows = Array.from(this.renderRoot.querySelectorAll('.row'), (row) => Array.from(row.children));
    const move = moveInGrid(rows, event.target as Element, event.key, this.matches(':dir(rtl)'));
    if (move === null) return;
    event.preventDefault();
    if (move === 'above') this.#search?.focus();
    else this.#moveTo(move as HTMLElement);
  }

  #moveTo(cell: HTMLElement | undefined): void {
    if (cell === undefined) return;
    this.current = this.#cells.indexOf(cell);
    cell.focus();
    cell.scrollIntoView({ block: 'nearest' });
  }

  readonly #onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    const target = relatedTarget as Node | null;
    if (target === null || !this.renderRoot.contains(target)) this.#close(false);
  };

  #close(goesOn: boolean): void {
    this.dispatchEvent(new CustomEvent('close', { detail: goesOn }));
  }
}

/** Safari gives buttons no focus at a click: it would leave the picker, and the picker would close under the pointer. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
