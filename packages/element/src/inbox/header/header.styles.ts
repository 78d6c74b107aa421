import { css } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';

export const headerStyles = [
  deskStyles,
  css`
    :host {
      display: block;
      flex: none;
    }
    header {
      display: flex;
      align-items: center;
      gap: 11px;
      min-block-size: 60px;
      padding: 8px 12px 8px 18px;
      border-block-end: var(--_line);
    }
    header:dir(rtl) {
      padding: 8px 18px 8px 12px;
    }
    .back {
      display: none;
      margin-inline-end: -6px;
    }
    .titles {
      flex: 1;
      min-inline-size: 0;
    }
    h2 {
      font-size: calc(var(--support-chat-font-size) * 1.1);
      outline: none;
    }
    .titles p {
      font-size: var(--_small);
      color: var(--support-chat-text-muted);
    }
    .actions {
      display: flex;
      align-items: center;
      gap: 4px;
    }
    .actions .button {
      min-block-size: 34px;
      margin-inline-end: 4px;
    }
    @container (max-width: 719.98px) {
      header {
        gap: 8px;
        padding: 6px;
      }
      .back {
        display: grid;
        margin: 0;
      }
      .wide,
      .avatar {
        display: none;
      }
    }
  `,
];
