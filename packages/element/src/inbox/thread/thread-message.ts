import type { AgentMessage } from '@support-chat/sdk/agent';
import { html, nothing, type TemplateResult } from 'lit';
import { renderAvatar } from '../../components/avatar/avatar.ts';
import { renderLinkedText } from '../../components/message/linked-text.ts';
import type { renderRichText } from '../../components/message/rich-text.ts';
import { isOnlyEmoji } from '../../content/only-emoji.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import { PARTS } from '../../styles/parts.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';
import { excerptFor } from './message-menu.ts';
import type { ShownDelivery, ThreadRow } from './thread-rows.ts';

export interface ThreadMessageModel {
  readonly row: ThreadRow & { readonly kind: 'message' };
  readonly language: DeskLanguage<InboxPhrases>;
  readonly actions: InboxActions;
  readonly visitorName: string;
  /** Null while it is not there: formatted text is plain then. */
  readonly renderRich: typeof renderRichText | null;
  readonly onQuote: (messageId: string) => void;
}

/** A bubble with what belongs to its group: the name above the first, the picture and the state at the last. */
export function renderThreadMessage(model: ThreadMessageModel): TemplateResult {
  const { row, language, visitorName } = model;
  const { message, startsGroup, endsGroup } = row;
  const { words, chat } = language;
  const { sender, isOwn, isInternal, deletedAt } = message;
  const isTeam = sender.kind !== 'visitor';
  const name = isTeam ? (sender.name ?? chat.phrases.team) : visitorName;
  const look = isInternal ? 'note' : isOwn ? 'mine' : isTeam ? 'team' : 'guest';
  const classes = `message ${isTeam ? 'own' : 'other'} ${look} ${message.delivery?.state ?? ''}${startsGroup ? ' starts' : ''}${endsGroup ? ' ends' : ''}`;
  return html`<div class=${classes} part="message message-${isInternal ? 'note' : sender.kind}" data-id=${message.id}>
    ${startsGroup ? renderName(message, name, language) : html`<span class="sr">${isOwn ? words.you : name}: </span>`}
    ${endsGroup && !isTeam ? renderAvatar({ name, avatarUrl: sender.avatarUrl }) : nothing}
    <div class="stack">
      ${
        deletedAt === null
          ? renderContent(model)
          : html`<div class="bubble deleted" part="bubble">${words.deletedBy[message.deletedBy ?? 'system']}</div>`
      }
    </div>
    ${deletedAt === null && message.delivery?.state !== 'failed' ? renderTool(message, language) : nothing}
    ${renderMeta(model)}
  </div>`;
}

function renderName(
  { isOwn, isInternal, createdAt }: AgentMessage,
  name: string,
  { words, chat }: DeskLanguage<InboxPhrases>,
): TemplateResult {
  return html`<div class="name" part="name">
    ${isInternal ? html`<span class="mark">${renderDeskIcon('note')}${words.note}</span> ` : nothing}<bdi
      >${isOwn ? words.you : name}</bdi
    >
    <time part="meta">${chat.time(createdAt)}</time>
  </div>`;
}

function renderContent({ row, language, actions, renderRich, visitorName, onQuote }: ThreadMessageModel): unknown {
  const { message } = row;
  const { text, attachments, replyTo } = message;
  const { chat, words } = language;
  const bubble = text === '' ? nothing : renderBubble(message, language, renderRich);
  const author =
    replyTo === null ? '' : replyTo.sender === 'visitor' ? visitorName : (replyTo.name ?? chat.phrases.team);
  return [
    replyTo === null
      ? nothing
      : html`<button class="quote" part="quote" type="button" @click=${() => onQuote(replyTo.id)}>
          <b><span class="sr">${chat.phrases.replies.inReplyTo} </span><bdi>${author}</bdi></b>
          <span class="cut" dir="auto">${replyTo.text || words.deletedBy.system}</span>
        </button>`,
    attachments.length === 0
      ? nothing
      : html`<support-chat-attachments
          exportparts=${PARTS}
          .attachments=${attachments}
          .isPending=${/^(queued|sending|failed)$/.test(message.delivery?.state ?? '')}
          .localizer=${chat}
          .actions=${actions}
        ></support-chat-attachments>`,
    row.offer === null
      ? bubble
      : html`<support-inbox-rich .message=${message} .state=${row.offer} .answer=${row.answer} .language=${language}
          >${bubble}</support-inbox-rich
        >`,
  ];
}

function renderBubble(
  message: AgentMessage,
  { chat }: DeskLanguage<InboxPhrases>,
  renderRich: ThreadMessageModel['renderRich'],
): TemplateResult {
  const { text, entities } = message;
  const content =
    entities && renderRich
      ? renderRich({ message, onLinkClick: followLink, hiddenText: chat.phrases.hiddenText })
      : renderLinkedText(text, followLink);
  const look = isOnlyEmoji(text) ? 'bubble emoji' : 'bubble';
  // No white space inside: it would show, because the text keeps its own.
  return html`<div class=${look} part="bubble" dir="auto">${content}</div>`;
}

/** Links open in a tab of their own; there is nothing to stop. */
function followLink(): void {}

function renderTool(message: AgentMessage, { words }: DeskLanguage<InboxPhrases>): TemplateResult {
  return html`<button
    class="icon-button tool"
    part="icon-button"
    type="button"
    aria-haspopup="menu"
    aria-label=${words.messageActions(excerptFor(message))}
  >
    ${renderDeskIcon('more')}
  </button>`;
}

function renderMeta({ row, language: { chat, words }, actions }: ThreadMessageModel): unknown {
  const { message, delivery } = row;
  const { phrases } = chat;
  if (message.delivery?.state === 'failed') {
    const { code } = message.delivery.error;
    const reason = phrases.failures[code as keyof typeof phrases.failures];
    return html`<div class="meta failure" part="meta">
      <span>${renderDeskIcon('alert')}${phrases.delivery.failed}${reason ? html` · ${reason}` : nothing}</span>
      <span
        ><button type="button" @click=${() => void actions.ask((client) => client.retry(message.id))}>
          ${phrases.tryAgain}
        </button>
        ·
        <button type="button" @click=${() => void actions.ask((client) => client.discard(message.id))}>
          ${phrases.discard}
        </button></span
      >
    </div>`;
  }
  const edited = message.editedAt !== null && message.deletedAt === null ? phrases.edited : null;
  const state = delivery === null ? null : phrases.delivery[delivery];
  if (edited === null && state === null) return nothing;
  return html`<div class="meta" part="meta">
    ${[edited, state].filter(Boolean).join(' · ')}${delivery === null ? nothing : renderTick(delivery)}
    ${message.isInternal ? html`<span class="sr">${words.teamSees}</span>` : nothing}
  </div>`;
}

function renderTick(delivery: ShownDelivery): TemplateResult {
  const icons = { queued: 'clock', sending: 'clock', sent: 'check', seen: 'checks', failed: 'alert' } as const;
  return renderDeskIcon(icons[delivery]);
}
