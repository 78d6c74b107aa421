import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';

export const emojiPickerStyles = [
  baseStyles,
  iconStyles,
  css`
    /* Without a height, above the composer: what takes files is laid over the whole panel, so nothing around it may be a frame. */
    :host {
      position: relative;
      z-index: 2;
      display: block;
      block-size: 0;
    }
    .picker {
      position: absolute;
      inset-block-end: 8px;
      inset-inline-end: 0;
      display: flex;
      flex-direction: column;
      inline-size: min(100%, 344px);
      block-size: min(324px, var(--_viewport-height, 100vh) - 200px);
      border-radius: calc(var(--_round) * 0.8);
      color: var(--support-chat-text);
      background: var(--support-chat-surface);
      box-shadow:
        0 0 0 1px var(--support-chat-border),
        0 4px 8px -2px rgb(0 0 0 / 0.08),
        0 16px 32px -8px rgb(0 0 0 / 0.22);
      transform-origin: 90% 100%;
      animation: unfold 140ms cubic-bezier(0.2, 0.9, 0.25, 1);
    }
    @keyframes unfold {
      from {
        opacity: 0;
        scale: 0.94;
      }
    }
    .search {
      all: unset;
      box-sizing: border-box;
      flex: none;
      min-block-size: 38px;
      margin: 10px 10px 6px;
      padding-inline: 12px;
      border-radius: calc(var(--_round) * 0.5);
      font-size: var(--support-chat-font-size);
      text-align: start;
      background: var(--support-chat-surface-2);
      cursor: text;
    }
    .search::placeholder {
      color: var(--support-chat-text-muted);
    }
    .search:focus {
      box-shadow:
        0 0 0 1.5px var(--_accent-text),
        0 0 0 4.5px var(--_halo);
    }
    .grid {
      flex: 1;
      min-block-size: 0;
      padding: 0 10px 8px;
      overflow: hidden auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--support-chat-surface-3) transparent;
      outline: none;
    }
    .title {
      padding: 8px 4px 4px;
      font-size: var(--_small);
      font-weight: 600;
      color: var(--support-chat-text-muted);
    }
    .row {
      display: grid;
      grid-template-columns: repeat(8, 1fr);
    }
    .row button {
      display: grid;
      place-items: center;
      aspect-ratio: 1;
      border-radius: calc(var(--_round) * 0.4);
      font-family: 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif;
      font-size: 22px;
      line-height: 1;
      scroll-margin-block: 30px;
    }
    .row button:focus-visible {
      outline-offset: -2px;
      box-shadow: none;
    }
    .row button:active {
      scale: 0.9;
    }
    @media (hover: hover) {
      .row button:hover {
        background: var(--support-chat-surface-2);
      }
    }
    .note {
      display: grid;
      gap: 10px;
      justify-items: center;
      margin: auto;
      padding: 16px;
      text-align: center;
      color: var(--support-chat-text-muted);
    }
    .again {
      min-block-size: 40px;
      padding-inline: 16px;
      line-height: 40px;
      border-radius: calc(var(--_round) * 0.6);
      font-weight: 600;
      color: var(--support-chat-text);
      background: var(--support-chat-surface-2);
    }
    @media (pointer: coarse) {
      .search {
        min-block-size: 44px;
        font-size: max(16px, var(--support-chat-font-size));
      }
    }
    @media (forced-colors: active) {
      .picker,
      .search {
        border: 1px solid CanvasText;
      }
    }
  `,
];
