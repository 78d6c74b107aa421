import type { ChatMessage } from '@support-chat/sdk';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { readQuickReplies, type QuickReply } from '../../content/rich-content.ts';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { baseStyles } from '../../styles/base.styles.ts';

/**
 * Answers that the team suggests to its latest message. Each is sent as the visitor's own words, once: with whatever the
 * visitor writes, the suggestions are gone.
 *
 * @csspart quick-replies - All of them.
 * @csspart quick-reply - One.
 */
export class QuickRepliesElement extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      .replies {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 6px;
        padding-block: 14px 2px;
      }
      button {
        display: grid;
        align-items: center;
        max-inline-size: 100%;
        min-block-size: 36px;
        padding: 6px 15px;
        border-radius: var(--_round);
        font-weight: 550;
        text-align: center;
        overflow-wrap: anywhere;
        color: var(--_accent-text);
        box-shadow: inset 0 0 0 1px color-mix(in oklch, var(--_accent-text) 55%, var(--support-chat-surface));
        transition:
          background-color 120ms,
          scale 120ms;
        animation: rise 160ms cubic-bezier(0.2, 0.9, 0.25, 1) backwards;
      }
      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 8px;
        }
      }
      button:enabled:active {
        scale: 0.97;
      }
      button:disabled {
        cursor: default;
      }
      @media (hover: hover) {
        button:enabled:hover {
          background: var(--_halo);
        }
      }
      @media (pointer: coarse) {
        button {
          min-block-size: 44px;
        }
      }
      @media (forced-colors: active) {
        button {
          border: 1px solid ButtonText;
        }
      }
    `,
  ];
  static override properties = {
    message: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
  };

  message!: Pick<ChatMessage, 'id' | 'content'>;
  localizer!: Localizer;
  /** Null: to be read by the team, who do not answer themselves. */
  actions!: ChatActions | null;
  /** What was answered already, though the message is not in the list yet. */
  #answeredId: string | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const replies = readQuickReplies(this.message.content);
    if (replies.length === 0 || this.#answeredId === this.message.id) return nothing;
    return html`<div
      class="replies"
      part="quick-replies"
      role="group"
      aria-label=${this.localizer.phrases.rich.quickReplies}
    >
      ${replies.map(
        (reply) =>
          html`<button
            part="quick-reply"
            type="button"
            dir="auto"
            ?disabled=${this.actions === null}
            @click=${() => this.#answer(reply)}
          >
            ${reply.label}
          </button>`,
      )}
    </div>`;
  }

  #answer({ text }: QuickReply): void {
    // The page may have stopped it: then it is still a question.
    if (!this.actions?.send(text)) return;
    this.#answeredId = this.message.id;
    this.requestUpdate();
    // The button is about to go; reading goes on in the conversation, and no keyboard jumps up on a phone.
    const root = this.getRootNode() as ShadowRoot;
    root.querySelector<HTMLElement>('[role=log]')?.focus({ preventScroll: true });
  }
}
