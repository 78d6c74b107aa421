import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';
import { fieldStyles } from '../prechat/field.styles.ts';
import { questionStyles } from '../prechat/question.styles.ts';

export const richStyles = [
  baseStyles,
  iconStyles,
  fieldStyles,
  questionStyles,
  css`
    :host {
      grid-row: 2;
      display: block;
      justify-self: start;
      inline-size: min(100%, 288px);
    }
    .card {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      border-radius: calc(var(--_round) * 0.9);
      overflow: hidden;
      overflow-wrap: anywhere;
      color: var(--support-chat-text);
      background: var(--support-chat-surface);
      box-shadow:
        inset 0 0 0 1px var(--support-chat-border),
        0 2px 8px -2px rgb(0 0 0 / 0.06);
    }
    .card img {
      display: block;
      inline-size: 100%;
      aspect-ratio: 16 / 9;
      object-fit: cover;
      background: var(--support-chat-surface-2);
    }
    .card img[hidden] {
      display: none;
    }
    .words {
      display: grid;
      gap: 3px;
      padding: 12px 15px 13px;
    }
    .title {
      font-weight: 650;
      letter-spacing: -0.01em;
    }
    .text {
      font-size: var(--_medium);
      white-space: pre-wrap;
      color: var(--support-chat-text-muted);
    }
    .action {
      position: relative;
      display: grid;
      place-items: center;
      box-sizing: border-box;
      inline-size: 100%;
      min-block-size: 44px;
      padding: 8px 15px;
      font-weight: 600;
      text-align: center;
      text-decoration: none;
      color: var(--_accent-text);
      box-shadow: 0 -1px 0 var(--support-chat-border);
      transition: background-color 120ms;
    }
    .action:focus-visible {
      border-radius: calc(var(--_round) * 0.5);
      outline-offset: -3px;
      box-shadow: none;
    }
    @media (hover: hover) {
      .action:hover {
        background: var(--_halo);
      }
    }
    .padded {
      gap: 13px;
      padding: 14px 15px 15px;
    }
    .sent {
      display: flex;
      align-items: center;
      gap: 6px;
      font-size: var(--_medium);
      color: var(--support-chat-text-muted);
      outline: none;
    }
    .sent .icon {
      inline-size: 18px;
      block-size: 18px;
      color: var(--support-chat-online);
    }
    .sr {
      margin: 0;
    }
    @media (forced-colors: active) {
      .card {
        border: 1px solid CanvasText;
      }
    }
  `,
];
