import { css } from 'lit';
import { fieldStyles } from '../components/menu/field.styles.ts';

/** Buttons, fields and the small things beside them: dense under a mouse, 44 px for fingers. */
export const controlStyles = [
  fieldStyles,
  css`
    .button {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      gap: 6px;
      min-block-size: 36px;
      padding: 6px 14px;
      font-size: var(--_medium);
      white-space: nowrap;
    }
    .button .icon,
    .icon-button .icon {
      inline-size: 18px;
      block-size: 18px;
    }
    .icon.icon-more {
      stroke-width: 2.8;
    }
    .button.quiet {
      color: var(--support-chat-text);
      background: var(--support-chat-surface-2);
    }
    .button.ghost {
      color: var(--_accent-text);
      background: none;
    }
    .button.danger {
      color: var(--support-chat-surface);
      background: var(--support-chat-danger);
    }
    @media (hover: hover) {
      .button:is(.quiet, .ghost):hover {
        filter: none;
        background: var(--support-chat-surface-3);
      }
    }
    :is(.button, .icon-button, .field):disabled {
      opacity: 0.5;
      cursor: default;
    }
    .icon-button[aria-pressed='true'] {
      color: var(--_accent-text);
      background: var(--_selected);
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    .buttons.end {
      justify-content: flex-end;
    }
    .field {
      min-block-size: 36px;
      padding: 7px 11px;
      font-size: var(--support-chat-font-size);
      font-weight: 400;
    }
    select.field {
      appearance: none;
      padding-inline-end: 32px;
      cursor: pointer;
      background-image:
        linear-gradient(45deg, transparent 50%, currentColor 50%),
        linear-gradient(-45deg, transparent 50%, currentColor 50%);
      background-position:
        calc(100% - 17px) 50%,
        calc(100% - 12px) 50%;
      background-size:
        5px 5px,
        5px 5px;
      background-repeat: no-repeat;
    }
    select.field:dir(rtl) {
      background-position:
        12px 50%,
        17px 50%;
    }
    select.field option {
      color: var(--support-chat-text);
      background: var(--support-chat-surface);
    }
    .labelled {
      display: grid;
      gap: 5px;
      min-inline-size: 0;
    }
    .hint {
      font-size: var(--_small);
      font-weight: 400;
      color: var(--support-chat-text-muted);
    }
    .fault {
      font-size: var(--_small);
      color: var(--support-chat-danger);
    }
    .check {
      display: flex;
      align-items: center;
      gap: 9px;
      min-block-size: 32px;
      font-size: var(--support-chat-font-size);
      font-weight: 400;
      cursor: pointer;
    }
    .check input {
      flex: none;
      inline-size: 17px;
      block-size: 17px;
      margin: 0;
      accent-color: var(--support-chat-accent);
    }
    .check input:focus-visible {
      outline: 2px solid var(--_accent-text);
      outline-offset: 2px;
    }
    .chip {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      max-inline-size: 100%;
      padding: 1px 8px;
      border-radius: 99px;
      font-size: var(--_tiny);
      font-weight: 550;
      line-height: 18px;
      white-space: nowrap;
      color: var(--support-chat-text-muted);
      background: var(--support-chat-surface-2);
    }
    .chip.accent {
      color: var(--_accent-text);
      background: var(--_selected);
    }
    .chip.notice {
      color: var(--support-chat-on-notice);
      background: var(--support-chat-notice);
    }
    .chip.danger {
      color: var(--support-chat-danger);
      background: color-mix(in srgb, var(--support-chat-danger) 9%, var(--support-chat-surface));
    }
    .chip .icon {
      inline-size: 13px;
      block-size: 13px;
      stroke-width: 2;
    }
    .count {
      display: inline-grid;
      place-items: center;
      min-inline-size: 19px;
      padding-inline: 5px;
      border-radius: 99px;
      font-size: var(--_tiny);
      font-weight: 650;
      line-height: 19px;
      font-variant-numeric: tabular-nums;
      color: var(--support-chat-on-accent);
      background: var(--support-chat-accent);
    }
    .dot {
      flex: none;
      inline-size: 10px;
      block-size: 10px;
      border-radius: 50%;
      background: var(--support-chat-text-muted);
    }
    .dot.online {
      background: var(--support-chat-online);
    }
    .dot.away {
      background: oklch(0.76 0.15 75);
    }
    kbd {
      display: inline-grid;
      place-items: center;
      min-inline-size: 22px;
      padding: 0 6px;
      border-radius: 6px;
      font: 600 var(--_tiny) / 20px var(--support-chat-font);
      color: var(--support-chat-text-muted);
      background: var(--support-chat-surface-2);
      box-shadow: inset 0 0 0 1px var(--support-chat-border);
    }
    .tabs {
      display: flex;
      gap: 2px;
    }
    .tab {
      display: flex;
      align-items: center;
      gap: 6px;
      min-block-size: 34px;
      padding: 4px 11px;
      border-radius: calc(var(--_round) * 0.5);
      font-weight: 550;
      font-size: var(--_medium);
      white-space: nowrap;
      color: var(--support-chat-text-muted);
    }
    .tab[aria-selected='true'] {
      color: var(--_accent-text);
      background: var(--_selected);
    }
    @media (hover: hover) {
      .tab:not([aria-selected='true']):hover {
        color: var(--support-chat-text);
        background: var(--support-chat-surface-2);
      }
    }
    @media (pointer: coarse) {
      .button,
      .tab,
      .check,
      .field {
        min-block-size: 44px;
      }
      .icon-button {
        inline-size: 44px;
        block-size: 44px;
      }
      .icon-button::after {
        inset: 0;
      }
    }
    @media (forced-colors: active) {
      .chip,
      .count,
      .dot {
        border: 1px solid CanvasText;
      }
      .tab[aria-selected='true'],
      .icon-button[aria-pressed='true'] {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }
    }
  `,
];
