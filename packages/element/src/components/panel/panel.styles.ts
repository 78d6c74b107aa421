import { css, unsafeCSS } from 'lit';
import { PHONE } from '../../styles/phone.ts';

export const panelStyles = css`
  .root {
    all: initial;
    display: contents;
    color-scheme: inherit;
  }
  .root:popover-open {
    display: block;
    position: fixed;
    inset: 0 auto auto 0;
  }
  .panel {
    all: initial;
    color-scheme: inherit;
    position: fixed;
    z-index: var(--support-chat-z-index);
    inset-block: auto
      calc(
        var(--support-chat-offset-block) + var(--support-chat-launcher-size) + 16px + env(safe-area-inset-bottom, 0px)
      );
    inset-inline: auto calc(var(--support-chat-offset-inline) + env(safe-area-inset-right, 0px));
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    inline-size: min(var(--support-chat-width), 100vw - 2 * var(--support-chat-offset-inline));
    block-size: min(
      var(--support-chat-height),
      var(--_viewport-height, 100vh) - var(--support-chat-launcher-size) - 2 * var(--support-chat-offset-block) - 20px
    );
    overflow: hidden;
    border-radius: var(--support-chat-radius);
    font: 400 var(--support-chat-font-size) / 1.42 var(--support-chat-font);
    -webkit-font-smoothing: antialiased;
    text-align: start;
    color: var(--support-chat-text);
    background: var(--support-chat-surface);
    box-shadow: var(--support-chat-shadow);
    transform-origin: 100% 100%;
    outline: none;
  }
  :host(:dir(rtl)) .panel {
    transform-origin: 0% 100%;
  }
  :host([position$='start']) .panel {
    inset-inline: calc(var(--support-chat-offset-inline) + env(safe-area-inset-left, 0px)) auto;
    transform-origin: 0% 100%;
  }
  :host([position$='start']:dir(rtl)) .panel {
    transform-origin: 100% 100%;
  }
  :host([position^='top']) .panel {
    inset-block: calc(
        var(--support-chat-offset-block) + var(--support-chat-launcher-size) + 16px + env(safe-area-inset-top, 0px)
      )
      auto;
    transform-origin: 50% 0%;
  }
  dialog.panel {
    animation: grow var(--support-chat-duration) cubic-bezier(0.2, 0.9, 0.25, 1);
    transition:
      opacity 120ms,
      scale 120ms,
      display 120ms allow-discrete,
      overlay 120ms allow-discrete;
  }
  dialog.panel:not([open]) {
    display: none;
    opacity: 0;
    scale: 0.96;
    pointer-events: none;
  }
  dialog.panel::backdrop {
    background: none;
  }
  @keyframes grow {
    from {
      opacity: 0;
      scale: 0.82;
    }
  }
  .panel :is(h2, h3, p) {
    margin: 0;
  }
  .content {
    display: contents;
    word-break: auto-phrase;
  }
  .view {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
    animation: enter 180ms cubic-bezier(0.2, 0.9, 0.25, 1);
  }
  @keyframes enter {
    from {
      opacity: 0;
      translate: var(--_from, 14px) 0;
    }
  }
  .view.home-view {
    --_from: -14px;
  }
  .intro {
    display: grid;
    justify-items: center;
    gap: 10px;
    padding: 34px 20px 12px;
    text-align: center;
    text-wrap: balance;
    color: var(--support-chat-text-muted);
  }
  .ended {
    padding: 14px 24px 2px;
    font-size: var(--_small);
    text-align: center;
    text-wrap: balance;
    color: var(--support-chat-text-muted);
  }
  .panel .proactive {
    inline-size: fit-content;
    max-inline-size: 78%;
    margin-block-start: 14px;
    padding: 9px 13px;
    border-radius: calc(var(--_round) * 0.9);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    color: var(--support-chat-on-agent-bubble);
    background: var(--support-chat-agent-bubble);
  }
  .intro .avatars {
    --_avatar: 44px;
    --_ring: var(--support-chat-surface);
  }
  :host([mode]:not([mode='floating'])) {
    display: block;
    block-size: var(--support-chat-height);
  }
  :host([mode='page']) {
    block-size: 100%;
  }
  :host([mode]:not([mode='floating'])) .panel {
    position: relative;
    inset: auto;
    z-index: auto;
    inline-size: 100%;
    block-size: 100%;
  }
  :host([mode='page']) .panel {
    border-radius: 0;
    box-shadow: none;
  }
  @media ${unsafeCSS(PHONE)} {
    dialog.panel {
      inset: var(--_viewport-top, 0px) 0 auto !important;
      inline-size: 100%;
      block-size: var(--_viewport-height, 100dvh);
      padding: 0 env(safe-area-inset-right, 0px) 0 env(safe-area-inset-left, 0px);
      /* A finger that finds nothing to scroll here does not scroll the page behind; two may still zoom. */
      touch-action: pinch-zoom;
      border-radius: 0;
      box-shadow: none;
    }
    .opened:not(.embedded) .launcher {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .panel {
      border: 1px solid CanvasText;
    }
  }
  /* A conversation that is open prints as a transcript behind the page, in ink; anything else of the chat does not. */
  @media print {
    dialog.panel:not(:has(support-chat-message-list)),
    support-chat-composer,
    support-chat-away-note,
    support-chat-consent,
    support-chat-ended {
      display: none;
    }
    :host .panel {
      --support-chat-surface: #fff;
      --support-chat-text: #000;
      --support-chat-text-muted: #333;
      --support-chat-visitor-bubble: none;
      --support-chat-on-visitor-bubble: #000;
      --support-chat-agent-bubble: none;
      --support-chat-on-agent-bubble: #000;
      position: static;
      inline-size: auto;
      block-size: auto;
      overflow: visible;
      box-shadow: none;
      background: none;
    }
    .view {
      display: block;
    }
  }
`;
