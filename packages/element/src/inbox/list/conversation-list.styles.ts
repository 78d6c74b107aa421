import { css } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';

export const conversationListStyles = [
  deskStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-block-size: 0;
    }
    .head {
      display: grid;
      gap: 8px;
      padding: 0 12px 10px;
      border-block-end: var(--_line);
    }
    .find {
      display: flex;
      gap: 4px;
    }
    .search {
      position: relative;
      flex: 1;
    }
    .search .icon {
      position: absolute;
      inset-inline-start: 10px;
      inset-block-start: calc(50% - 8px);
      inline-size: 16px;
      block-size: 16px;
      color: var(--support-chat-text-muted);
      pointer-events: none;
    }
    .search .field {
      padding-inline-start: 34px;
      box-shadow: none;
      background: var(--support-chat-surface-2);
      font-size: var(--_medium);
    }
    .search .field:focus {
      background: var(--support-chat-surface);
      box-shadow:
        0 0 0 1.5px var(--_accent-text),
        0 0 0 4.5px var(--_halo);
    }
    .search .field::placeholder {
      color: var(--support-chat-text-muted);
      opacity: 1;
    }
    .find .icon-button .count {
      position: absolute;
      inset-block-start: -3px;
      inset-inline-end: -3px;
      min-inline-size: 16px;
      line-height: 16px;
      padding-inline: 3px;
    }
    .filters {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 8px 10px;
      align-items: end;
      padding-block: 4px 2px;
    }
    .filters .button {
      grid-column: 1 / -1;
      justify-self: start;
      padding-inline: 8px;
    }
    .filters .check {
      align-self: center;
      padding-block-start: 16px;
    }
    .panel {
      position: relative;
      display: flex;
      flex-direction: column;
      flex: 1;
      min-block-size: 0;
    }
    .panel > .blank {
      flex: 1;
    }
    .further {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: center;
      gap: 6px 12px;
      padding: 10px 14px;
      text-align: center;
      text-wrap: balance;
    }
    .further .button {
      margin: 0;
    }
    .further [aria-disabled='true'] {
      opacity: 0.5;
      cursor: default;
    }
    .list + .sr + .further {
      border-block-start: var(--_line);
    }
    .list {
      flex: 1;
      min-block-size: 0;
      overflow-anchor: none;
    }
    .space {
      position: relative;
      min-block-size: 100%;
      contain: layout;
    }
    /* Each in its own place: when others come and go, those that stay are not laid out and painted again. */
    .row {
      position: absolute;
      inset-inline: 0;
      display: grid;
      grid-template-columns: 36px minmax(0, 1fr);
      grid-template-rows: 1.45em 1.5em 22px;
      column-gap: 11px;
      align-items: center;
      box-sizing: border-box;
      padding: 11px 14px 9px 12px;
      cursor: pointer;
    }
    .row::after {
      content: '';
      position: absolute;
      inset: auto 14px 0 59px;
      block-size: 1px;
      background: var(--support-chat-border);
    }
    .row:dir(rtl) {
      padding: 11px 12px 9px 14px;
    }
    .row:dir(rtl)::after {
      inset: auto 59px 0 14px;
    }
    .row > .avatar {
      grid-row: 1 / 3;
      align-self: start;
      margin-block-start: 2px;
    }
    .row > div {
      grid-column: 2;
      display: flex;
      align-items: center;
      gap: 6px;
      min-inline-size: 0;
    }
    .who {
      font-weight: 550;
    }
    .unread .who {
      font-weight: 700;
    }
    .number,
    .when {
      font-size: var(--_tiny);
      color: var(--support-chat-text-muted);
      font-variant-numeric: tabular-nums;
    }
    .when {
      flex: none;
      margin-inline-start: auto;
    }
    .excerpt {
      flex: 1;
      font-size: var(--_medium);
      color: var(--support-chat-text-muted);
      text-align: start;
    }
    .excerpt em {
      color: var(--_accent-text);
    }
    .unread .excerpt {
      color: var(--support-chat-text);
    }
    .third {
      overflow: hidden;
    }
    .third .chip {
      flex: 0 1 auto;
    }
    .holder {
      --_avatar: 18px;
      display: flex;
      align-items: center;
      gap: 5px;
      margin-inline-start: auto;
      font-size: var(--_tiny);
      color: var(--support-chat-text-muted);
    }
    .row.open {
      background: var(--_selected);
    }
    .row.open::before {
      content: '';
      position: absolute;
      inset-block: 0;
      inset-inline-start: 0;
      inline-size: 3px;
      background: var(--support-chat-accent);
    }
    .row.open :is(.number, .when, .excerpt, .holder) {
      color: color-mix(in oklch, var(--support-chat-text) 80%, transparent);
    }
    .list:focus-visible {
      outline: none;
    }
    .list:focus-visible .active {
      outline: 2px solid var(--_accent-text);
      outline-offset: -2px;
    }
    @media (hover: hover) {
      .row:not(.open):hover {
        background: var(--support-chat-surface-2);
      }
      .row:not(.open):hover .chip:not(.notice, .danger) {
        background: var(--support-chat-surface-3);
      }
    }
    .bone-row {
      display: grid;
      grid-template-columns: 36px 1fr;
      gap: 11px;
      padding: 13px 14px;
    }
    .bone-face {
      block-size: 36px;
      border-radius: 50%;
    }
    .bone-lines {
      display: grid;
      align-content: center;
      gap: 8px;
    }
    .bone-lines .skeleton {
      block-size: 11px;
      inline-size: 85%;
    }
    .bone-lines .skeleton:first-child {
      inline-size: 45%;
    }
    @media (forced-colors: active) {
      .row.open {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }
    }
  `,
];
