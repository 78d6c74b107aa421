import { css } from 'lit';

export const previewStyles = css`
  :host {
    display: grid;
    gap: 12px;
    min-inline-size: 0;
  }
  .switches {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .switches select {
    inline-size: auto;
    flex: 1 1 130px;
  }
  .switch {
    display: flex;
    padding: 2px;
    border-radius: calc(var(--_round) * 0.6);
    background: var(--support-chat-surface-2);
  }
  .switch .tab {
    min-block-size: 32px;
  }
  .switch .tab[aria-pressed='true'] {
    color: var(--support-chat-text);
    background: var(--support-chat-surface);
    box-shadow: 0 0 0 1px var(--support-chat-border);
  }
  .stage {
    position: relative;
    inline-size: min(100%, var(--screen-width, 390px));
    margin-inline: auto;
    block-size: var(--screen-block, 720px);
    border-radius: 14px;
    overflow: hidden;
    box-shadow: 0 0 0 1px var(--support-chat-border);
    background: var(--support-chat-surface-2);
  }
  /* What is fixed to a screen is fixed to this one. */
  .screen {
    position: relative;
    inline-size: var(--screen-width, 390px);
    block-size: var(--screen-height, 720px);
    transform-origin: 0 0;
    transform: scale(var(--screen-scale, 1));
    overflow: hidden;
    background: oklch(0.985 0.003 268);
  }
  .missing {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    background: var(--support-chat-surface);
  }
  .missing:empty {
    display: none;
  }
  .screen:dir(rtl) {
    transform-origin: 100% 0;
  }
  .screen.dark {
    background: oklch(0.17 0.012 268);
  }
  .screen support-chat {
    --support-chat-height: 660px;
  }
  .phone support-chat {
    --support-chat-height: 720px;
  }
  .page {
    position: absolute;
    inset: 0;
    display: grid;
    align-content: start;
    gap: 18px;
    padding: 40px;
  }
  .page i {
    block-size: 22px;
    inline-size: 60%;
    border-radius: 8px;
    background: color-mix(in oklch, oklch(0.6 0.02 268) 16%, transparent);
  }
  .page i:first-child {
    block-size: 96px;
    inline-size: 100%;
  }
  @media (forced-colors: active) {
    .switch .tab[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
