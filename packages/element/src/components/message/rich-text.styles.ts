import { css } from 'lit';

export const richTextStyles = css`
  .bubble code,
  .bubble pre {
    font:
      0.9em/1.5 ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      monospace;
    background: color-mix(in srgb, currentColor 9%, transparent);
    border-radius: calc(var(--_round) * 0.25);
  }
  .bubble code {
    padding: 1px 4px;
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
  }
  .bubble pre {
    margin: 6px 0;
    padding: 8px 10px;
    border-radius: calc(var(--_round) * 0.45);
    overflow-x: auto;
    overflow-wrap: normal;
    white-space: pre;
    text-align: start;
  }
  .bubble blockquote {
    margin: 3px 0;
    padding-inline-start: 10px;
    border-inline-start: 2px solid color-mix(in srgb, currentColor 45%, transparent);
  }
  .bubble > :is(pre, blockquote):first-child {
    margin-block-start: 0;
  }
  .bubble > :is(pre, blockquote):last-child {
    margin-block-end: 0;
  }
  .spoiler {
    cursor: pointer;
    border-radius: 4px;
    background: color-mix(in srgb, currentColor 26%, transparent);
  }
  .spoiler > span {
    visibility: hidden;
  }
  .bubble :is(.spoiler, pre):focus-visible {
    outline: 2px solid currentColor;
    outline-offset: 1px;
  }
  @media (forced-colors: active) {
    .spoiler {
      border: 1px solid ButtonText;
    }
  }
`;
