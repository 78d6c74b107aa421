import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';
import { fieldStyles } from './field.styles.ts';

export const awayNoteStyles = [
  baseStyles,
  iconStyles,
  fieldStyles,
  css`
    :host {
      display: block;
      flex: none;
    }
    .note {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 10px;
      margin: 0 12px 10px;
      padding: 12px 14px;
      border-radius: calc(var(--_round) * 0.7);
      background: var(--support-chat-surface-2);
    }
    .empty {
      display: none;
    }
    .words {
      display: flex;
      align-items: center;
      gap: 9px;
      font-size: var(--_medium);
      text-wrap: pretty;
      overflow-wrap: anywhere;
      outline: none;
    }
    .icon {
      flex: none;
      inline-size: 18px;
      block-size: 18px;
      color: var(--support-chat-text-muted);
    }
    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 6px;
    }
    .line {
      display: flex;
      gap: 8px;
    }
    label {
      font-size: var(--_small);
    }
    .save {
      display: grid;
      place-items: center;
      flex: none;
      min-block-size: 44px;
      padding-inline: 16px;
      border-radius: calc(var(--_round) * 0.6);
      font-weight: 600;
      color: var(--_accent-text);
      background: var(--support-chat-surface);
      box-shadow: inset 0 0 0 1px color-mix(in oklch, var(--_accent-text) 40%, transparent);
    }
    @media (forced-colors: active) {
      .note {
        border: 1px solid CanvasText;
      }
      .save {
        border: 1px solid ButtonText;
      }
    }
  `,
];
