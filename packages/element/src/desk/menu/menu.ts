import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { renderDeskIcon, type DeskIcon } from '../icons.ts';
import { deskMenuStyles } from './menu.styles.ts';

export interface DeskMenuItem {
  readonly id: string;
  readonly label: string;
  /** Beside the label, in small: a shortcut, a time. */
  readonly hint?: string | undefined;
  readonly icon?: DeskIcon | undefined;
  /** Given: it is one of a choice. */
  readonly isChecked?: boolean;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  /** A line above it. */
  readonly startsGroup?: boolean;
}

/** Somebody chose an item of a menu. */
export class DeskChooseEvent extends CustomEvent<{ readonly id: string }> {
  constructor(id: string) {
    super('desk-choose', { detail: { id } });
  }
}

/**
 * A button and the menu behind it, as the ARIA pattern has it: arrows, Home, End and first letters move, Escape and Tab
 * close. It lies in the top layer, so that no scrolling pane cuts it off.
 *
 * @slot - What the button shows.
 * @fires desk-choose - An item was chosen.
 */
export class DeskMenuElement extends LitElement {
  static override styles = deskMenuStyles;
  static override properties = {
    label: {},
    look: {},
    items: { attribute: false },
    isDisabled: { attribute: false },
    isOpen: { state: true },
  };

  label = '';
  /**
   * `icon`: a square button that is called `label`; `face`: a square one, and `button` a wide one, that are called what
   * stands in them; `none`: what opens it is elsewhere (`open(anchor)`).
   */
  look: 'icon' | 'face' | 'button' | 'none' = 'icon';
  items: readonly DeskMenuItem[] = [];
  isDisabled = false;
  private isOpen = false;
  #anchor: HTMLElement | null = null;

  /** Opens it beside a button, its own by default, and moves the focus to its first item. */
  open(anchor: HTMLElement | null = this.#button): void {
    if (this.isDisabled || anchor === null) return;
    this.#anchor = anchor;
    this.isOpen = true;
    void this.updateComplete.then(() => {
      this.#place();
      this.#focusItem(
        Math.max(
          0,
          this.items.findIndex(({ isChecked }) => isChecked),
        ),
      );
    });
  }

  protected override render(): TemplateResult {
    const { isOpen, look, label } = this;
    return html`${look === 'none' ? nothing : this.#renderButton(look)}
    ${
      isOpen
        ? html`<div
            class="popup scroll"
            part="menu"
            role="menu"
            aria-label=${label}
            popover="manual"
            @keydown=${this.#onKeydown}
            @focusout=${this.#onFocusOut}
          >
            ${this.items.map((item) => this.#renderItem(item))}
          </div>`
        : nothing
    }`;
  }

  #renderButton(look: 'icon' | 'face' | 'button'): TemplateResult {
    return html`<button
      class=${look === 'button' ? 'button quiet' : 'icon-button'}
      part=${look === 'button' ? 'button-quiet' : 'icon-button'}
      type="button"
      aria-haspopup="menu"
      aria-expanded=${this.isOpen ? 'true' : 'false'}
      aria-label=${look === 'icon' ? this.label : nothing}
      title=${look === 'button' ? nothing : this.label}
      ?disabled=${this.isDisabled}
      @click=${this.#toggle}
      @keydown=${this.#onButtonKey}
    >
      <slot></slot>
    </button>`;
  }

  #renderItem({ id, label, hint, icon, isChecked, isDanger, isDisabled, startsGroup }: DeskMenuItem): TemplateResult {
    return html`${startsGroup ? html`<div class="line" role="separator"></div>` : nothing}<button
        class=${isDanger ? 'item danger' : 'item'}
        part="menu-item"
        type="button"
        role=${isChecked === undefined ? 'menuitem' : 'menuitemradio'}
        aria-checked=${isChecked === undefined ? nothing : isChecked ? 'true' : 'false'}
        aria-disabled=${isDisabled ? 'true' : nothing}
        tabindex="-1"
        @click=${() => this.#choose(id, isDisabled)}
      >
        ${icon === undefined ? nothing : renderDeskIcon(icon)}<span class="words">${label}</span>
        ${hint === undefined ? nothing : html`<small>${hint}</small>`} ${isChecked ? renderDeskIcon('check') : nothing}
      </button>`;
  }

  get #button(): HTMLButtonElement | null {
    return this.renderRoot.querySelector<HTMLButtonElement>('button[aria-haspopup]');
  }

  get #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
  }

  readonly #toggle = (): void => {
    if (this.isOpen) this.#close(true);
    else this.open();
  };

  /** Below the button or, where that has no room, above it; all through the object model, as a strict style-src wants. */
  #place(): void {
    const popup = this.renderRoot.querySelector<HTMLElement>('.popup');
    const button = this.#anchor?.getBoundingClientRect();
    if (popup === null || button === undefined) return;
    popup.showPopover?.();
    const isRtl = getComputedStyle(this).direction === 'rtl';
    const { offsetWidth: width, offsetHeight: height } = popup;
    const isBelow = button.bottom + height + 12 <= innerHeight || button.top < height + 12;
    const wanted = isRtl === this.#isAtStart(button) ? button.right - width : button.left;
    popup.style.top = `${isBelow ? button.bottom + 6 : button.top - height - 6}px`;
    popup.style.left = `${Math.max(8, Math.min(wanted, innerWidth - width - 8))}px`;
  }

  /** Whether the button is in the first half of the screen: the menu opens towards the other one. */
  #isAtStart(button: DOMRect): boolean {
    return button.left + button.width / 2 < innerWidth / 2 === (getComputedStyle(this).direction !== 'rtl');
  }

  readonly #onButtonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.open();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const items = this.#items;
    const at = items.indexOf(event.target as HTMLElement);
    const goal = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    // Keys of an open menu are nobody else's shortcuts.
    event.stopPropagation();
    if (event.key === 'Escape') this.#close(true);
    else if (event.key === 'Tab') return this.#close(true);
    else if (goal !== undefined) this.#focusItem(goal);
    else if (event.key.length === 1 && event.key !== ' ') this.#focusLetter(event.key, at);
    else return;
    event.preventDefault();
  };

  readonly #onFocusOut = (event: FocusEvent): void => {
    if (!(event.currentTarget as HTMLElement).contains(event.relatedTarget as Node | null)) this.#close(false);
  };

  #focusItem(index: number): void {
    this.#items[index]?.focus();
  }

  #focusLetter(letter: string, from: number): void {
    const { items } = this;
    const order = items.map((_, step) => (from + 1 + step) % items.length);
    const found = order.find((index) => items[index]?.label.toLowerCase().startsWith(letter.toLowerCase()));
    if (found !== undefined) this.#focusItem(found);
  }

  #choose(id: string, isDisabled = false): void {
    if (isDisabled) return;
    this.#close(true);
    this.dispatchEvent(new DeskChooseEvent(id));
  }

  #close(returnsFocus: boolean): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (returnsFocus) this.#anchor?.focus();
  }
}
