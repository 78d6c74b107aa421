import type { ChatPerson } from '@support-chat/sdk';
import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { avatarStyles } from '../avatar/avatar.styles.ts';
import { renderAvatar } from '../avatar/avatar.ts';

/**
 * Dots that breathe where the next message of somebody is going to be. To be read by screen readers; what is said of it
 * is up to the tail around it.
 *
 * @csspart typing - The bubble with the dots.
 */
export class TypingElement extends LitElement {
  static override styles = [
    baseStyles,
    avatarStyles,
    css`
      :host {
        display: flex;
        align-items: flex-end;
        gap: 8px;
        padding-block-start: 14px;
        animation: rise 160ms cubic-bezier(0.2, 0.9, 0.25, 1) backwards;
      }
      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 8px;
        }
      }
      .avatar {
        --_avatar: 28px;
      }
      .dots {
        display: flex;
        align-items: center;
        gap: 5px;
        min-block-size: 38px;
        padding-inline: 15px;
        border-radius: calc(var(--_round) * 0.9);
        color: var(--support-chat-on-agent-bubble);
        background: var(--support-chat-agent-bubble);
      }
      .dots i {
        inline-size: 6px;
        block-size: 6px;
        border-radius: 50%;
        opacity: 0.35;
        background: currentColor;
        animation: breathe 1.2s infinite;
      }
      .dots i:nth-child(2) {
        animation-delay: 0.16s;
      }
      .dots i:nth-child(3) {
        animation-delay: 0.32s;
      }
      @keyframes breathe {
        30% {
          opacity: 0.85;
          translate: 0 -2px;
        }
        60% {
          opacity: 0.35;
          translate: none;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .dots i {
          animation: none !important;
        }
      }
      @media (forced-colors: active) {
        .dots {
          border: 1px solid CanvasText;
        }
        .dots i {
          background: CanvasText;
        }
      }
    `,
  ];
  static override properties = { person: { attribute: false }, localizer: { attribute: false } };

  person!: ChatPerson;
  localizer!: Localizer;

  protected override render(): TemplateResult {
    return html`${renderAvatar(this.person)}
      <span class="dots" part="typing" aria-hidden="true"><i></i><i></i><i></i></span>
      <span class="sr">${this.localizer.phrases.isTyping(this.person.name)}</span>`;
  }
}
