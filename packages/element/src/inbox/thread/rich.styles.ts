import { css } from 'lit';
import { richStyles } from '../../components/rich/rich.styles.ts';

export const inboxRichStyles = [
  richStyles,
  css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      justify-items: inherit;
      justify-self: inherit;
      inline-size: auto;
      max-inline-size: 100%;
    }
    .card {
      inline-size: 320px;
      max-inline-size: 100%;
    }
    fieldset {
      min-inline-size: 0;
      margin: 0;
      border: 0;
    }
    :disabled {
      cursor: default;
    }
    /* Nothing that waits for a click, but as readable as the visitor has it. */
    .button:disabled {
      color: var(--support-chat-text-muted);
      background: var(--support-chat-surface-2);
    }
    .card :is(input, select, textarea):disabled {
      opacity: 1;
      background: var(--support-chat-surface-2);
    }
    .action:disabled {
      opacity: 1;
      color: var(--support-chat-text-muted);
    }
    dl {
      display: grid;
      gap: 10px;
      margin: 0;
    }
    dt {
      font-size: var(--_small);
      color: var(--support-chat-text-muted);
    }
    dd {
      margin: 1px 0 0;
      white-space: pre-wrap;
    }
    support-chat-quick-replies {
      grid-row: 3;
      max-inline-size: 100%;
    }
    @media (hover: hover) {
      :is(.action, .button):disabled:hover {
        filter: none;
        background: var(--support-chat-surface-2);
      }
      .action:disabled:hover {
        background: none;
      }
    }
  `,
];
