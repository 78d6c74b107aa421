import { css } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';

export const visitorPanelStyles = [
  deskStyles,
  css`
    :host {
      display: block;
      min-block-size: 0;
    }
    aside {
      display: flex;
      flex-direction: column;
      block-size: 100%;
    }
    .head {
      display: flex;
      flex: none;
      align-items: center;
      justify-content: space-between;
      min-block-size: 60px;
      padding-inline: 18px 10px;
      border-block-end: var(--_line);
    }
    h2 {
      font-size: var(--_large);
      outline: none;
    }
    .body {
      flex: 1;
      min-block-size: 0;
      padding: 16px 18px 24px;
      overflow-wrap: anywhere;
    }
    .person {
      --_avatar: 44px;
      display: flex;
      align-items: center;
      gap: 12px;
      margin-block-end: 12px;
    }
    .person b {
      display: block;
      font-size: calc(var(--support-chat-font-size) * 1.1);
      font-weight: 650;
    }
    .person .chip {
      margin-block-start: 3px;
      white-space: normal;
    }
    .buttons .button {
      padding-inline: 11px;
      font-size: var(--_small);
      min-block-size: 32px;
    }
    .buttons .icon {
      inline-size: 15px;
      block-size: 15px;
    }
    .risky {
      color: var(--support-chat-danger);
    }
    section {
      margin-block-start: 20px;
      padding-block-start: 14px;
      border-block-start: var(--_line);
    }
    h3 {
      margin-block-end: 8px;
      font-size: var(--_small);
      font-weight: 600;
      letter-spacing: 0;
      color: var(--support-chat-text-muted);
    }
    dl {
      display: grid;
      gap: 6px;
    }
    dl > div {
      display: grid;
      grid-template-columns: minmax(72px, 36%) minmax(0, 1fr);
      gap: 10px;
    }
    dt {
      color: var(--support-chat-text-muted);
      font-size: var(--_small);
      line-height: 1.5;
    }
    dd {
      font-size: var(--_medium);
    }
    a {
      color: var(--_accent-text);
      text-underline-offset: 2.5px;
      border-radius: 4px;
    }
    .tags {
      display: flex;
      flex-wrap: wrap;
      gap: 5px;
    }
    .other,
    .trail li {
      display: flex;
      align-items: center;
      gap: 8px;
      inline-size: 100%;
      min-block-size: 30px;
      font-size: var(--_medium);
    }
    .other {
      padding-inline: 8px;
      margin-inline: -8px;
      inline-size: calc(100% + 16px);
      border-radius: calc(var(--_round) * 0.45);
    }
    .other .cut,
    .trail .cut {
      flex: 1;
    }
    time {
      flex: none;
      font-size: var(--_tiny);
      color: var(--support-chat-text-muted);
    }
    .trail .icon {
      inline-size: 15px;
      block-size: 15px;
      color: var(--support-chat-text-muted);
    }
    section > .button {
      margin-inline-start: -10px;
      padding-inline: 10px;
    }
    .skeleton {
      block-size: 14px;
      margin-block-end: 14px;
      inline-size: 80%;
    }
    @media (hover: hover) {
      .other:hover {
        background: var(--support-chat-surface-2);
      }
    }
    @media (pointer: coarse) {
      .buttons .button,
      .other,
      a {
        min-block-size: 44px;
      }
    }
  `,
];
