import type { ChatMessage, MessageDelivery } from '@support-chat/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { MessageRow } from '../../content/message-rows.ts';
import { isOnlyEmoji } from '../../content/only-emoji.ts';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderAvatar } from '../avatar/avatar.ts';
import { renderIcon } from '../icon/icon.ts';
import { PARTS } from '../../styles/parts.ts';
import { renderLinkedText, type OnLinkClick } from './linked-text.ts';
import type { renderRichText } from './rich-text.ts';

export interface MessageModel {
  readonly row: MessageRow & { readonly kind: 'message' };
  /** Of the whole conversation. */
  readonly messages: readonly ChatMessage[];
  readonly localizer: Localizer;
  readonly actions: ChatActions;
  readonly onLinkClick: OnLinkClick;
  /** Null while it is not there: formatted text is plain then. */
  readonly renderRich: typeof renderRichText | null;
}

/** A bubble with whatever belongs to its group: the name above the first, the picture and the state at the last. */
export function renderMessage(model: MessageModel): TemplateResult {
  const { row, localizer, actions } = model;
  const { message, startsGroup, endsGroup } = row;
  const { phrases } = localizer;
  const isOwn = message.sender.kind === 'visitor';
  const name = message.sender.name ?? phrases.team;
  const state = message.delivery?.state ?? '';
  const classes = `message ${isOwn ? 'own' : 'other'} ${state}${startsGroup ? ' starts' : ''}${endsGroup ? ' ends' : ''}`;
  return html`<div class=${classes} part="message message-${message.sender.kind}" data-id=${message.id}>
    ${
      startsGroup && !isOwn
        ? html`<div class="name" part="name">
            <bdi>${name}</bdi> <time part="meta">${localizer.time(message.createdAt)}</time>
          </div>`
        : html`<span class="sr">${isOwn ? phrases.you('') : `${name}: `}</span>`
    }
    ${endsGroup && !isOwn ? renderAvatar({ name, avatarUrl: message.sender.avatarUrl }) : nothing}
    ${message.deletedAt === null ? renderContent(model) : html`<div class="bubble deleted" part="bubble bubble-${message.sender.kind}">${phrases.deleted}</div>`}
    ${renderMeta(row, localizer, actions)}
  </div>`;
}

function renderContent(model: MessageModel): TemplateResult {
  const { localizer, actions } = model;
  const { text, attachments, delivery, replyTo } = model.row.message;
  if (isRich(model.row.message))
    return html`<support-chat-rich
      exportparts=${PARTS}
      .message=${model.row.message}
      .messages=${model.messages}
      .localizer=${localizer}
      .actions=${actions}
      >${renderBubble(model)}</support-chat-rich
    >`;
  if (!attachments[0] && replyTo === null) return renderBubble(model);
  return html`<div class="stack">
    ${replyTo === null ? nothing : html`<support-chat-quote exportparts=${PARTS} .quote=${replyTo} .localizer=${localizer}></support-chat-quote>`}
    ${
      attachments[0] === undefined
        ? nothing
        : html`<support-chat-attachments
            exportparts=${PARTS}
            .attachments=${attachments}
            .isPending=${/^(queued|sending|failed)$/.test(delivery?.state ?? '')}
            .localizer=${localizer}
            .actions=${actions}
          ></support-chat-attachments>`
    }
    ${text === '' ? nothing : renderBubble(model)}
  </div>`;
}

/** Whether it shows more than its words; they stand for it until that is here. */
export function isRich({ type }: Pick<ChatMessage, 'type'>): boolean {
  return type === 'card' || type === 'form';
}

function renderBubble({ row, localizer, onLinkClick, renderRich }: MessageModel): TemplateResult {
  const { message } = row;
  const { text, entities } = message;
  const content =
    entities && renderRich
      ? renderRich({ message, onLinkClick, hiddenText: localizer.phrases.hiddenText })
      : renderLinkedText(text, onLinkClick);
  const look = isOnlyEmoji(text) ? 'bubble emoji' : 'bubble';
  // No white space inside: it would show, because the text keeps its own.
  return html`<div class=${look} part="bubble bubble-${message.sender.kind}" dir="auto">${content}</div>`;
}

function renderMeta(
  { message, endsGroup, showsDelivery }: MessageModel['row'],
  localizer: Localizer,
  actions: MessageModel['actions'],
): TemplateResult | typeof nothing {
  const { phrases } = localizer;
  const { delivery } = message;
  const edited = message.editedAt !== null && message.deletedAt === null ? phrases.edited : null;
  if (delivery?.state === 'failed') {
    const reason = phrases.failures[delivery.error.code as keyof typeof phrases.failures];
    return html`<div class="meta failure" part="meta">
      <span>${renderIcon('alert')}${phrases.delivery.failed}${reason ? html` · ${reason}` : nothing}</span>
      <span
        ><button type="button" @click=${() => actions.retry(message.id)}>${phrases.tryAgain}</button> ·
        <button type="button" @click=${() => actions.discard(message.id)}>${phrases.discard}</button></span
      >
    </div>`;
  }
  const isLine = showsDelivery || (endsGroup && delivery !== null);
  if (!isLine && edited === null) return nothing;
  const state = delivery !== null && showsDelivery ? phrases.delivery[delivery.state] : null;
  const isSent = delivery !== null && !isPending(delivery);
  const words = [edited, state, isSent && endsGroup ? localizer.time(message.createdAt) : null]
    .filter(Boolean)
    .join(' · ');
  return html`<div class="meta" part="meta">
    ${words}${state !== null && delivery !== null ? renderTick(delivery) : nothing}
  </div>`;
}

function renderTick(delivery: MessageDelivery): TemplateResult {
  return renderIcon(isPending(delivery) ? 'clock' : delivery.state === 'sent' ? 'check' : 'checks');
}

function isPending({ state }: MessageDelivery): boolean {
  return state === 'queued' || state === 'sending';
}
