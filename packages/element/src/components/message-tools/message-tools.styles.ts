import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';

export const messageToolsStyles = [
  baseStyles,
  iconStyles,
  css`
    :host {
      position: absolute;
      z-index: 1;
    }
    .tools {
      display: flex;
      align-items: center;
      inline-size: max-content;
      padding: 2px;
      border-radius: calc(var(--_round) * 0.6);
      font-size: var(--_small);
      color: var(--support-chat-text);
      background: var(--support-chat-surface);
      box-shadow:
        0 0 0 1px var(--support-chat-border),
        0 6px 16px -6px rgb(0 0 0 / 0.25);
      animation: show 120ms;
    }
    @keyframes show {
      from {
        opacity: 0;
      }
    }
    span {
      padding-inline: 10px 4px;
    }
    .icon-button {
      inline-size: 30px;
      block-size: 28px;
      color: var(--support-chat-text-muted);
    }
    .icon {
      inline-size: 17px;
      block-size: 17px;
    }
    :dir(rtl) > .icon-reply {
      scale: -1 1;
    }
    button:not(.icon-button) {
      min-block-size: 28px;
      padding: 4px 8px;
      border-radius: calc(var(--_round) * 0.5);
      font-weight: 600;
    }
    button:not(.icon-button):hover {
      background: var(--support-chat-surface-2);
    }
    .yes {
      color: var(--support-chat-danger);
    }
    @media (pointer: coarse) {
      .icon-button {
        inline-size: 44px;
        block-size: 40px;
      }
      button:not(.icon-button) {
        min-block-size: 40px;
        padding-inline: 12px;
      }
    }
    @media (forced-colors: active) {
      .tools {
        border: 1px solid CanvasText;
      }
    }
  `,
];
