import { css } from 'lit';

export const statusBannerStyles = css`
  .banner {
    display: flex;
    align-items: center;
    gap: 9px;
    padding: 9px 16px;
    font-size: var(--_small);
    color: var(--support-chat-on-notice);
    background: var(--support-chat-notice);
    text-wrap: pretty;
    animation: appear 160ms backwards;
  }
  .banner .icon {
    inline-size: 17px;
    block-size: 17px;
  }
`;
