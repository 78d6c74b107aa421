import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { avatarStyles } from '../avatar/avatar.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';

export const conversationListStyles = [
  baseStyles,
  iconStyles,
  avatarStyles,
  css`
    :host {
      display: block;
      flex: 1;
      min-block-size: 0;
    }
    .scroller {
      display: flex;
      flex-direction: column;
      block-size: 100%;
      padding: 8px 8px max(12px, env(safe-area-inset-bottom, 0px));
      overflow: hidden auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--support-chat-surface-3) transparent;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .item,
    .placeholder {
      display: flex;
      align-items: center;
      gap: 12px;
      inline-size: 100%;
      min-block-size: 68px;
      padding: 12px;
      border-radius: calc(var(--_round) * 0.7);
      transition: background-color 120ms;
    }
    .item {
      position: relative;
    }
    .item:active {
      background: var(--support-chat-surface-3);
    }
    .item[aria-busy] {
      background: var(--support-chat-surface-2);
      animation: breathe 900ms 300ms infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.55;
      }
    }
    li + li .item::before {
      content: '';
      position: absolute;
      inset-block-start: 0;
      inset-inline: 64px 12px;
      block-size: 1px;
      background: var(--support-chat-border);
    }
    .item .avatar {
      --_avatar: 40px;
    }
    .words {
      display: grid;
      flex: 1;
      gap: 2px;
      min-inline-size: 0;
    }
    .words > * {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .name {
      font-weight: 600;
    }
    .excerpt {
      font-size: var(--_medium);
      text-align: left;
      color: var(--support-chat-text-muted);
    }
    /* By the direction of the page, whatever that of the text is. */
    :host(:dir(rtl)) .excerpt {
      text-align: right;
    }
    .unread .name {
      font-weight: 700;
    }
    .unread .excerpt {
      font-weight: 550;
      color: var(--support-chat-text);
    }
    .aside {
      display: grid;
      flex: none;
      justify-items: end;
      gap: 4px;
      font-size: var(--_tiny);
      color: var(--support-chat-text-muted);
      font-variant-numeric: tabular-nums;
    }
    .aside .icon {
      inline-size: 16px;
      block-size: 16px;
    }
    .count {
      min-inline-size: 20px;
      padding: 3px 6px;
      border-radius: 99px;
      font-size: var(--_tiny);
      font-weight: 700;
      line-height: 14px;
      text-align: center;
      color: var(--support-chat-on-accent);
      background: var(--support-chat-accent);
    }
    .ended {
      padding: 2px 8px;
      border-radius: 99px;
      font-size: var(--_tiny);
      background: var(--support-chat-surface-2);
    }
    .face {
      flex: none;
      inline-size: 40px;
      block-size: 40px;
      border-radius: 50%;
    }
    .line {
      inline-size: 34%;
      block-size: 12px;
      margin-block: 3px;
    }
    .w54 {
      inline-size: 54%;
    }
    .w72 {
      inline-size: 72%;
    }
    .w40 {
      inline-size: 40%;
    }
    .note {
      display: grid;
      justify-items: center;
      gap: 12px;
      max-inline-size: 300px;
      margin: auto;
      padding: 24px 12px;
      text-align: center;
      text-wrap: balance;
      color: var(--support-chat-text-muted);
    }
    ul ~ .note {
      margin-block: 0;
      padding-block: 16px;
    }
    .note p {
      margin: 0;
    }
    .note .icon {
      inline-size: 28px;
      block-size: 28px;
      stroke-width: 1.5;
    }
    .quiet {
      display: grid;
      place-items: center;
      min-block-size: 44px;
      padding-inline: 18px;
      border-radius: calc(var(--_round) * 0.6);
      font-weight: 600;
      color: var(--support-chat-text);
      background: var(--support-chat-surface-2);
    }
    .more {
      margin: 8px 8px 0;
    }
    .more[aria-disabled] {
      color: var(--support-chat-text-muted);
      cursor: default;
    }
    .start {
      flex: none;
      margin: 16px 8px 0;
    }
    @media (hover: hover) {
      .item:hover,
      .quiet:hover {
        background: var(--support-chat-surface-2);
      }
      .quiet:hover {
        background: var(--support-chat-surface-3);
      }
    }
    @media (forced-colors: active) {
      .item,
      .quiet,
      .ended {
        border: 1px solid CanvasText;
      }
    }
  `,
];
