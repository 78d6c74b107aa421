import { css } from 'lit';
import { avatarStyles } from '../components/avatar/avatar.styles.ts';
import { iconStyles } from '../components/icon/icon.styles.ts';
import { baseStyles } from '../styles/base.styles.ts';
import { controlStyles } from './controls.styles.ts';
import { deskTokens } from './desk-tokens.styles.ts';
import { toastStyles } from './toast/toasts.ts';

/** What every shadow root inside the inbox or the console starts from. */
export const deskStyles = [
  baseStyles,
  iconStyles,
  avatarStyles,
  controlStyles,
  css`
    h1,
    h2,
    h3,
    p,
    dl,
    dd,
    ul,
    ol {
      margin: 0;
      padding: 0;
    }
    ul,
    ol {
      list-style: none;
    }
    h1,
    h2,
    h3 {
      font-weight: 650;
      letter-spacing: -0.015em;
      line-height: 1.3;
    }
    .scroll {
      overflow: hidden auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-color: color-mix(in oklch, var(--support-chat-text) 22%, transparent) transparent;
    }
    .scroll:focus-visible {
      outline: 2px solid var(--_accent-text);
      outline-offset: -2px;
    }
    /* Green is the lightest of the tones at one lightness: initials have to be read on it, too. */
    .avatar {
      background: oklch(0.53 0.12 var(--_tone));
    }
    .muted {
      color: var(--support-chat-text-muted);
    }
    .cut {
      min-inline-size: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .blank {
      display: grid;
      place-content: center;
      justify-items: center;
      gap: 6px;
      padding: 32px 24px;
      text-align: center;
      text-wrap: balance;
      color: var(--support-chat-text-muted);
    }
    .blank .icon {
      inline-size: 28px;
      block-size: 28px;
      margin-block-end: 6px;
      stroke-width: 1.5;
      color: var(--_accent-text);
    }
    .blank :is(h2, h3) {
      font-size: var(--_large);
      color: var(--support-chat-text);
    }
    .blank .button {
      margin-block-start: 10px;
    }
  `,
];

/** For the element itself: the tokens, and a page that fills its container. */
export const deskHostStyles = [
  deskTokens,
  deskStyles,
  toastStyles,
  css`
    :host {
      display: block;
      position: relative;
      block-size: 100%;
      min-block-size: 320px;
      overflow: hidden;
      isolation: isolate;
      container-type: inline-size;
      color: var(--support-chat-text);
      background: var(--support-chat-surface);
      font: 400 var(--support-chat-font-size) / 1.45 var(--support-chat-font);
      text-align: start;
      -webkit-font-smoothing: antialiased;
    }
    :host([hidden]) {
      display: none;
    }
    .desk {
      block-size: 100%;
    }
  `,
];
