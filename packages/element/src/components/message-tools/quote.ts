import type { ChatQuote } from '@support-chat/sdk';
import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import type { MessageListElement } from '../message-list/message-list.ts';
import { baseStyles } from '../../styles/base.styles.ts';

/** The message that a message answers: its beginning, and the way to it if it is loaded. */
export class QuoteElement extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        max-inline-size: 288px;
        min-inline-size: 0;
        line-height: 1.35;
      }
      button {
        display: grid;
        inline-size: 100%;
        padding: 3px 10px;
        border-inline-start: 2.5px solid var(--support-chat-accent);
        border-radius: 4px;
        font-size: var(--_small);
        color: var(--support-chat-text-muted);
      }
      button > * {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      b {
        font-weight: 600;
        color: var(--support-chat-text);
      }
      @media (pointer: coarse) {
        button {
          min-block-size: 44px;
          align-content: center;
        }
      }
    `,
  ];
  static override properties = { quote: { attribute: false }, localizer: { attribute: false } };

  quote!: ChatQuote;
  localizer!: Localizer;

  protected override render(): TemplateResult {
    const { sender, name, text } = this.quote;
    const { replies, team } = this.localizer.phrases;
    const author = sender === 'visitor' ? replies.yourself : (name ?? team);
    return html`<button part="quote" type="button" @click=${this.#jump}>
      <b><span class="sr">${replies.inReplyTo} </span><bdi>${author}</bdi></b> <span dir="auto">${text}</span>
    </button>`;
  }

  readonly #jump = (): void => {
    const root = this.getRootNode() as ShadowRoot;
    const message = root.querySelector<HTMLElement>(`[data-id="${CSS.escape(this.quote.id)}"]`);
    if (message === null) return;
    (root.host as MessageListElement).release();
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    message.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
    message.animate([{ opacity: 1 }, { opacity: 0.35 }, { opacity: 1 }], { duration: isCalm ? 0 : 700, delay: 250 });
  };
}
