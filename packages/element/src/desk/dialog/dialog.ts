import { css, html, LitElement, type TemplateResult } from 'lit';
import { deskStyles } from '../desk.styles.ts';
import { renderDeskIcon } from '../icons.ts';

/** Who opens a form wants to fill it in; a question without one keeps the focus on its way out. */
const FIELD = ':is(input, select, textarea):enabled';

/**
 * A modal dialog: shown as soon as it is in the page, with the focus inside; when it leaves, the focus goes back to where
 * it came from. The first that has `data-first` (or `autofocus`) gets it, else the first field, else the cross. It does not go by
 * itself: `desk-close` says that somebody wants it to (Escape, the cross, a click beside it).
 *
 * @slot - What it is about.
 * @slot actions - Buttons at the bottom.
 * @fires desk-close - Somebody wants it to go.
 */
export class DeskDialogElement extends LitElement {
  static override properties = { heading: {}, closeLabel: { attribute: 'close-label' } };
  static override styles = [
    deskStyles,
    css`
      :host {
        display: contents;
      }
      dialog {
        inline-size: min(460px, 100vw - 24px);
        max-block-size: min(680px, 100dvh - 24px);
        padding: 0;
        border: 0;
        border-radius: var(--_round);
        color: var(--support-chat-text);
        background: var(--support-chat-surface);
        box-shadow: var(--support-chat-shadow);
        overflow: hidden;
        animation: unfold 160ms cubic-bezier(0.2, 0.9, 0.25, 1);
      }
      dialog::backdrop {
        background: rgb(12 14 24 / 0.42);
      }
      .frame {
        display: flex;
        flex-direction: column;
        max-block-size: inherit;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        padding: 14px 12px 6px 20px;
      }
      header:dir(rtl) {
        padding: 14px 20px 6px 12px;
      }
      h2 {
        font-size: calc(var(--support-chat-font-size) * 1.16);
      }
      .body {
        display: grid;
        gap: 14px;
        padding: 6px 20px 20px;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        padding: 12px 20px 16px;
        border-block-start: var(--_line);
      }
      footer[hidden] {
        display: none;
      }
      @keyframes unfold {
        from {
          opacity: 0;
          translate: 0 10px;
        }
      }
      @media (forced-colors: active) {
        dialog {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  heading = '';
  closeLabel = '';
  #before: HTMLElement | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#before = deepActiveElement();
    void this.updateComplete.then(() => {
      const dialog = this.#dialog;
      if (dialog === null || !this.isConnected || dialog.open) return;
      dialog.addEventListener('click', this.#onClick);
      dialog.showModal();
      (this.querySelector<HTMLElement>('[data-first], [autofocus]') ?? this.querySelector<HTMLElement>(FIELD))?.focus();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const before = this.#before;
    if (before?.isConnected) before.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    return html`<dialog part="dialog" aria-labelledby="heading" @cancel=${this.#onCancel} @keydown=${this.#onKeydown}>
      <div class="frame">
        <header>
          <h2 id="heading">${this.heading}</h2>
          <button
            class="icon-button"
            part="icon-button"
            type="button"
            aria-label=${this.closeLabel}
            @click=${this.#close}
          >
            ${renderDeskIcon('close')}
          </button>
        </header>
        <div class="body scroll"><slot></slot></div>
        <footer ?hidden=${this.querySelector('[slot=actions]') === null}><slot name="actions"></slot></footer>
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** Browsers let nobody prevent the second Escape in a row when it comes as `cancel`. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    // Whoever is behind the dialog has shortcuts, too.
    event.stopPropagation();
    this.#close();
  };

  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.#close();
  };

  readonly #onClick = (event: Event): void => {
    // What is inside has a frame of its own: a click on the dialog itself is one on its backdrop.
    if (event.composedPath()[0] === this.#dialog) this.#close();
  };

  readonly #close = (): void => {
    this.dispatchEvent(new Event('desk-close'));
  };
}

/** What has the focus, however deep in shadow roots. */
export function deepActiveElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : null;
}
