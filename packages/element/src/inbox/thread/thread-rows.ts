import type { AgentMessage } from '@support-chat/sdk/agent';
import { GROUP_WINDOW_MS } from '../../content/message-rows.ts';
import { findOffers, offersSomething, type Offer } from './offers.ts';

/** One line of a conversation as the team reads it. */
export type ThreadRow = {
  readonly key: string;
  /** The message that it is, or stands above. */
  readonly messageId: string;
} & (
  | { readonly kind: 'day'; readonly at: number }
  /** Above what is unread. */
  | { readonly kind: 'new'; readonly count: number }
  | { readonly kind: 'system'; readonly message: AgentMessage }
  | {
      readonly kind: 'message';
      readonly message: AgentMessage;
      readonly startsGroup: boolean;
      readonly endsGroup: boolean;
      /** How far an own message has come; null where a later one says the same. */
      readonly delivery: ShownDelivery | null;
      /** How what it shows besides its words stands with the visitor; null: it shows nothing. */
      readonly offer: Offer['state'] | null;
      readonly answer: Offer['answer'];
    }
);

export type ShownDelivery = 'queued' | 'sending' | 'sent' | 'seen' | 'failed';

export interface ThreadMarks {
  /** How far this agent had read when the conversation was opened; null: nothing is marked. */
  readonly unreadAfter: number | null;
  /** How far the visitor has read. */
  readonly visitorReadSeq: number;
  /** The conversation is over: nothing is waited for. */
  readonly isEnded: boolean;
}

/** Puts dividers between messages and finds groups, for as many of them as are drawn. Pure; the same messages give the same keys. */
export class ThreadRows {
  readonly #messages: readonly AgentMessage[];
  readonly #marks: ThreadMarks;
  readonly #states: ReadonlyMap<string, ShownDelivery>;
  readonly #unread: { readonly id: string; readonly count: number } | null;
  readonly #offers: ReadonlyMap<string, Offer> | null;

  constructor(messages: readonly AgentMessage[], marks: ThreadMarks) {
    this.#messages = messages;
    this.#marks = marks;
    this.#states = shownDeliveries(messages, marks.visitorReadSeq);
    this.#unread = findUnread(messages, marks.unreadAfter);
    this.#offers = messages.some(offersSomething) ? findOffers(messages, marks.isEnded) : null;
  }

  /** Whether they are the lines of these; to look through a long thread again would cost more than to draw what is in sight. */
  areOf(messages: readonly AgentMessage[], { unreadAfter, visitorReadSeq, isEnded }: ThreadMarks): boolean {
    return (
      messages === this.#messages &&
      unreadAfter === this.#marks.unreadAfter &&
      visitorReadSeq === this.#marks.visitorReadSeq &&
      isEnded === this.#marks.isEnded
    );
  }

  /** The lines of one message, by its place in the thread: itself, and what divides it from the one before. */
  of(index: number): ThreadRow[] {
    const message = this.#messages[index];
    if (message === undefined) return [];
    const { id, createdAt } = message;
    const previous = this.#messages[index - 1];
    const rows: ThreadRow[] = [];
    if (previous === undefined || !isSameDay(previous, message))
      rows.push({ kind: 'day', key: `day-${new Date(createdAt).toDateString()}-${id}`, messageId: id, at: createdAt });
    if (id === this.#unread?.id) rows.push({ kind: 'new', key: 'new', messageId: id, count: this.#unread.count });
    rows.push(
      message.sender.kind === 'system'
        ? { kind: 'system', key: id, messageId: id, message }
        : this.#said(index, message),
    );
    return rows;
  }

  #said(index: number, message: AgentMessage): ThreadRow {
    const { id } = message;
    const previous = this.#messages[index - 1];
    const next = this.#messages[index + 1];
    const unreadId = this.#unread?.id;
    const offer = this.#offers?.get(id);
    return {
      kind: 'message',
      key: id,
      messageId: id,
      message,
      startsGroup: previous === undefined || id === unreadId || !belongTogether(previous, message),
      endsGroup: next === undefined || next.id === unreadId || !belongTogether(message, next),
      delivery: this.#states.get(id) ?? null,
      offer: offer?.state ?? null,
      answer: offer?.answer ?? null,
    };
  }
}

/** Where what is unread begins; null when nothing is, or nothing stands before it. */
function findUnread(messages: readonly AgentMessage[], after: number | null): { id: string; count: number } | null {
  if (after === null) return null;
  const unread = messages.filter(
    ({ seq, sender, isOwn, deletedAt }) =>
      seq !== null && seq > after && !isOwn && sender.kind !== 'system' && deletedAt === null,
  );
  const first = unread[0];
  return first === undefined || first === messages[0] ? null : { id: first.id, count: unread.length };
}

/** Every failure, and the newest own message of each other state. A note is seen by nobody who would tell. */
function shownDeliveries(messages: readonly AgentMessage[], visitorReadSeq: number): Map<string, ShownDelivery> {
  const shown = new Map<string, ShownDelivery>();
  const newest = new Map<ShownDelivery, string>();
  for (const { id, seq, delivery, isInternal, deletedAt } of messages) {
    if (delivery === null || deletedAt !== null) continue;
    const isSeen = delivery.state === 'sent' && !isInternal && seq !== null && seq <= visitorReadSeq;
    const state = isSeen ? 'seen' : delivery.state;
    if (state === 'failed') shown.set(id, state);
    else if (!(isInternal && state === 'sent')) newest.set(state, id);
  }
  for (const [state, id] of newest) shown.set(id, state);
  return shown;
}

function belongTogether(first: AgentMessage, second: AgentMessage): boolean {
  return (
    first.sender.kind === second.sender.kind &&
    first.sender.name === second.sender.name &&
    first.isInternal === second.isInternal &&
    first.isOwn === second.isOwn &&
    // A message that was not sent carries its own line and buttons, so a group ends there.
    first.delivery?.state !== 'failed' &&
    Math.abs(second.createdAt - first.createdAt) < GROUP_WINDOW_MS &&
    isSameDay(first, second)
  );
}

function isSameDay(first: AgentMessage, second: AgentMessage): boolean {
  return new Date(first.createdAt).toDateString() === new Date(second.createdAt).toDateString();
}
