import { css } from 'lit';

export const homeStyles = css`
  .home {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: none;
  }
  .hero {
    --_ring: transparent;
    --_avatar: 36px;
    display: flex;
    flex-direction: column;
    flex: none;
    min-block-size: min(47%, 330px);
    padding: max(20px, env(safe-area-inset-top, 0px)) 22px 76px;
    color: var(--_on-hero);
    background:
      radial-gradient(130% 110% at 100% 0%, var(--_hero-2), transparent 62%),
      linear-gradient(transparent 40%, rgb(0 0 0 / 0.1)), var(--_hero);
  }
  .hero-bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 40px;
    margin-block-end: auto;
    margin-inline-end: -8px;
  }
  .hero-bar .icon-button {
    margin-inline-start: auto;
  }
  .hero .avatar {
    box-shadow: 0 0 0 2px color-mix(in oklch, var(--_hero), white 12%);
  }
  .hero :focus-visible {
    outline-color: currentColor;
    box-shadow: none;
  }
  .hero .heading {
    margin: 0;
    padding-block-start: 24px;
    font-size: calc(var(--support-chat-font-size) * 1.8);
    font-weight: 700;
    line-height: 1.2;
    letter-spacing: -0.02em;
    white-space: pre-line;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .hero p {
    margin: 8px 0 0;
    font-size: var(--support-chat-font-size);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .hero .skeleton {
    background: currentColor;
    animation-name: glimmer;
  }
  @keyframes glimmer {
    to {
      opacity: 0.22;
    }
  }
  .line {
    block-size: 24px;
    inline-size: 60%;
    margin-block-start: 6px;
  }
  .short {
    block-size: 16px;
    inline-size: 78%;
    margin-block-start: 16px;
  }
  .cards {
    display: grid;
    gap: 12px;
    margin: -50px 16px 0;
  }
  .card {
    padding: 16px;
    border-radius: calc(var(--_round) * 0.8);
    background: var(--support-chat-surface);
    box-shadow:
      0 0 0 1px color-mix(in srgb, var(--support-chat-border) 70%, transparent),
      0 2px 4px -1px rgb(0 0 0 / 0.06),
      0 10px 24px -8px rgb(0 0 0 / 0.14);
  }
  .card.skeleton {
    block-size: 132px;
    background: var(--support-chat-surface-2);
  }
  .card h3 {
    margin: 0;
    font-size: var(--_large);
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .card p {
    margin: 3px 0 0;
    font-size: var(--_medium);
    color: var(--support-chat-text-muted);
    text-wrap: pretty;
  }
  .card .button {
    inline-size: 100%;
    margin-block-start: 14px;
  }
  .card .promise {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    margin-block-start: 12px;
    font-size: var(--_small);
  }
  .promise .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .conversation {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    transition: background-color 120ms;
  }
  @media (hover: hover) {
    .conversation:hover {
      background: color-mix(in oklch, var(--support-chat-surface-2) 60%, var(--support-chat-surface));
    }
  }
  .conversation .avatar {
    --_avatar: 40px;
  }
  .conversation .who {
    display: grid;
    gap: 1px;
  }
  .conversation .name {
    font-size: var(--support-chat-font-size);
    font-weight: 650;
  }
  .preview {
    font-size: var(--_medium);
    color: var(--support-chat-text-muted);
  }
  .aside {
    display: grid;
    justify-items: end;
    gap: 4px;
    font-size: var(--_small);
    color: var(--support-chat-text-muted);
    font-variant-numeric: tabular-nums;
  }
  .aside .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .count {
    min-inline-size: 20px;
    padding: 3px 6px;
    border-radius: calc(var(--_round) * 5);
    font-size: var(--_tiny);
    font-weight: 700;
    line-height: 14px;
    text-align: center;
    color: var(--support-chat-on-accent);
    background: var(--support-chat-accent);
  }
  .footer {
    margin-block-start: auto;
    padding: 16px 16px max(16px, env(safe-area-inset-bottom, 0px));
    font-size: var(--_small);
    text-align: center;
    color: var(--support-chat-text-muted);
  }
`;
