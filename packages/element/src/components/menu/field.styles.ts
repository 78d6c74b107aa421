import { css } from 'lit';

/** A field for a line or a few lines of text, with its label. */
export const fieldStyles = css`
  label,
  legend {
    font-size: var(--_small);
    font-weight: 600;
  }
  .field {
    all: unset;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 10px 12px;
    border-radius: calc(var(--_round) * 0.6);
    font-size: var(--_large);
    line-height: 1.47;
    text-align: start;
    color: var(--support-chat-text);
    background: var(--support-chat-surface);
    box-shadow: 0 0 0 1px color-mix(in oklch, var(--support-chat-text) 45%, var(--support-chat-surface));
    cursor: text;
  }
  textarea.field {
    min-block-size: 66px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .field:focus {
    box-shadow:
      0 0 0 1.5px var(--_accent-text),
      0 0 0 4.5px var(--_halo);
  }
  .field[aria-invalid] {
    box-shadow: 0 0 0 1.5px var(--support-chat-danger);
  }
  @media (pointer: coarse) {
    /* Smaller text makes iOS zoom in. */
    .field {
      font-size: max(16px, var(--_large));
    }
  }
  @media (forced-colors: active) {
    .field {
      border: 1px solid CanvasText;
    }
    .field:focus {
      outline: 2px solid Highlight;
    }
  }
`;
