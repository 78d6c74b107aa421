import { css } from 'lit';

export const avatarStyles = css`
  .avatar {
    --_tone: 165;
    position: relative;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: var(--_avatar, 36px);
    block-size: var(--_avatar, 36px);
    border-radius: 50%;
    font-size: calc(var(--_avatar, 36px) * 0.36);
    font-weight: 650;
    letter-spacing: 0.01em;
    color: oklch(0.99 0.01 var(--_tone));
    background: oklch(0.55 0.13 var(--_tone));
    user-select: none;
  }
  .avatar img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: inherit;
    object-fit: cover;
  }
  .tone-1 {
    --_tone: 42;
  }
  .tone-2 {
    --_tone: 305;
  }
  .tone-3 {
    --_tone: 235;
  }
  .tone-4 {
    --_tone: 350;
  }
  .tone-5 {
    --_tone: 95;
  }
  .avatars {
    display: flex;
  }
  .avatars .avatar + .avatar {
    margin-inline-start: calc(var(--_avatar, 36px) * -0.18);
  }
  .avatars .avatar {
    box-shadow: 0 0 0 2px var(--_ring, var(--support-chat-surface));
  }
`;
