import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { fieldStyles } from '../menu/field.styles.ts';

export const ratingStyles = [
  baseStyles,
  fieldStyles,
  css`
    :host {
      display: block;
      padding-block: 20px 4px;
    }
    .card {
      display: grid;
      gap: 14px;
      padding: 16px;
      border-radius: calc(var(--_round) * 0.8);
      background: var(--support-chat-surface);
      box-shadow:
        0 0 0 1px var(--support-chat-border),
        0 8px 20px -10px rgb(0 0 0 / 0.14);
      animation: settle 180ms cubic-bezier(0.2, 0.9, 0.25, 1);
    }
    @keyframes settle {
      from {
        opacity: 0;
        translate: 0 8px;
      }
    }
    p {
      margin: 0;
    }
    .words {
      font-size: var(--_medium);
      text-align: center;
      text-wrap: balance;
      color: var(--support-chat-text-muted);
    }
    .thanks {
      font-size: var(--_large);
      font-weight: 650;
      text-align: center;
      outline: none;
    }
    form {
      display: grid;
      gap: 8px;
    }
    fieldset {
      all: unset;
      display: flex;
      justify-content: center;
    }
    legend {
      all: unset;
      inline-size: 100%;
      text-align: center;
      text-wrap: balance;
      font-weight: 650;
    }
    .stars legend {
      font-size: var(--_large);
      letter-spacing: -0.01em;
    }
    .stars {
      flex-wrap: wrap;
    }
    .stars label {
      position: relative;
      display: grid;
      place-items: center;
      inline-size: 44px;
      block-size: 44px;
      border-radius: calc(var(--_round) * 0.6);
      cursor: pointer;
    }
    .stars svg {
      inline-size: 30px;
      block-size: 30px;
      fill: transparent;
      stroke: color-mix(in oklch, var(--support-chat-text) 50%, var(--support-chat-surface));
      stroke-width: 1.5;
      stroke-linejoin: round;
      transition:
        fill 120ms,
        scale 120ms;
    }
    .stars .on svg {
      fill: oklch(0.78 0.16 75);
      stroke: oklch(0.66 0.15 65);
    }
    .stars label:active svg {
      scale: 0.9;
    }
    @media (hover: hover) {
      .stars label:is(:hover, :has(~ label:hover)) svg {
        stroke: oklch(0.66 0.15 65);
      }
    }
    label:has(:focus-visible) {
      outline: 2px solid var(--_accent-text);
      outline-offset: -2px;
    }
    .nps {
      display: grid;
      grid-template-columns: repeat(11, 1fr);
      gap: 4px;
      margin-block-end: 4px;
    }
    .nps legend {
      grid-column: 1/-1;
      padding-block-end: 4px;
      font-size: var(--_medium);
    }
    .nps label {
      position: relative;
      display: grid;
      place-items: center;
      block-size: 32px;
      border-radius: calc(var(--_round) * 0.4);
      font-size: var(--_medium);
      font-variant-numeric: tabular-nums;
      background: var(--support-chat-surface-2);
      cursor: pointer;
    }
    .nps .on {
      color: var(--support-chat-on-accent);
      background: var(--support-chat-accent);
    }
    .problem {
      font-size: var(--_medium);
      color: var(--support-chat-danger);
    }
    .problem:empty {
      display: none;
    }
    .row {
      display: grid;
      gap: 8px;
    }
    .quiet {
      display: grid;
      place-items: center;
      min-block-size: 44px;
      padding-inline: 14px;
      border-radius: calc(var(--_round) * 0.6);
      font-weight: 600;
      text-align: center;
      background: var(--support-chat-surface-2);
    }
    @media (hover: hover) {
      .quiet:hover {
        background: var(--support-chat-surface-3);
      }
    }
    @media (pointer: coarse) {
      .nps {
        grid-template-columns: repeat(6, 1fr);
      }
      .nps label {
        block-size: 44px;
      }
    }
    @media (forced-colors: active) {
      .card,
      .quiet,
      .nps label {
        border: 1px solid CanvasText;
      }
      .stars .on svg,
      .nps .on {
        forced-color-adjust: none;
        fill: Highlight;
        color: HighlightText;
        background: Highlight;
      }
      .stars .on svg {
        background: none;
      }
    }
  `,
];
