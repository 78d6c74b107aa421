import { css } from 'lit';
import { messageStyles } from '../../components/message/message.styles.ts';
import { logStyles } from '../../components/message-list/log.styles.ts';
import { deskStyles } from '../../desk/desk.styles.ts';

export const threadStyles = [
  deskStyles,
  messageStyles,
  logStyles,
  css`
    .log {
      block-size: 100%;
      padding: 4px 20px 10px;
      overflow-anchor: none;
    }
    .log > * {
      max-inline-size: 820px;
      margin-inline: auto;
    }
    /* What moves a row has nothing to do with what is in it: that is not laid out and painted again. */
    .rows > * {
      contain: layout paint;
      overflow-clip-margin: 4px;
    }
    .message {
      grid-template-columns: 28px minmax(0, 1fr) 34px;
    }
    .message.own {
      grid-template-columns: 34px minmax(0, 1fr);
    }
    .message > * {
      grid-column: 2;
    }
    .message .stack {
      max-inline-size: 100%;
    }
    .message .bubble {
      max-inline-size: min(100%, 560px);
    }
    .message > .avatar {
      grid-column: 1;
    }
    .own .name {
      justify-self: end;
      max-inline-size: 100%;
    }
    .own.team .bubble {
      color: var(--support-chat-text);
      background: var(--_selected);
    }
    .message.note .bubble {
      color: var(--support-chat-on-notice);
      background: var(--support-chat-notice);
      box-shadow: inset 0 0 0 1px color-mix(in oklch, var(--support-chat-on-notice) 22%, transparent);
    }
    .message.note .bubble:not(.emoji) {
      animation: none;
    }
    .mark {
      display: inline-flex;
      align-items: center;
      gap: 3px;
      padding: 0 6px;
      border-radius: 99px;
      font-weight: 600;
      vertical-align: bottom;
      color: var(--support-chat-on-notice);
      background: var(--support-chat-notice);
    }
    .mark .icon {
      inline-size: 13px;
      block-size: 13px;
    }
    .tool {
      grid-area: 2 / 3;
      align-self: center;
      color: var(--support-chat-text-muted);
    }
    /* Not by opacity, which would make a layer of each; and the button itself has to take the focus. */
    .tool .icon {
      visibility: hidden;
    }
    .own .tool {
      grid-area: 2 / 1;
    }
    .message:is(:hover, :focus-within) .tool .icon {
      visibility: visible;
    }
    .message > .tool {
      grid-row: 2;
    }
    .other > .tool {
      grid-column: 3;
    }
    .own > .tool {
      grid-column: 1;
    }
    .quote {
      display: grid;
      max-inline-size: min(100%, 420px);
      padding: 3px 10px;
      border-inline-start: 2.5px solid var(--support-chat-accent);
      border-radius: 4px;
      font-size: var(--_small);
      line-height: 1.35;
      color: var(--support-chat-text-muted);
    }
    .quote b {
      font-weight: 600;
      color: var(--support-chat-text);
    }
    .typing {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 12px 0 2px;
      font-size: var(--_small);
      color: var(--support-chat-text-muted);
      animation: appear 160ms backwards;
    }
    .dots {
      display: inline-flex;
      gap: 4px;
      padding: 9px 11px;
      border-radius: 99px;
      background: var(--support-chat-surface-2);
    }
    .dots i {
      inline-size: 6px;
      block-size: 6px;
      border-radius: 50%;
      background: var(--support-chat-text-muted);
      animation: breathe 1.2s infinite ease-in-out;
    }
    .dots i:nth-child(2) {
      animation-delay: 150ms;
    }
    .dots i:nth-child(3) {
      animation-delay: 300ms;
    }
    @keyframes breathe {
      50% {
        opacity: 0.3;
      }
    }
    .blank {
      block-size: 100%;
    }
    .skeleton {
      block-size: 42px;
      inline-size: 46%;
    }
    .log > .skeleton {
      margin-inline: 0 auto;
    }
    .log > .end {
      inline-size: 34%;
      margin-inline: auto 0;
    }
    @media (hover: none) {
      .tool {
        color: color-mix(in oklch, var(--support-chat-text-muted) 55%, transparent);
      }
      .tool .icon {
        visibility: visible;
      }
    }
    @media (pointer: coarse) {
      .message {
        grid-template-columns: 28px minmax(0, 1fr) 44px;
      }
      .message.own {
        grid-template-columns: 44px minmax(0, 1fr);
      }
      .quote {
        min-block-size: 44px;
        min-inline-size: 44px;
        align-content: center;
        justify-content: center;
      }
    }
    @container (max-width: 719.98px) {
      .log {
        padding-inline: 14px;
      }
    }
  `,
];
