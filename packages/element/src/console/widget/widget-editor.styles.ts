import { css } from 'lit';

export const widgetEditorStyles = css`
  support-console-triggers,
  support-console-install {
    padding: 0;
  }
  .head.sticky {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    margin-inline: -4px;
    padding: 4px;
    background: var(--support-chat-surface);
  }
  .scroll-x {
    overflow: auto hidden;
    scrollbar-width: none;
    margin-block-end: 18px;
    padding: 3px;
    border-block-end: var(--_line);
  }
  .back:dir(rtl) .icon {
    scale: -1 1;
  }
  .editor {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(300px, 400px);
    gap: 24px;
    align-items: start;
  }
  .editor > :only-child {
    grid-column: 1 / -1;
  }
  aside {
    position: sticky;
    inset-block-start: 60px;
    min-inline-size: 0;
  }
  @container section (inline-size < 860px) {
    .editor {
      grid-template-columns: minmax(0, 1fr);
    }
    aside {
      position: static;
    }
  }
  .accent {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .swatch {
    flex: none;
    inline-size: 44px;
    block-size: 36px;
    padding: 2px;
    border: 0;
    border-radius: 10px;
    background: none;
    box-shadow: 0 0 0 1px var(--support-chat-border);
    cursor: pointer;
  }
  .swatch:focus-visible {
    outline: 2px solid var(--_accent-text);
    outline-offset: 2px;
  }
  .code {
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  .code pre {
    inline-size: 100%;
    box-sizing: border-box;
  }
  .item {
    display: grid;
    gap: 12px;
    padding: 14px;
    border: var(--_line);
    border-radius: calc(var(--_round) * 0.7);
  }
  .item.dragged {
    opacity: 0.45;
  }
  .item.over {
    box-shadow: 0 0 0 2px var(--support-chat-accent);
  }
  .item > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }
  .grip {
    cursor: grab;
    color: var(--support-chat-text-muted);
  }
  .shift {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .shift .field {
    inline-size: 104px;
  }
  .day {
    display: grid;
    grid-template-columns: 130px minmax(0, 1fr);
    gap: 8px 14px;
    align-items: start;
    padding-block: 10px;
  }
  .day + .day {
    border-block-start: var(--_line);
  }
  .day > .name {
    padding-block-start: 7px;
    font-weight: 600;
  }
  @container section (inline-size < 460px) {
    .day {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
