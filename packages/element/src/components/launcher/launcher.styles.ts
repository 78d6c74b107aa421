import { css, unsafeCSS } from 'lit';
import { launcherCss } from './launcher-shape.ts';

export const launcherStyles = css`
  ${unsafeCSS(launcherCss)}
  .launcher .icon {
    opacity: 0;
    rotate: -40deg;
    scale: 0.6;
    fill: none;
  }
  .opened .launcher .icon {
    opacity: 1;
    rotate: 0deg;
    scale: 1;
  }
  .opened .launcher .glyph {
    opacity: 0;
    scale: 0.6;
  }
  .badge {
    position: absolute;
    inset-block-start: -3px;
    inset-inline-end: -3px;
    box-sizing: border-box;
    min-inline-size: 21px;
    block-size: 21px;
    padding-inline: 5px;
    border-radius: 99px;
    display: grid;
    place-items: center;
    font-variant-numeric: tabular-nums;
    color: oklch(0.99 0.01 25);
    background: oklch(0.56 0.21 25);
    box-shadow: 0 0 0 2px var(--support-chat-badge-ring, Canvas);
    animation: pop var(--support-chat-duration) cubic-bezier(0.2, 0.9, 0.25, 1.4) both;
  }
  @keyframes pop {
    from {
      scale: 0;
    }
  }
  @media (forced-colors: active) {
    .badge {
      border: 1px solid ButtonText;
    }
  }
`;
