import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { avatarStyles } from '../avatar/avatar.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';
import { messageStyles } from '../message/message.styles.ts';
import { logStyles } from './log.styles.ts';

export const messageListStyles = [
  baseStyles,
  iconStyles,
  avatarStyles,
  messageStyles,
  logStyles,
  css`
    .log {
      position: relative;
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
    .skeleton {
      block-size: 40px;
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
  `,
];
