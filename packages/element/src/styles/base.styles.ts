import { css } from 'lit';

/** What every shadow root starts from: nothing of the page comes in but custom properties. */
export const baseStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button {
    all: unset;
    box-sizing: border-box;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }
  button:focus-visible,
  a:focus-visible {
    outline: 2px solid var(--_accent-text);
    outline-offset: 1px;
    box-shadow: 0 0 0 5.5px var(--_halo);
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .button {
    display: grid;
    place-items: center;
    min-block-size: 44px;
    padding: 8px 18px;
    border-radius: calc(var(--_round) * 0.6);
    font-weight: 600;
    text-align: center;
    color: var(--support-chat-on-accent);
    background: var(--support-chat-accent);
    transition:
      filter 120ms,
      scale 120ms;
  }
  .button:active {
    scale: 0.985;
  }
  @media (hover: hover) {
    .button:hover {
      filter: brightness(1.06);
    }
  }
  .icon-button {
    position: relative;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 34px;
    block-size: 34px;
    border-radius: calc(var(--_round) * 0.5);
    transition: background-color 120ms;
  }
  @media (hover: hover) {
    .icon-button:hover {
      background: color-mix(in srgb, currentColor 10%, transparent);
    }
  }
  @media (pointer: coarse) {
    .icon-button::after {
      content: '';
      position: absolute;
      inset: -5px;
    }
  }
  .skeleton {
    border-radius: calc(var(--_round) * 0.4);
    background: var(--support-chat-surface-3);
    opacity: 0;
    animation: appear 200ms 300ms forwards;
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
  }
  @media (forced-colors: active) {
    .button {
      border: 1px solid ButtonText;
    }
  }
  @media print {
    .icon-button {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      transition: none !important;
    }
  }
`;
