import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';
import { rowStyles } from './attachments.styles.ts';

export const filesStyles = [
  baseStyles,
  iconStyles,
  rowStyles,
  css`
    :host {
      display: contents;
    }
    .attach {
      margin: 1px;
      border-radius: min(50%, var(--_round) * 5);
      color: var(--support-chat-text-muted);
    }
    .tray {
      display: grid;
      gap: 4px;
      flex: 1 0 100%;
      order: -1;
      min-inline-size: 0;
      max-block-size: min(232px, 30vh);
      margin-block-end: 5px;
      overflow: hidden auto;
      overscroll-behavior: contain;
      border-radius: calc(var(--_round) * 0.65);
      scrollbar-width: thin;
      scrollbar-color: var(--support-chat-surface-3) transparent;
    }
    .row {
      min-inline-size: 0;
      padding-block: 5px;
      padding-inline: 6px 4px;
      gap: 4px;
      background: var(--support-chat-surface-2);
      box-shadow: none;
    }
    .row .words {
      margin-inline-start: 6px;
      gap: 1px;
    }
    .row .tile {
      background: var(--support-chat-surface-3);
    }
    .row .icon-button {
      color: var(--support-chat-text-muted);
    }
    .icon-button .icon {
      inline-size: 18px;
      block-size: 18px;
    }
    .attach .icon {
      inline-size: 20px;
      block-size: 20px;
    }
    .failed small {
      white-space: normal;
      text-wrap: pretty;
    }
    .tile img {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
    }
    .failed .tile img {
      opacity: 0.25;
    }
    progress {
      appearance: none;
      display: block;
      inline-size: 100%;
      block-size: 3px;
      margin-block: 2px;
      overflow: hidden;
      border: 0;
      border-radius: 2px;
      background: var(--support-chat-surface-3);
    }
    progress::-webkit-progress-bar {
      background: none;
    }
    progress::-webkit-progress-value {
      border-radius: 2px;
      background: var(--support-chat-accent);
      transition: inline-size 200ms;
    }
    progress::-moz-progress-bar {
      border-radius: 2px;
      background: var(--support-chat-accent);
    }
    .drop {
      position: absolute;
      inset: 0;
      z-index: 2;
      display: grid;
      place-items: center;
      padding: 12px;
      border-radius: inherit;
      color: var(--_accent-text);
      background: color-mix(in srgb, var(--support-chat-surface) 88%, transparent);
      pointer-events: none;
      animation: show 120ms;
    }
    .drop::before {
      content: '';
      position: absolute;
      inset: 12px;
      border: 2px dashed currentColor;
      border-radius: calc(var(--_round) * 0.7);
    }
    .drop p {
      display: grid;
      justify-items: center;
      gap: 8px;
      margin: 0;
      font-weight: 600;
    }
    .drop .icon {
      inline-size: 28px;
      block-size: 28px;
    }
    @keyframes show {
      from {
        opacity: 0;
      }
    }
    @media (pointer: coarse) {
      .icon-button {
        inline-size: 44px;
        block-size: 44px;
        margin: 0;
      }
      /* Large enough as it is: two of them stand side by side. */
      .icon-button::after {
        content: none;
      }
      .row {
        padding-block: 1px;
      }
    }
    @media (forced-colors: active) {
      progress {
        border: 1px solid CanvasText;
        forced-color-adjust: none;
      }
    }
  `,
];
