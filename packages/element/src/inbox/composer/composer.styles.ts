import { css } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';

export const inboxComposerStyles = [
  deskStyles,
  css`
    :host {
      position: relative;
      display: block;
      flex: none;
      padding: 4px 14px 14px;
    }
    .composer {
      position: relative;
      display: block;
      max-inline-size: 848px;
      margin-inline: auto;
      padding: 6px 8px 8px;
      border-radius: var(--_round);
      background: var(--support-chat-surface);
      box-shadow: 0 0 0 1px color-mix(in oklch, var(--support-chat-text) 24%, var(--support-chat-surface));
    }
    .composer:focus-within {
      box-shadow:
        0 0 0 1.5px var(--_accent-text),
        0 0 0 4.5px var(--_halo);
    }
    .composer.note {
      color: var(--support-chat-on-notice);
      background: var(--support-chat-notice);
    }
    .composer.note:focus-within {
      box-shadow: 0 0 0 1.5px var(--support-chat-on-notice);
    }
    .top,
    .bottom {
      display: flex;
      align-items: center;
      gap: 4px;
    }
    .modes {
      display: flex;
      gap: 2px;
    }
    .mode,
    .editing {
      display: flex;
      align-items: center;
      gap: 5px;
      padding: 4px 9px;
      border-radius: calc(var(--_round) * 0.5);
      font-size: var(--_small);
      font-weight: 600;
      color: var(--support-chat-text-muted);
    }
    .mode .icon,
    .editing .icon {
      inline-size: 15px;
      block-size: 15px;
    }
    .note .mode {
      color: inherit;
    }
    .mode[aria-pressed='true'] {
      color: var(--_accent-text);
      background: var(--_selected);
    }
    .note .mode[aria-pressed='true'] {
      color: inherit;
      background: color-mix(in oklch, var(--support-chat-on-notice) 12%, transparent);
    }
    .editing {
      flex: 1;
      color: var(--_accent-text);
    }
    textarea {
      all: unset;
      display: block;
      box-sizing: border-box;
      inline-size: 100%;
      min-block-size: 46px;
      max-block-size: min(320px, 40dvh);
      padding: 7px 8px;
      overflow: hidden auto;
      font-size: var(--_large);
      line-height: 1.45;
      text-align: start;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      scrollbar-width: thin;
      cursor: text;
    }
    textarea::placeholder {
      color: var(--support-chat-text-muted);
      opacity: 1;
    }
    .note textarea::placeholder {
      color: inherit;
      opacity: 0.8;
    }
    .who {
      flex: 1;
      min-inline-size: 0;
      padding-inline: 4px;
      font-size: var(--_tiny);
      line-height: 1.3;
      color: var(--support-chat-text-muted);
      text-wrap: pretty;
    }
    .note .who {
      color: inherit;
    }
    .bottom .icon-button {
      color: var(--support-chat-text-muted);
    }
    .note .bottom .icon-button {
      color: inherit;
    }
    .send {
      flex: none;
      min-block-size: 34px;
    }
    .note .send {
      color: var(--support-chat-notice);
      background: var(--support-chat-on-notice);
    }
    .quoting {
      display: flex;
      align-items: center;
      gap: 6px;
      margin: 4px 6px 0;
      padding-inline-start: 10px;
      border-inline-start: 2.5px solid var(--support-chat-accent);
      font-size: var(--_small);
      color: var(--support-chat-text-muted);
    }
    .quoting .cut {
      flex: 1;
    }
    .files {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      padding: 6px 6px 0;
    }
    .file {
      display: flex;
      align-items: center;
      gap: 7px;
      max-inline-size: 260px;
      padding-inline-start: 10px;
      border-radius: calc(var(--_round) * 0.6);
      font-size: var(--_small);
      color: var(--support-chat-text);
      background: var(--support-chat-surface-2);
    }
    .file small {
      color: var(--support-chat-text-muted);
      white-space: nowrap;
    }
    .file .icon {
      flex: none;
      inline-size: 15px;
      block-size: 15px;
    }
    .drop-here {
      position: absolute;
      inset: 0;
      z-index: 2;
      display: grid;
      grid-auto-flow: column;
      place-content: center;
      align-items: center;
      gap: 8px;
      border-radius: inherit;
      font-weight: 600;
      color: var(--_accent-text);
      background: color-mix(in oklch, var(--support-chat-surface) 92%, transparent);
      outline: 2px dashed var(--support-chat-accent);
      outline-offset: -6px;
      pointer-events: none;
    }
    @media (pointer: coarse) {
      textarea {
        font-size: max(16px, var(--_large));
      }
      .mode,
      .send {
        min-block-size: 44px;
      }
    }
    @container (max-width: 719.98px) {
      :host {
        padding: 4px 8px calc(8px + env(safe-area-inset-bottom));
      }
    }
    @media (forced-colors: active) {
      .composer {
        border: 1px solid CanvasText;
      }
      .composer.note {
        border-style: dashed;
      }
      .mode[aria-pressed='true'] {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }
    }
  `,
];
