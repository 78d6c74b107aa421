import { css } from 'lit';

/** A question with its label, its control of whatever kind, and its fault. */
export const questionStyles = css`
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
    overflow-wrap: anywhere;
  }
  legend {
    padding: 0;
    margin-block-end: 6px;
  }
  textarea {
    display: block;
    min-block-size: 96px;
    line-height: 1.47;
    resize: vertical;
  }
  .select {
    position: relative;
    display: grid;
  }
  select {
    cursor: pointer;
    text-overflow: ellipsis;
    padding-inline-end: 40px;
  }
  select:has([value='']:checked) {
    color: var(--support-chat-text-muted);
  }
  option {
    color: var(--support-chat-text);
    background: var(--support-chat-surface);
  }
  .select .icon {
    position: absolute;
    inset-block-start: calc(50% - 9px);
    inset-inline-end: 13px;
    inline-size: 18px;
    block-size: 18px;
    color: var(--support-chat-text-muted);
    pointer-events: none;
  }
  input:is([type='checkbox'], [type='radio']) {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--support-chat-accent);
    cursor: pointer;
    outline-offset: 2px;
  }
  input:is([type='checkbox'], [type='radio']):focus-visible {
    outline: 2px solid var(--_accent-text);
  }
  [type='checkbox'][aria-invalid] {
    outline: 2px solid var(--support-chat-danger);
    border-radius: 4px;
  }
  .check {
    display: flex;
    align-items: flex-start;
    gap: 10px;
  }
  .check label {
    font-size: var(--_medium);
    font-weight: 400;
    color: var(--support-chat-text);
  }
  @media (pointer: coarse) {
    .check {
      padding-block: 6px;
    }
    .check > span,
    .check a {
      position: relative;
      z-index: 1;
    }
    .check label::before {
      content: '';
      position: absolute;
      inset-block: -12px;
      inset-inline: -40px 0;
    }
  }
`;
