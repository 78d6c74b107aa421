import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { avatarStyles } from '../avatar/avatar.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';
import { messageStyles } from '../message/message.styles.ts';

export const messageListStyles = [
  baseStyles,
  iconStyles,
  avatarStyles,
  messageStyles,
  css`
    :host {
      position: relative;
      display: block;
      flex: 1;
      min-block-size: 0;
    }
    .log {
      block-size: 100%;
      padding: 4px 16px 14px;
      overflow: hidden auto;
      overflow-anchor: none;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--support-chat-surface-3) transparent;
      outline: none;
    }
    .log:focus-visible {
      box-shadow: inset 0 0 0 2px var(--_accent-text);
    }
    .day,
    .system,
    .older {
      padding: 18px 24px 4px;
      font-size: var(--_small);
      text-align: center;
      text-wrap: balance;
      overflow-wrap: anywhere;
      color: var(--support-chat-text-muted);
    }
    .news {
      display: flex;
      align-items: center;
      gap: 10px;
      padding-inline: 0;
      font-weight: 600;
      color: var(--_accent-text);
    }
    .news::before,
    .news::after {
      content: '';
      flex: 1;
      block-size: 1px;
      background: currentColor;
      opacity: 0.3;
    }
    .older {
      min-block-size: 44px;
    }
    .system {
      padding-block: 14px 2px;
    }
    .jump {
      position: absolute;
      inset-block-end: 10px;
      inset-inline: 0;
      margin-inline: auto;
      inline-size: fit-content;
      display: flex;
      align-items: center;
      gap: 4px;
      padding: 7px;
      border-radius: calc(var(--_round) * 5);
      font-size: var(--_small);
      font-weight: 600;
      color: var(--support-chat-text);
      background: var(--support-chat-surface);
      box-shadow:
        0 0 0 1px var(--support-chat-border),
        0 6px 16px -4px rgb(0 0 0 / 0.2);
      animation: rise 160ms cubic-bezier(0.2, 0.9, 0.25, 1);
    }
    .jump.new {
      padding-inline: 14px 9px;
      color: var(--support-chat-on-accent);
      background: var(--support-chat-accent);
    }
    .skeleton {
      block-size: 40px;
      margin-block: 14px;
      border-radius: calc(var(--_round) * 0.9);
    }
    .end {
      margin-inline-start: auto;
    }
    .s62 {
      inline-size: 62%;
    }
    .s44 {
      inline-size: 44%;
    }
    .s70 {
      inline-size: 70%;
      block-size: 62px;
    }
    .s38 {
      inline-size: 38%;
    }
    @media print {
      .log {
        block-size: auto;
        overflow: visible;
      }
      .jump {
        display: none;
      }
    }
    @media (pointer: coarse) {
      .jump {
        min-block-size: 44px;
        min-inline-size: 44px;
        justify-content: center;
      }
    }
  `,
];
