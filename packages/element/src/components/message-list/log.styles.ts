import { css } from 'lit';

/** What a log of messages looks like around the messages, for visitors and for agents. */
export const logStyles = css`
  :host {
    position: relative;
    display: block;
    flex: 1;
    min-block-size: 0;
  }
  .day,
  .system,
  .older {
    padding: 18px 24px 4px;
    font-size: var(--_small);
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
    color: var(--support-chat-text-muted);
  }
  .news {
    display: flex;
    align-items: center;
    gap: 10px;
    padding-inline: 0;
    font-weight: 600;
    color: var(--_accent-text);
  }
  .news::before,
  .news::after {
    content: '';
    flex: 1;
    block-size: 1px;
    background: currentColor;
    opacity: 0.3;
  }
  .older {
    min-block-size: 44px;
  }
  .system {
    padding-block: 14px 2px;
  }
  .jump {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 7px;
    border-radius: calc(var(--_round) * 5);
    font-size: var(--_small);
    font-weight: 600;
    color: var(--support-chat-text);
    background: var(--support-chat-surface);
    box-shadow:
      0 0 0 1px var(--support-chat-border),
      0 6px 16px -4px rgb(0 0 0 / 0.2);
    animation: rise 160ms cubic-bezier(0.2, 0.9, 0.25, 1);
  }
  .jump.new {
    padding-inline: 14px 9px;
    color: var(--support-chat-on-accent);
    background: var(--support-chat-accent);
  }
  .skeleton {
    margin-block: 14px;
    border-radius: calc(var(--_round) * 0.9);
  }
  @media (pointer: coarse) {
    .jump {
      min-block-size: 44px;
      min-inline-size: 44px;
      justify-content: center;
    }
  }
`;
