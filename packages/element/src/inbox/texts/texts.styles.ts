import { css } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';
import { dialogStyles } from '../header/dialog-form.styles.ts';

export const textsStyles = [
  deskStyles,
  dialogStyles,
  css`
    .texts {
      display: grid;
      gap: 2px;
      margin-inline: -10px;
    }
    .texts li {
      display: flex;
      align-items: center;
      gap: 2px;
      padding: 8px 4px 8px 10px;
      border-radius: calc(var(--_round) * 0.6);
    }
    .texts li:dir(rtl) {
      padding: 8px 10px 8px 4px;
    }
    .what {
      flex: 1;
      display: grid;
      grid-template-columns: minmax(0, auto) auto minmax(0, 1fr);
      align-items: center;
      gap: 1px 8px;
      min-inline-size: 0;
    }
    .what b {
      font-weight: 550;
    }
    .body {
      grid-column: 1 / -1;
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      font-size: var(--_small);
      overflow-wrap: anywhere;
      color: var(--support-chat-text-muted);
    }
    .blank {
      display: grid;
      justify-items: center;
      gap: 12px;
      padding: 28px 12px;
      text-align: center;
    }
    .news:empty {
      display: none;
    }
    .notice {
      padding: 9px 12px;
      border-radius: calc(var(--_round) * 0.6);
      font-size: var(--_medium);
      color: var(--support-chat-on-notice);
      background: var(--support-chat-notice);
    }
    .slashed {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    code {
      padding: 1px 5px;
      border-radius: 5px;
      font-size: var(--_tiny);
      white-space: nowrap;
      background: var(--support-chat-surface-2);
    }
    @media (hover: hover) {
      .texts li:hover {
        background: var(--support-chat-surface-2);
      }
    }
    @media (forced-colors: active) {
      .notice {
        border: 1px solid CanvasText;
      }
    }
  `,
];
