import { css } from 'lit';
import { deskStyles } from '../desk.styles.ts';

export const deskMenuStyles = [
  deskStyles,
  css`
    :host {
      display: inline-block;
    }
    .popup {
      position: fixed;
      inset: auto;
      z-index: 30;
      margin: 0;
      min-inline-size: 200px;
      max-inline-size: min(320px, 100vw - 16px);
      max-block-size: min(420px, 100dvh - 24px);
      padding: 5px;
      border: 0;
      border-radius: calc(var(--_round) * 0.75);
      font: 400 var(--_medium) / 1.4 var(--support-chat-font);
      color: var(--support-chat-text);
      background: var(--support-chat-surface);
      box-shadow: var(--_raised);
      animation: unfold 120ms ease-out;
    }
    .item {
      display: flex;
      align-items: center;
      gap: 10px;
      inline-size: 100%;
      min-block-size: 34px;
      padding: 5px 10px;
      border-radius: calc(var(--_round) * 0.45);
    }
    .item .icon {
      inline-size: 17px;
      block-size: 17px;
      color: var(--support-chat-text-muted);
    }
    .item .icon-check {
      color: var(--_accent-text);
    }
    .words {
      flex: 1;
      overflow-wrap: anywhere;
    }
    .item small {
      font-size: var(--_tiny);
      color: var(--support-chat-text-muted);
    }
    .item:focus {
      outline: none;
      box-shadow: none;
      background: var(--support-chat-surface-2);
    }
    .item:focus-visible {
      box-shadow: inset 0 0 0 2px var(--_accent-text);
    }
    .item.danger,
    .item.danger .icon {
      color: var(--support-chat-danger);
    }
    .item[aria-disabled='true'] {
      opacity: 0.5;
      cursor: default;
    }
    .line {
      block-size: 1px;
      margin: 5px 8px;
      background: var(--support-chat-border);
    }
    @keyframes unfold {
      from {
        opacity: 0;
        translate: 0 -4px;
      }
    }
    @media (hover: hover) {
      .item:hover {
        background: var(--support-chat-surface-2);
      }
    }
    @media (pointer: coarse) {
      .item {
        min-block-size: 44px;
      }
    }
    @media (forced-colors: active) {
      .popup {
        border: 1px solid CanvasText;
      }
      .item:focus {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }
    }
  `,
];
