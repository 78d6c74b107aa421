import type { AgentConversation, AgentIdentity, AgentTeam } from '@support-chat/sdk/agent';
import { html, nothing, type TemplateResult } from 'lit';
import { renderAvatar } from '../../components/avatar/avatar.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';

export interface ListRow {
  readonly key: string;
  readonly conversation: AgentConversation;
  /** From 1. */
  readonly position: number;
  /** Of all rows; -1 while that is not known. */
  readonly count: number;
  /** Where it stands in the list, in CSS pixels. */
  readonly top: number;
  readonly isOpen: boolean;
  /** Where the keyboard is. */
  readonly isActive: boolean;
}

export interface ListRowContext {
  readonly language: DeskLanguage<InboxPhrases>;
  readonly now: number;
  readonly me: AgentIdentity | null;
  readonly team: AgentTeam | null;
}

/** After this long a visitor waits too long, in milliseconds: the time is marked. */
const LONG_WAIT_MS = 5 * 60_000;

/** Fills one line of the list; the node is an option of the list box. */
export function drawListRow(row: ListRow, node: HTMLElement, context: ListRowContext): TemplateResult {
  const { conversation, position, count, top, isOpen, isActive } = row;
  const { words, chat } = context.language;
  const { visitorName, unreadCount, lastMessageAt, createdAt } = conversation;
  const name = visitorName ?? words.visitor;
  node.id = `row-${conversation.id}`;
  node.dataset['id'] = conversation.id;
  node.className = `row${isOpen ? ' open' : ''}${isActive ? ' active' : ''}${unreadCount > 0 ? ' unread' : ''}`;
  // Through the object model: a strict style-src forbids style attributes.
  node.style.insetBlockStart = `${top}px`;
  node.setAttribute('part', isOpen ? 'conversation conversation-open' : 'conversation');
  node.setAttribute('role', 'option');
  node.setAttribute('aria-selected', isOpen ? 'true' : 'false');
  node.setAttribute('aria-posinset', String(position));
  node.setAttribute('aria-setsize', String(count));
  return html`${renderAvatar({ name, avatarUrl: null })}
    <div class="first">
      <bdi class="who cut">${name}</bdi>
      <span class="number">#${conversation.number}</span>
      <time class="when">${chat.timeOrDay(lastMessageAt ?? createdAt, context.now)}</time>
    </div>
    <div class="second">
      <span class="excerpt cut" dir="auto">${excerptOf(conversation, context)}</span>
      ${
        unreadCount > 0
          ? html`<span class="count" part="badge" aria-hidden="true">${unreadCount > 99 ? '99+' : unreadCount}</span
              ><span class="sr">${chat.phrases.unread(unreadCount)}</span>`
          : nothing
      }
    </div>
    <div class="third">${renderChips(conversation, context)}</div>`;
}

function excerptOf(
  { lastMessage, subject, visitorIsTyping }: AgentConversation,
  { language: { words, chat }, me }: ListRowContext,
): unknown {
  if (visitorIsTyping) return html`<em>${words.typing}</em>`;
  if (lastMessage === null) return subject ?? '';
  const text = lastMessage.text || chat.phrases.history.withoutText;
  if (lastMessage.sender !== 'agent') return text;
  return lastMessage.senderName === me?.agent.name
    ? chat.phrases.you(text)
    : html`<bdi>${lastMessage.senderName ?? ''}</bdi>: ${text}`;
}

function renderChips(conversation: AgentConversation, { language, now, me, team }: ListRowContext): unknown[] {
  const { words, chat } = language;
  const { status, priority, waitingSince, snoozedUntil, departmentId, agent, rating } = conversation;
  const isOpen = status === 'queued' || status === 'active';
  const waited = isOpen && waitingSince !== null ? now - waitingSince : null;
  const department = team?.departments.find(({ id }) => id === departmentId)?.name;
  return [
    waited === null
      ? nothing
      : html`<span class=${waited > LONG_WAIT_MS ? 'chip danger' : 'chip notice'}
          >${renderDeskIcon('clock')}${words.waitingFor(chat.duration(waited, 'short'))}</span
        >`,
    priority === 'high' || priority === 'urgent'
      ? html`<span class="chip danger">${renderDeskIcon('flag')}${words.priorities[priority]}</span>`
      : nothing,
    snoozedUntil !== null && snoozedUntil > now
      ? html`<span class="chip"
          >${renderDeskIcon('snooze')}${words.snoozedUntil(...chat.moment(snoozedUntil, now))}</span
        >`
      : nothing,
    isOpen ? nothing : html`<span class="chip">${words.statuses[status]}</span>`,
    rating === null
      ? nothing
      : html`<span class="chip"
          >${renderDeskIcon('star')}<span aria-hidden="true">${rating}</span
          ><span class="sr">${words.rated(rating)}</span></span
        >`,
    department === undefined ? nothing : html`<span class="chip cut">${department}</span>`,
    agent === null || agent.id === me?.agent.id
      ? nothing
      : html`<span class="holder cut"
          >${renderAvatar({ name: agent.name, avatarUrl: avatarOf(team, agent.id) })}<bdi class="cut"
            >${agent.name}</bdi
          ></span
        >`,
  ];
}

function avatarOf(team: AgentTeam | null, agentId: string): string | null {
  return team?.agents.find(({ id }) => id === agentId)?.avatarUrl ?? null;
}
