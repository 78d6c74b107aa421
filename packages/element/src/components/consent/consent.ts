import { css, html, LitElement, type TemplateResult } from 'lit';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { baseStyles } from '../../styles/base.styles.ts';

/** Asks whether the chat may keep the conversation on the visitor's device. Until then it goes on in memory. */
export class ConsentElement extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        flex: none;
        padding: 0 12px 10px;
      }
      .note {
        display: grid;
        gap: 10px;
        padding: 12px 14px;
        border-radius: calc(var(--_round) * 0.7);
        font-size: var(--_medium);
        text-wrap: pretty;
        background: var(--support-chat-surface-2);
      }
      p {
        margin: 0;
      }
      .row {
        display: flex;
        gap: 8px;
      }
      .answer {
        flex: 1;
        display: grid;
        place-items: center;
        min-block-size: 36px;
        padding-inline: 12px;
        border-radius: calc(var(--_round) * 0.5);
        font-weight: 600;
        background: var(--support-chat-surface);
        box-shadow: 0 0 0 1px var(--support-chat-border);
      }
      .answer:focus-visible {
        box-shadow: 0 0 0 5.5px var(--_halo);
      }
      @media (hover: hover) {
        .answer:hover {
          background: var(--support-chat-surface-3);
        }
      }
      @media (pointer: coarse) {
        .answer {
          min-block-size: 44px;
        }
      }
      @media (forced-colors: active) {
        .note,
        .answer {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];
  static override properties = { localizer: { attribute: false }, actions: { attribute: false } };

  localizer!: Localizer;
  actions!: ChatActions;

  // Both answers look the same: neither is the one we would like better.
  protected override render(): TemplateResult {
    const { phrases } = this.localizer;
    return html`<div class="note" part="note" role="group" aria-labelledby="words">
      <p id="words">${phrases.consentQuestion}</p>
      <div class="row">
        <button class="answer" part="button-quiet" type="button" @click=${() => this.#decide('denied')}>
          ${phrases.decline}
        </button>
        <button class="answer" part="button-quiet" type="button" @click=${() => this.#decide('granted')}>
          ${phrases.agree}
        </button>
      </div>
    </div>`;
  }

  #decide(decision: 'granted' | 'denied'): void {
    void this.actions.ask((chat) => chat.setConsent(decision));
    this.dispatchEvent(new CustomEvent('decided'));
  }
}
