import { css } from 'lit';

/** Labels, one-line fields and what is wrong with them. */
export const fieldStyles = css`
  p,
  h3 {
    margin: 0;
  }
  label,
  legend {
    font-size: var(--_medium);
    font-weight: 600;
  }
  .optional {
    font-weight: 400;
    color: var(--support-chat-text-muted);
  }
  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    appearance: none;
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 44px;
    margin: 0;
    padding: 10px 13px;
    border: 1px solid color-mix(in oklch, var(--support-chat-text) 46%, var(--support-chat-surface));
    border-radius: calc(var(--_round) * 0.6);
    font: inherit;
    font-size: var(--_large);
    text-align: start;
    color: var(--support-chat-text);
    background: var(--support-chat-surface);
    caret-color: var(--support-chat-accent);
    outline: none;
    transition:
      border-color 120ms,
      box-shadow 120ms;
  }
  /* By itself an empty field runs from left to right, and its placeholder with it. */
  :placeholder-shown[dir='auto'] {
    direction: inherit;
  }
  ::placeholder {
    opacity: 1;
    color: var(--support-chat-text-muted);
  }
  :is(input:not([type='checkbox'], [type='radio']), select, textarea):focus {
    border-color: var(--_accent-text);
    box-shadow:
      0 0 0 0.5px var(--_accent-text),
      0 0 0 3.5px var(--_halo);
  }
  :is(input:not([type='checkbox'], [type='radio']), select, textarea)[aria-invalid] {
    border-color: var(--support-chat-danger);
  }
  :is(input:not([type='checkbox'], [type='radio']), select, textarea)[aria-invalid]:focus {
    border-color: var(--support-chat-danger);
    box-shadow:
      0 0 0 0.5px var(--support-chat-danger),
      0 0 0 3.5px color-mix(in srgb, var(--support-chat-danger) 16%, transparent);
  }
  .error {
    font-size: var(--_small);
    text-wrap: pretty;
    color: var(--support-chat-danger);
  }
  @media (pointer: coarse) {
    input:not([type='checkbox'], [type='radio']),
    select,
    textarea {
      font-size: max(16px, var(--_large));
    }
  }
  @media (forced-colors: active) {
    :is(input, select, textarea):focus {
      outline: 2px solid Highlight;
    }
  }
`;
