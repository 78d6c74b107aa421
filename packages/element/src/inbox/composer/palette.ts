import type { CannedResponse } from '@support-chat/sdk/agent';
import { isChatError } from '@support-chat/sdk/agent';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';
import { findCanned } from './canned-search.ts';

/** Makes the draft a text of the agent's own, or shows all of those. */
type Doing = 'keep' | 'manage';

/**
 * The prepared texts, over the composer: one field to find them with, and a list that arrows move in. Leaving it with
 * Escape gives what was typed back as text, because somebody may have meant the slash.
 *
 * @fires palette-choose - One was chosen.
 * @fires palette-leave - None was; `text` is what was typed.
 * @fires palette-manage - The agent's own texts are to be seen; `isDraft`: what is in the composer is to be one of them.
 */
export class InboxPaletteElement extends LitElement {
  static override properties = {
    responses: { attribute: false },
    language: { attribute: false },
    actions: { attribute: false },
    hasDraft: { attribute: false },
    query: { state: true },
    at: { state: true },
    hasFailed: { state: true },
  };
  static override styles = [
    deskStyles,
    css`
      :host {
        position: absolute;
        inset-inline: 12px;
        inset-block-end: calc(100% - 6px);
        z-index: 5;
        max-inline-size: 560px;
      }
      .palette {
        display: flex;
        flex-direction: column;
        max-block-size: min(380px, 60dvh);
        padding: 6px;
        border-radius: var(--_round);
        background: var(--support-chat-surface);
        box-shadow: var(--_raised);
        animation: rise 120ms ease-out;
      }
      ul {
        flex: 1;
        min-block-size: 0;
        margin-block-start: 6px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 10px;
        padding: 7px 10px;
        border-radius: calc(var(--_round) * 0.5);
        cursor: pointer;
      }
      li[aria-selected='true'] {
        background: var(--_selected);
      }
      .title {
        font-weight: 550;
      }
      .body {
        grid-column: 1 / -1;
        font-size: var(--_small);
        color: var(--support-chat-text-muted);
      }
      li[aria-selected='true'] .body {
        color: var(--support-chat-text);
      }
      .doing {
        display: flex;
        align-items: center;
        font-size: var(--_medium);
        font-weight: 550;
        color: var(--_accent-text);
      }
      .doing .icon {
        inline-size: 17px;
        block-size: 17px;
      }
      .blank {
        padding: 20px;
      }
      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 6px;
        }
      }
      @media (hover: hover) {
        li:not([aria-selected='true']):hover {
          background: var(--support-chat-surface-2);
        }
      }
      @media (forced-colors: active) {
        .palette {
          border: 1px solid CanvasText;
        }
        li[aria-selected='true'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  responses: readonly CannedResponse[] | null = null;
  language!: DeskLanguage<InboxPhrases>;
  actions!: InboxActions;
  /** Whether there is something in the composer that could become a text. */
  hasDraft = false;
  private query = '';
  /** Null until somebody moves: the best that was found, and nothing else. */
  private at: number | null = null;
  private hasFailed = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { words } = this.language;
    const found = this.#found;
    const at = this.#at;
    return html`<div class="palette" part="palette" @focusout=${this.#onFocusOut}>
      <input
        class="field"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        placeholder=${words.cannedSearch}
        aria-label=${words.cannedSearch}
        aria-expanded="true"
        aria-controls="found"
        aria-activedescendant=${at < 0 ? nothing : `option-${at}`}
        @input=${this.#onInput}
        @keydown=${this.#onKeydown}
      />
      ${found.length > 0 ? nothing : html`<p class="blank" role="status">${this.#emptiness}</p>`}
      <ul
        class="scroll"
        id="found"
        role="listbox"
        aria-label=${words.canned}
        @pointerdown=${keepFocus}
        @pointerup=${this.#onPointer}
      >
        ${found.map(
          ({ title, shortcut, body }, index) =>
            html`<li
              id="option-${index}"
              role="option"
              aria-selected=${index === at ? 'true' : 'false'}
              data-at=${index}
            >
              <span class="title cut" dir="auto">${title}</span><kbd dir="ltr">/${shortcut}</kbd
              ><span class="body cut" dir="auto">${body}</span>
            </li>`,
        )}${this.#doings.map((doing, index) => this.#renderDoing(doing, found.length + index))}
      </ul>
    </div>`;
  }

  #renderDoing(doing: Doing, index: number): TemplateResult {
    const { texts } = this.language.words;
    return html`<li
      class="doing"
      id="option-${index}"
      role="option"
      aria-selected=${index === this.#at ? 'true' : 'false'}
      data-at=${index}
    >
      ${renderDeskIcon(doing === 'keep' ? 'plus' : 'edit')}<span
        >${doing === 'keep' ? texts.fromDraft : texts.manage}</span
      >
    </li>`;
  }

  /** What stands behind the texts that were found. */
  get #doings(): readonly Doing[] {
    return this.hasDraft ? ['keep', 'manage'] : ['manage'];
  }

  /** The option that Enter chooses; -1: none. What is not a text is chosen only by whoever goes there. */
  get #at(): number {
    return this.at ?? (this.#found.length > 0 ? 0 : -1);
  }

  get #found(): CannedResponse[] {
    return findCanned(this.responses ?? [], this.query);
  }

  get #emptiness(): string {
    const { words, chat } = this.language;
    if (this.responses !== null) return words.cannedEmpty;
    return this.hasFailed ? words.cannedFailed : chat.phrases.loading;
  }

  async #load(): Promise<void> {
    const answer = await this.actions.ask((client) => client.loadCannedResponses());
    this.hasFailed = isChatError(answer);
  }

  readonly #onInput = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.at = null;
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const count = this.#found.length + this.#doings.length;
    const at = this.#at;
    // Keys in here are nobody else's shortcuts.
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') this.at = (at + 1) % count;
    else if (event.key === 'ArrowUp') this.at = (Math.max(0, at) + count - 1) % count;
    else if ((event.key === 'Enter' || event.key === 'Tab') && at >= 0) this.#choose(at);
    else if (event.key === 'Escape') this.#leave(this.query === '' ? '' : `/${this.query}`);
    else if (event.key === 'Backspace' && this.query === '') this.#leave('');
    else return;
    event.preventDefault();
  };

  readonly #onPointer = (event: Event): void => {
    const at = (event.target as HTMLElement).closest<HTMLElement>('[data-at]')?.dataset['at'];
    if (at !== undefined) this.#choose(Number(at));
  };

  readonly #onFocusOut = (event: FocusEvent): void => {
    if (event.relatedTarget !== null && !this.renderRoot.contains(event.relatedTarget as Node)) this.#leave('');
  };

  #choose(at: number): void {
    const found = this.#found;
    const response = found[at];
    this.dispatchEvent(
      response === undefined
        ? new CustomEvent('palette-manage', { detail: { isDraft: this.#doings[at - found.length] === 'keep' } })
        : new CustomEvent('palette-choose', { detail: { id: response.id } }),
    );
  }

  #leave(text: string): void {
    this.dispatchEvent(new CustomEvent('palette-leave', { detail: { text } }));
  }
}

/** The field keeps the focus while an option is clicked. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
