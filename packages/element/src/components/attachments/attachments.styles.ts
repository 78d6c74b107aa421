import { css } from 'lit';
import { baseStyles } from '../../styles/base.styles.ts';
import { iconStyles } from '../icon/icon.styles.ts';

export const rowStyles = css`
  .row {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 52px;
    padding-block: 7px;
    padding-inline: 8px 12px;
    border-radius: calc(var(--_round) * 0.7);
    color: var(--support-chat-text);
    background: var(--support-chat-surface);
    box-shadow: inset 0 0 0 1px var(--support-chat-border);
  }
  .row > .icon {
    color: var(--support-chat-text-muted);
  }
  .tile {
    position: relative;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 38px;
    block-size: 38px;
    overflow: hidden;
    border-radius: calc(var(--_round) * 0.45);
    color: var(--_accent-text);
    background: var(--support-chat-surface-2);
  }
  .words {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    text-align: start;
  }
  /* Names and sizes have a direction of their own, but stand where the language begins. */
  bdi,
  small {
    justify-self: start;
    max-inline-size: 100%;
    unicode-bidi: plaintext;
  }
  bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--_medium);
    font-weight: 550;
  }
  small {
    font-size: var(--_tiny);
    color: var(--support-chat-text-muted);
    font-variant-numeric: tabular-nums;
  }
  .failed small,
  .failed .tile {
    color: var(--support-chat-danger);
  }
  @media (forced-colors: active) {
    .row {
      border: 1px solid CanvasText;
    }
  }
`;

export const attachmentsStyles = [
  baseStyles,
  iconStyles,
  rowStyles,
  css`
    :host {
      display: grid;
      justify-items: inherit;
      gap: 4px;
      min-inline-size: 0;
      max-inline-size: 100%;
      line-height: 1.35;
    }
    .row,
    .sound {
      inline-size: min(100%, 280px);
    }
    @media (hover: hover) {
      button.row:hover {
        background: var(--support-chat-surface-2);
      }
    }
    .box {
      position: relative;
      display: block;
      max-inline-size: 100%;
      overflow: hidden;
      border-radius: calc(var(--_round) * 0.8);
      background: var(--support-chat-surface-2);
      box-shadow: inset 0 0 0 1px var(--support-chat-border);
    }
    video.box {
      background: #000;
    }
    .picture {
      cursor: zoom-in;
    }
    .picture img {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
      font-size: var(--_small);
      color: var(--support-chat-text-muted);
      animation: show 160ms;
    }
    /* A hairline over the picture: a white one has an edge too. */
    .picture::after {
      content: '';
      position: absolute;
      inset: 0;
      border-radius: inherit;
      box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--support-chat-text) 10%, transparent);
    }
    @keyframes show {
      from {
        opacity: 0;
      }
    }
    .sound {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 8px;
      margin: 0;
      padding: 9px 10px;
      border-radius: calc(var(--_round) * 0.8);
      color: var(--support-chat-text);
      background: var(--support-chat-surface);
      box-shadow: inset 0 0 0 1px var(--support-chat-border);
    }
    .sound figcaption {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      gap: 10px;
      padding-inline: 4px;
      white-space: nowrap;
    }
    audio {
      inline-size: 100%;
      block-size: 40px;
    }
    .lightbox {
      box-sizing: border-box;
      inline-size: 100%;
      block-size: 100%;
      max-inline-size: none;
      max-block-size: none;
      margin: 0;
      padding: calc(64px + env(safe-area-inset-top, 0px)) max(16px, env(safe-area-inset-right, 0px))
        calc(24px + env(safe-area-inset-bottom, 0px)) max(16px, env(safe-area-inset-left, 0px));
      border: 0;
      color: #fff;
      background: rgb(12 12 16 / 0.92);
      outline: none;
    }
    .lightbox[open] {
      display: grid;
      place-items: center;
      animation: show 140ms;
    }
    .lightbox::backdrop {
      background: none;
    }
    .lightbox > img {
      display: block;
      max-inline-size: 100%;
      max-block-size: 100%;
      min-block-size: 0;
      object-fit: contain;
      border-radius: calc(var(--_round) * 0.3);
    }
    .bar {
      position: absolute;
      inset: env(safe-area-inset-top, 0px) env(safe-area-inset-right, 0px) auto env(safe-area-inset-left, 0px);
      display: flex;
      align-items: center;
      gap: 6px;
      padding-block: 10px;
      padding-inline: 20px 12px;
    }
    .bar bdi {
      flex: 1;
      min-inline-size: 0;
    }
    .bar .icon-button {
      inline-size: 44px;
      block-size: 44px;
      color: inherit;
    }
    .lightbox :focus-visible {
      outline-color: #fff;
      box-shadow: none;
    }
    .again {
      font-weight: 600;
      text-decoration: underline;
      text-underline-offset: 2.5px;
    }
    @media (forced-colors: active) {
      .box {
        border: 1px solid CanvasText;
      }
      .sound {
        border: 1px solid CanvasText;
      }
    }
  `,
];
