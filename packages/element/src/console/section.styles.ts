import { css } from 'lit';

/** What the sections of the console share. */
export const sectionStyles = css`
  :host {
    display: block;
    /* Not the scroller's: what sticks to its top would leave the padding open. */
    padding-block: 20px 56px;
    container: section / inline-size;
  }
  h1 {
    font-size: calc(var(--support-chat-font-size) * 1.5);
    letter-spacing: -0.02em;
  }
  h2 {
    font-size: calc(var(--support-chat-font-size) * 1.14);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 14px;
    margin-block-end: 18px;
  }
  .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .head > .grow {
    flex-basis: 160px;
  }
  .buttons {
    align-items: center;
  }
  .stack {
    display: grid;
    gap: 18px;
    min-inline-size: 0;
  }
  .card {
    display: grid;
    gap: 14px;
    align-content: start;
    min-inline-size: 0;
    padding: 18px;
    border: var(--_line);
    border-radius: var(--_round);
    background: var(--support-chat-surface);
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
    gap: 14px;
    align-items: start;
  }
  .rows {
    border: var(--_line);
    border-radius: var(--_round);
    overflow: hidden;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
    padding: 12px 16px;
  }
  .row + .row {
    border-block-start: var(--_line);
  }
  /* What opens when its title is pressed opens wherever it is pressed. */
  .row.opens {
    position: relative;
  }
  .row.opens .title::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  @media (hover: hover) {
    .row.opens:hover {
      background: var(--support-chat-surface-2);
    }
  }
  .row .grow {
    flex: 1 1 200px;
    min-inline-size: 0;
  }
  .row .title {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  a.title,
  .link {
    color: inherit;
    text-decoration: none;
    border-radius: 6px;
  }
  @media (hover: hover) {
    a.title:hover,
    .link:hover {
      color: var(--_accent-text);
      text-decoration: underline;
      text-underline-offset: 3px;
    }
  }
  .with-reset {
    display: flex;
    align-items: start;
    gap: 4px;
  }
  .with-reset > :first-child {
    flex: 1;
    min-inline-size: 0;
  }
  .save-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 8px 12px;
  }
  code,
  pre {
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
    font-size: 12.5px;
  }
  code {
    overflow-wrap: anywhere;
  }
  pre {
    margin: 0;
    padding: 12px 14px;
    border-radius: calc(var(--_round) * 0.6);
    background: var(--support-chat-surface-2);
    overflow: auto;
    white-space: pre;
    tab-size: 2;
    text-align: start;
    direction: ltr;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding-inline: 0;
  }
  fieldset.conflict {
    display: grid;
    padding-block: 8px;
  }
  fieldset.conflict + fieldset.conflict {
    border-block-start: var(--_line);
  }
  form {
    display: grid;
    gap: 14px;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_medium);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 8px 12px;
    text-align: start;
    font-weight: 400;
    border-block-start: var(--_line);
    overflow-wrap: anywhere;
  }
  thead th {
    border: 0;
    font-size: var(--_small);
    font-weight: 600;
    color: var(--support-chat-text-muted);
  }
  .skeletons {
    display: grid;
    gap: 12px;
  }
  .skeletons .skeleton {
    block-size: 52px;
  }
  .note {
    padding: 10px 14px;
    border-radius: calc(var(--_round) * 0.6);
    color: var(--support-chat-on-notice);
    background: var(--support-chat-notice);
  }
  @container section (inline-size < 560px) {
    .head .save-bar {
      flex-basis: 100%;
    }
  }
  @media (forced-colors: active) {
    .note {
      border: 1px solid CanvasText;
    }
  }
  details > .columns {
    margin-block-start: 12px;
  }
  summary {
    cursor: pointer;
  }
  .bare {
    display: grid;
    gap: 10px;
  }
`;
