import { css } from 'lit';

/** Forms in the inbox's dialogs. */
export const dialogStyles = css`
  :host {
    display: contents;
  }
  form {
    display: grid;
    gap: 14px;
  }
  p {
    text-wrap: pretty;
  }
  fieldset {
    display: grid;
    gap: 2px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 4px;
  }
  .choice {
    --_avatar: 26px;
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 40px;
    padding: 4px 10px;
    border-radius: calc(var(--_round) * 0.6);
    font-size: var(--support-chat-font-size);
    font-weight: 500;
    cursor: pointer;
  }
  .choice input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--support-chat-accent);
  }
  .choice input:focus-visible {
    outline: 2px solid var(--_accent-text);
    outline-offset: 2px;
  }
  .choice.chosen {
    background: var(--_selected);
  }
  .choice .cut {
    flex: 1;
  }
  .state {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: var(--_small);
    font-weight: 400;
    color: var(--support-chat-text-muted);
    white-space: nowrap;
  }
  .choice.chosen .state {
    color: var(--support-chat-text);
  }
  .state .dot {
    inline-size: 8px;
    block-size: 8px;
  }
  @media (pointer: coarse) {
    .choice {
      min-block-size: 48px;
    }
  }
  @media (hover: hover) {
    .choice:not(.chosen):hover {
      background: var(--support-chat-surface-2);
    }
  }
`;
