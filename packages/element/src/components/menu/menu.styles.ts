import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';

export const menuStyles = [
  baseStyles,
  iconStyles,
  css`
    :host {
      position: relative;
    }
    .popup {
      position: absolute;
      inset-block-start: calc(100% + 6px);
      inset-inline-end: 0;
      z-index: 2;
      box-sizing: border-box;
      inline-size: max-content;
      min-inline-size: 220px;
      max-inline-size: min(300px, 100vw - 32px);
      padding: 6px;
      border-radius: calc(var(--_round) * 0.7);
      color: var(--support-chat-text);
      background: var(--support-chat-surface);
      box-shadow:
        0 0 0 1px var(--support-chat-border),
        0 4px 8px -2px rgb(0 0 0 / 0.08),
        0 16px 32px -8px rgb(0 0 0 / 0.22);
      transform-origin: 100% 0%;
      animation: unfold 140ms cubic-bezier(0.2, 0.9, 0.25, 1);
      outline: none;
    }
    :host(:dir(rtl)) .popup {
      transform-origin: 0% 0%;
    }
    @keyframes unfold {
      from {
        opacity: 0;
        scale: 0.94;
      }
    }
    .item {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      inline-size: 100%;
      min-block-size: 38px;
      padding: 7px 10px;
      border-radius: calc(var(--_round) * 0.45);
      font-size: var(--support-chat-font-size);
    }
    .item .icon {
      inline-size: 18px;
      block-size: 18px;
      color: var(--_accent-text);
    }
    .item:focus-visible,
    .item:focus {
      outline: none;
      box-shadow: none;
      background: var(--support-chat-surface-2);
    }
    .item:focus-visible {
      box-shadow: inset 0 0 0 2px var(--_accent-text);
    }
    .item:active {
      background: var(--support-chat-surface-3);
    }
    .item.danger {
      color: var(--support-chat-danger);
    }
    @media (hover: hover) {
      .item:hover {
        background: var(--support-chat-surface-2);
      }
    }
    .dialog {
      display: grid;
      gap: 10px;
      inline-size: 300px;
      padding: 16px;
    }
    h3,
    p {
      margin: 0;
    }
    h3 {
      font-size: var(--_large);
      font-weight: 650;
      letter-spacing: -0.01em;
    }
    p {
      font-size: var(--_medium);
      text-wrap: pretty;
    }
    h3 + p {
      color: var(--support-chat-text-muted);
    }
    .button.danger {
      color: var(--support-chat-surface);
      background: var(--support-chat-danger);
    }
    .quiet {
      display: grid;
      place-items: center;
      min-block-size: 44px;
      border-radius: calc(var(--_round) * 0.6);
      font-weight: 600;
      background: var(--support-chat-surface-2);
    }
    @media (pointer: coarse) {
      .item {
        min-block-size: 44px;
      }
    }
    @media (forced-colors: active) {
      .popup,
      .quiet {
        border: 1px solid CanvasText;
      }
      .item:focus {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }
    }
  `,
];
