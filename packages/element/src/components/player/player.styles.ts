import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';

export const playerStyles = [
  baseStyles,
  css`
    :host {
      display: block;
    }
    .player {
      display: flex;
      align-items: center;
      gap: 9px;
    }
    .play {
      display: grid;
      place-items: center;
      flex: none;
      position: relative;
      inline-size: 36px;
      block-size: 36px;
      border-radius: min(50%, var(--_round) * 5);
      color: var(--support-chat-on-accent);
      background: var(--support-chat-accent);
    }
    .play:active {
      scale: 0.94;
    }
    svg {
      inline-size: 20px;
      block-size: 20px;
      fill: currentColor;
    }
    .pause {
      fill: none;
      stroke: currentColor;
      stroke-width: 3.5;
      stroke-linecap: round;
    }
    input {
      --_bar: color-mix(in oklch, var(--support-chat-text) 30%, var(--support-chat-surface));
      appearance: none;
      flex: 1;
      min-inline-size: 0;
      block-size: 36px;
      margin: 0;
      background: none;
      cursor: pointer;
    }
    input::-webkit-slider-runnable-track {
      block-size: 4px;
      border-radius: 2px;
      background: linear-gradient(
        90deg,
        var(--_accent-text) calc(var(--_share, 0) * 100%),
        var(--_bar) calc(var(--_share, 0) * 100%)
      );
    }
    input::-moz-range-track {
      block-size: 4px;
      border-radius: 2px;
      background: var(--_bar);
    }
    input::-moz-range-progress {
      block-size: 4px;
      border-radius: 2px;
      background: var(--_accent-text);
    }
    input::-webkit-slider-thumb {
      appearance: none;
      inline-size: 14px;
      block-size: 14px;
      margin-block-start: -5px;
      border-radius: 50%;
      background: var(--_accent-text);
    }
    input::-moz-range-thumb {
      inline-size: 14px;
      block-size: 14px;
      border: 0;
      border-radius: 50%;
      background: var(--_accent-text);
    }
    input:focus-visible {
      outline: 2px solid var(--_accent-text);
      outline-offset: -4px;
      border-radius: 8px;
    }
    .time {
      flex: none;
      min-inline-size: 30px;
      font-size: var(--_tiny);
      text-align: end;
      color: var(--support-chat-text-muted);
      font-variant-numeric: tabular-nums;
    }
    .rate {
      flex: none;
      position: relative;
      min-inline-size: 36px;
      padding: 5px 6px;
      border-radius: calc(var(--_round) * 0.4);
      font-size: var(--_tiny);
      font-weight: 600;
      text-align: center;
      font-variant-numeric: tabular-nums;
      background: var(--support-chat-surface-2);
    }
    @media (pointer: coarse) {
      .play {
        inline-size: 44px;
        block-size: 44px;
      }
      input,
      .rate {
        min-block-size: 44px;
      }
      .rate {
        min-inline-size: 44px;
      }
    }
    @media (forced-colors: active) {
      .play,
      .rate {
        border: 1px solid ButtonText;
      }
      input {
        appearance: auto;
      }
    }
  `,
];
