import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { avatarStyles } from '../avatar/avatar.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';

export const teaserStyles = [
  baseStyles,
  iconStyles,
  avatarStyles,
  css`
    :host {
      position: fixed;
      z-index: var(--support-chat-z-index);
      inset-block-end: calc(
        var(--support-chat-offset-block) + var(--support-chat-launcher-size) + 14px + env(safe-area-inset-bottom, 0px)
      );
      inset-inline-end: calc(var(--support-chat-offset-inline) + env(safe-area-inset-right, 0px));
      font: 400 var(--support-chat-font-size) / 1.42 var(--support-chat-font);
      color: var(--support-chat-text);
    }
    :host([position$='start']) {
      inset-inline: calc(var(--support-chat-offset-inline) + env(safe-area-inset-left, 0px)) auto;
    }
    :host([position^='top']) {
      inset-block: calc(
          var(--support-chat-offset-block) + var(--support-chat-launcher-size) + 14px + env(safe-area-inset-top, 0px)
        )
        auto;
    }
    .teaser {
      --_avatar: 36px;
      display: flex;
      align-items: flex-start;
      gap: 2px;
      max-inline-size: min(300px, 100vw - 2 * var(--support-chat-offset-inline));
      max-block-size: min(40vh, 220px);
      padding: 6px;
      border-radius: calc(var(--_round) * 0.8);
      background: var(--support-chat-surface);
      box-shadow: var(--support-chat-shadow);
      animation: arrive var(--support-chat-duration) cubic-bezier(0.2, 0.9, 0.25, 1);
    }
    @keyframes arrive {
      from {
        opacity: 0;
        translate: 0 10px;
      }
    }
    .body {
      display: flex;
      flex: 1;
      gap: 10px;
      min-inline-size: 0;
      max-block-size: min(40vh - 12px, 208px);
      padding: 6px;
      border-radius: calc(var(--_round) * 0.55);
      overflow: hidden auto;
    }
    .words {
      display: grid;
      align-content: center;
      flex: 1;
      min-inline-size: 0;
      min-block-size: var(--_avatar);
    }
    .name {
      font-size: var(--_small);
      font-weight: 650;
    }
    .text {
      text-wrap: pretty;
      overflow-wrap: anywhere;
    }
    .icon-button {
      color: var(--support-chat-text-muted);
    }
    .icon-button .icon {
      inline-size: 16px;
      block-size: 16px;
    }
    @media (pointer: coarse) {
      .icon-button {
        inline-size: 44px;
        block-size: 44px;
      }
    }
    @media (forced-colors: active) {
      .teaser {
        border: 1px solid CanvasText;
      }
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
];
