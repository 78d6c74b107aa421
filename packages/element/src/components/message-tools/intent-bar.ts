import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { renderIcon } from '../icon/icon.ts';
import { iconStyles } from '../icon/icon.styles.ts';
import type { ComposerIntent } from './intent.ts';
import { excerpt } from './what-is-possible.ts';

/**
 * Above the text: which message is being answered or changed.
 *
 * @fires drop - The visitor does not want to any more. Internal.
 */
export class IntentBarElement extends LitElement {
  static override styles = [
    baseStyles,
    iconStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        flex: 1 0 100%;
        order: -2;
        min-inline-size: 0;
        margin-block-end: 4px;
        padding-block: 5px;
        padding-inline: 11px 2px;
        border-radius: calc(var(--_round) * 0.65);
        line-height: 1.35;
        background: var(--support-chat-surface-2);
      }
      .words {
        display: grid;
        flex: 1;
        min-inline-size: 0;
        padding-inline-start: 9px;
        border-inline-start: 2.5px solid var(--support-chat-accent);
        font-size: var(--_small);
        color: var(--support-chat-text-muted);
      }
      .words > * {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .words .refusal {
        white-space: normal;
        color: var(--support-chat-danger);
      }
      b {
        font-weight: 600;
        color: var(--support-chat-text);
      }
      .icon-button {
        color: var(--support-chat-text-muted);
      }
    `,
  ];
  static override properties = { intent: { attribute: false }, localizer: { attribute: false } };

  intent!: ComposerIntent;
  localizer!: Localizer;

  protected override render(): TemplateResult {
    const { kind, message, refusal } = this.intent;
    const { replies, team, failures, cancel } = this.localizer.phrases;
    const author = message.sender.kind === 'visitor' ? replies.yourself : (message.sender.name ?? team);
    const title = kind === 'edit' ? replies.editing : replies.replyTo(author);
    return html`<div class="words" role="status">
        <b><bdi>${title}</bdi></b
        >${
          refusal === undefined
            ? html`<span dir="auto">${excerpt(message)}</span>`
            : html`<span class="refusal">${failures[refusal as keyof typeof failures] ?? replies.notChanged}</span>`
        }
      </div>
      <button
        class="icon-button"
        part="icon-button"
        type="button"
        aria-label=${cancel}
        @click=${() => this.dispatchEvent(new Event('drop'))}
      >
        ${renderIcon('close')}
      </button>`;
  }
}
