import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';
import { fieldStyles } from './field.styles.ts';
import { questionStyles } from './question.styles.ts';

export const prechatStyles = [
  baseStyles,
  iconStyles,
  fieldStyles,
  questionStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-block-size: 0;
    }
    .prechat {
      flex: 1;
      min-block-size: 0;
      overflow: hidden auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      padding: 20px 20px max(20px, env(safe-area-inset-bottom, 0px));
    }
    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    h3 {
      font-size: calc(var(--support-chat-font-size) * 1.17);
      font-weight: 700;
      line-height: 1.3;
      letter-spacing: -0.015em;
      text-wrap: balance;
      overflow-wrap: anywhere;
      outline: none;
    }
    h3 + .choices {
      margin-block-start: 16px;
    }
    a {
      font-size: var(--_medium);
      border-radius: 3px;
      color: var(--_accent-text);
      text-underline-offset: 2px;
    }
    .choices {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 8px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .choice {
      display: flex;
      align-items: center;
      gap: 12px;
      inline-size: 100%;
      min-block-size: 52px;
      padding: 10px 14px;
      border-radius: calc(var(--_round) * 0.7);
      font-weight: 400;
      cursor: pointer;
      box-shadow: 0 0 0 1px var(--support-chat-border);
      transition:
        background-color 120ms,
        box-shadow 120ms;
    }
    button.choice {
      box-shadow:
        0 0 0 1px var(--support-chat-border),
        0 2px 4px -1px rgb(0 0 0 / 0.06);
    }
    .choice:has(:checked) {
      background: var(--_halo);
      box-shadow: 0 0 0 1.5px var(--_accent-text);
    }
    [aria-invalid] .choice {
      box-shadow: 0 0 0 1px var(--support-chat-danger);
    }
    @media (hover: hover) {
      .choice:hover {
        background: color-mix(in oklch, var(--support-chat-surface-2) 60%, var(--support-chat-surface));
      }
    }
    .choice .icon {
      inline-size: 16px;
      block-size: 16px;
      color: var(--support-chat-text-muted);
    }
    .department {
      display: grid;
      flex: 1;
      min-inline-size: 0;
      gap: 1px;
      overflow-wrap: anywhere;
    }
    .name {
      font-size: var(--support-chat-font-size);
      font-weight: 600;
    }
    .description,
    .state {
      font-size: var(--_small);
      color: var(--support-chat-text-muted);
    }
    .state::before {
      content: '';
      display: inline-block;
      inline-size: 8px;
      block-size: 8px;
      margin-inline-end: 6px;
      border-radius: 50%;
      background: color-mix(in oklch, var(--support-chat-text-muted) 60%, transparent);
    }
    .state.online::before {
      background: var(--support-chat-online);
    }
    .plain {
      margin-block-start: -8px;
      color: var(--support-chat-text-muted);
      background: none;
    }
    .sr {
      margin-block: -16px 0;
    }
    @media (forced-colors: active) {
      .choice {
        border: 1px solid ButtonText;
      }
      .choice:has(:checked) {
        outline: 2px solid Highlight;
      }
    }
  `,
];
