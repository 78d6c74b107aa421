import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';

export const composerStyles = [
  baseStyles,
  iconStyles,
  css`
    :host {
      display: block;
      flex: none;
      padding: 0 12px max(12px, env(safe-area-inset-bottom, 0px));
    }
    .composer {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-end;
      padding: 5px;
      border-radius: calc(var(--_round) * 0.9);
      background: var(--support-chat-surface);
      box-shadow:
        0 0 0 1px var(--_field-border, color-mix(in oklch, var(--support-chat-text) 16%, var(--support-chat-surface))),
        0 2px 8px -2px rgb(0 0 0 / 0.05);
      transition: box-shadow 120ms;
    }
    .composer:focus-within {
      box-shadow:
        0 0 0 1.5px var(--_accent-text),
        0 0 0 4.5px var(--_halo);
    }
    support-chat-files:not(:defined) {
      inline-size: 36px;
    }
    textarea {
      all: unset;
      flex: 1;
      min-inline-size: 0;
      box-sizing: border-box;
      min-block-size: 36px;
      max-block-size: 152px;
      padding-block: 7px;
      padding-inline: 9px 4px;
      overflow: hidden auto;
      font-size: var(--_large);
      line-height: 1.47;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      scrollbar-width: thin;
      color: var(--support-chat-text);
      caret-color: var(--support-chat-accent);
      cursor: text;
    }
    /* By itself an empty field runs from left to right, and its placeholder with it. */
    textarea:placeholder-shown {
      direction: inherit;
    }
    textarea::placeholder {
      color: var(--support-chat-text-muted);
    }
    .pick {
      margin: 1px;
      color: var(--support-chat-text-muted);
    }
    .send {
      display: grid;
      place-items: center;
      flex: none;
      position: relative;
      inline-size: 34px;
      block-size: 34px;
      margin: 1px;
      border-radius: min(50%, var(--_round) * 5);
      color: var(--support-chat-on-accent);
      background: var(--support-chat-accent);
      transition:
        background-color 140ms,
        color 140ms,
        scale 140ms cubic-bezier(0.2, 0.9, 0.25, 1.4);
    }
    .send:disabled {
      scale: 0.94;
      cursor: default;
      color: var(--support-chat-text-muted);
      background: var(--support-chat-surface-3);
    }
    .send:active:enabled {
      scale: 0.9;
    }
    .count {
      flex-basis: 100%;
      margin: 0;
      padding: 0 9px 3px;
      font-size: var(--_tiny);
      color: var(--support-chat-text-muted);
    }
    .over {
      color: var(--support-chat-danger);
    }
    @media (pointer: coarse) {
      .composer {
        padding: 2px;
      }
      textarea {
        min-block-size: 44px;
        padding-block: 10px;
        font-size: max(16px, var(--_large));
      }
      .pick,
      .send {
        inline-size: 44px;
        block-size: 44px;
        margin: 0;
      }
      /* As large as before for the eye, larger for the finger. */
      .send,
      .send:disabled {
        padding: 5px;
        background-clip: content-box;
      }
    }
    @media (forced-colors: active) {
      .composer {
        border: 1px solid CanvasText;
      }
      .composer:focus-within {
        outline: 2px solid Highlight;
      }
      .send {
        border: 1px solid ButtonText;
      }
    }
  `,
];
