import { css } from 'lit';
import { deskHostStyles } from '../desk/desk.styles.ts';

export const consoleStyles = [
  deskHostStyles,
  css`
    :host {
      container-name: desk;
    }
    .console {
      display: grid;
      grid-template: minmax(0, 1fr) / 216px minmax(0, 1fr);
      block-size: 100%;
    }
    .side {
      display: flex;
      flex-direction: column;
      gap: 14px;
      padding: 18px 12px;
      border-inline-end: var(--_line);
      background: var(--support-chat-surface-2);
    }
    .side .name {
      padding-inline: 10px;
      font-weight: 650;
      font-size: var(--_large);
      letter-spacing: -0.015em;
    }
    nav ul {
      display: grid;
      gap: 2px;
    }
    .place {
      display: flex;
      align-items: center;
      gap: 10px;
      inline-size: 100%;
      min-block-size: 36px;
      padding: 6px 10px;
      border-radius: calc(var(--_round) * 0.55);
      font-weight: 550;
      color: var(--support-chat-text);
    }
    .place .icon {
      flex: none;
      inline-size: 18px;
      block-size: 18px;
      color: var(--support-chat-text-muted);
    }
    .place[aria-current] {
      color: var(--_accent-text);
      background: var(--_selected);
    }
    .place[aria-current] .icon {
      color: inherit;
    }
    @media (hover: hover) {
      .place:not([aria-current]):hover {
        background: var(--support-chat-surface-3);
      }
    }
    main {
      padding-inline: clamp(16px, 3cqi, 36px);
    }
    main:focus-visible {
      outline-offset: -2px;
    }
    .blank {
      block-size: 100%;
    }
    @container desk (inline-size < 760px) {
      .console {
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
      }
      .side {
        gap: 6px;
        padding: 10px 0 6px;
        border-inline-end: 0;
        border-block-end: var(--_line);
      }
      .side .name {
        padding-inline: 16px;
      }
      nav {
        overflow: auto hidden;
        scrollbar-width: none;
        padding: 2px 12px 4px;
      }
      nav ul {
        display: flex;
      }
      .place {
        white-space: nowrap;
      }
    }
    @media (pointer: coarse) {
      .place {
        min-block-size: 44px;
      }
    }
    @media (forced-colors: active) {
      .place[aria-current] {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }
    }
  `,
];
