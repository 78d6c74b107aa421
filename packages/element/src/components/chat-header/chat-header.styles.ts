import { css } from 'lit';

export const chatHeaderStyles = css`
  .header {
    --_ring: var(--support-chat-surface);
    display: flex;
    align-items: center;
    gap: 10px;
    flex: none;
    min-block-size: 64px;
    padding-block: max(8px, env(safe-area-inset-top, 0px)) 8px;
    padding-inline: 8px 12px;
    box-shadow: 0 1px 0 var(--support-chat-border);
    z-index: 1;
  }
  .back {
    margin-inline-end: -4px;
  }
  .icon-more {
    stroke-width: 2.6;
  }
  .presence {
    position: relative;
  }
  .presence .avatars {
    --_avatar: 32px;
  }
  .online::after {
    content: '';
    position: absolute;
    inset-block-end: -1px;
    inset-inline-end: -1px;
    inline-size: 11px;
    block-size: 11px;
    border-radius: 50%;
    background: var(--support-chat-online);
    box-shadow: 0 0 0 2px var(--support-chat-surface);
  }
  .who {
    flex: 1;
    min-inline-size: 0;
  }
  .who p {
    margin: 0;
    font-size: var(--_small);
    color: var(--support-chat-text-muted);
  }
  .who > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* Beside three pictures there is not room enough for a line of words in any language. */
  .who p {
    line-height: 1.25;
    white-space: normal;
    text-wrap: balance;
  }
  .header .heading {
    margin: 0;
    font-size: var(--_large);
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  .heading {
    outline: none;
  }
  /* At 400 % zoom every line that is not the header's is one to read. */
  @media (max-height: 319.98px) {
    .header {
      min-block-size: 48px;
    }
    .who p {
      white-space: nowrap;
    }
  }
`;
