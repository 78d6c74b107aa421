import { css } from 'lit';

export const messageStyles = css`
  .message {
    position: relative;
    display: grid;
    grid-template-columns: 28px minmax(0, 1fr);
    column-gap: 8px;
    padding-block-start: 2px;
  }
  .message.own {
    grid-template-columns: minmax(0, 1fr);
  }
  .starts {
    padding-block-start: 14px;
  }
  .message > * {
    grid-column: -2;
  }
  .message > .avatar {
    --_avatar: 28px;
    grid-area: 2 / 1;
    align-self: end;
  }
  .name {
    grid-row: 1;
    padding: 0 2px 4px;
    font-size: var(--_small);
    color: var(--support-chat-text-muted);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name time {
    margin-inline-start: 3px;
    font-size: var(--_tiny);
  }
  .stack {
    grid-row: 2;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    justify-items: start;
  }
  .own .stack {
    justify-items: end;
  }
  .bubble {
    grid-row: 2;
    justify-self: start;
    max-inline-size: min(100%, 288px);
    padding: 9px 13px;
    border-radius: calc(var(--_round) * 0.9);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    text-wrap: pretty;
    unicode-bidi: plaintext;
    color: var(--support-chat-on-agent-bubble);
    background: var(--support-chat-agent-bubble);
  }
  .other .bubble {
    border-start-start-radius: calc(var(--_round) * 0.3);
    border-end-start-radius: calc(var(--_round) * 0.3);
  }
  .other.starts .bubble {
    border-start-start-radius: calc(var(--_round) * 0.9);
  }
  .own .bubble {
    justify-self: end;
    border-start-end-radius: calc(var(--_round) * 0.3);
    border-end-end-radius: calc(var(--_round) * 0.3);
    color: var(--support-chat-on-visitor-bubble);
    background: var(--support-chat-visitor-bubble);
  }
  .own.starts .bubble {
    border-start-end-radius: calc(var(--_round) * 0.9);
  }
  .message .emoji {
    padding: 2px 0;
    font-size: calc(var(--support-chat-font-size) * 2.5);
    line-height: 1.2;
    background: none;
  }
  .message .deleted {
    font-style: italic;
    color: var(--support-chat-text-muted);
    background: none;
    box-shadow: inset 0 0 0 1px var(--support-chat-border);
  }
  .queued .bubble:not(.emoji),
  .failed .bubble:not(.emoji) {
    animation: wait 200ms 400ms both;
  }
  .failed .bubble:not(.emoji) {
    animation-delay: 0s;
  }
  @keyframes wait {
    to {
      color: var(--support-chat-text);
      background: color-mix(in oklch, var(--support-chat-visitor-bubble) 20%, var(--support-chat-surface));
    }
  }
  .bubble a {
    color: inherit;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2.5px;
    border-radius: 4px;
  }
  .bubble a:focus-visible {
    outline-color: currentColor;
  }
  .meta {
    grid-row: 3;
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 22px;
    padding: 3px 4px 0;
    font-size: var(--_tiny);
    color: var(--support-chat-text-muted);
    font-variant-numeric: tabular-nums;
  }
  .own .meta {
    justify-content: flex-end;
    text-align: end;
  }
  .meta .icon {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 2;
  }
  .failure {
    flex-wrap: wrap;
    column-gap: 8px;
    color: var(--support-chat-danger);
  }
  .failure span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .failure button {
    position: relative;
    padding-block: 3px;
    border-radius: 4px;
    font-weight: 600;
    text-decoration: underline;
    text-decoration-color: transparent;
    text-underline-offset: 2.5px;
    color: var(--support-chat-text);
  }
  .failure button:hover {
    text-decoration-color: currentColor;
  }
  @media (pointer: coarse) {
    .failure button {
      padding: 14px 6px;
    }
  }
  .arrived {
    animation: rise 160ms cubic-bezier(0.2, 0.9, 0.25, 1) backwards;
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }
  }
  @media print {
    .message {
      break-inside: avoid;
    }
    .bubble {
      border: 1px solid #999;
    }
    /* On paper no bubble has a colour to tell whose it is. */
    .own.starts > .sr {
      all: unset;
      text-align: end;
      font-size: var(--_small);
    }
  }
`;
