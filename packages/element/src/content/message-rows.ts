import type { ChatMessage } from '@support-chat/sdk';

/** Messages of one sender that follow each other within this time stand together, in milliseconds. */
export const GROUP_WINDOW_MS = 5 * 60_000;

/** One line of the conversation as it is drawn. */
export type MessageRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  /** Above what is unread. */
  | { readonly kind: 'new'; readonly key: string; readonly count: number }
  | { readonly kind: 'system'; readonly key: string; readonly message: ChatMessage }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: ChatMessage;
      readonly startsGroup: boolean;
      readonly endsGroup: boolean;
      /** Whether the state of delivery is said here; only the newest message of each state says it. */
      readonly showsDelivery: boolean;
    };

/** Where what was unread began when the visitor came, and how much of it there was. */
export interface UnreadBeginning {
  readonly id: string;
  readonly count: number;
}

/** Null when nothing is unread, and when there is nothing before it that could be told apart. */
export function findUnread(messages: readonly ChatMessage[], count: number): UnreadBeginning | null {
  const spoken = messages.filter(({ sender, deletedAt }) => /agent|bot/.test(sender.kind) && deletedAt === null);
  const first = count > 0 ? spoken.at(-count) : undefined;
  return first === undefined || first === messages[0] ? null : { id: first.id, count };
}

/** Puts dividers between messages and finds groups. Pure; the same messages give the same keys. */
export function toMessageRows(messages: readonly ChatMessage[], unread: UnreadBeginning | null = null): MessageRow[] {
  const rows: MessageRow[] = [];
  const speakers = newestOfEachState(messages);
  let day: Day | undefined;
  let startsGroup = true;
  messages.forEach((message, index) => {
    const next = messages[index + 1];
    if (day === undefined || !isIn(day, message)) {
      day = dayOf(message.createdAt);
      rows.push({
        kind: 'day',
        key: `day-${new Date(message.createdAt).toDateString()}-${message.id}`,
        at: message.createdAt,
      });
    }
    const endsGroup = next === undefined || !isIn(day, next) || !belongTogether(message, next);
    if (message.id === unread?.id) rows.push({ kind: 'new', key: 'new', count: unread.count });
    if (message.sender.kind === 'system') {
      rows.push({ kind: 'system', key: message.id, message });
    } else {
      const showsDelivery = speakers.has(message.id);
      rows.push({ kind: 'message', key: message.id, message, startsGroup, endsGroup, showsDelivery });
    }
    startsGroup = endsGroup;
  });
  return rows;
}

/** For teams that do not say how far a message has come once they have it. */
export function withoutReceipts(messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.map((message) =>
    message.delivery?.state === 'delivered' || message.delivery?.state === 'seen'
      ? { ...message, delivery: { state: 'sent' } }
      : message,
  );
}

function newestOfEachState(messages: readonly ChatMessage[]): Set<string> {
  const newest = new Map<string, string>();
  const ids = new Set<string>();
  for (const { id, delivery } of messages) {
    if (delivery?.state === 'failed') ids.add(id);
    else if (delivery !== null) newest.set(delivery.state, id);
  }
  for (const id of newest.values()) ids.add(id);
  return ids;
}

function belongTogether(first: ChatMessage, second: ChatMessage): boolean {
  return (
    first.sender.kind === second.sender.kind &&
    first.sender.name === second.sender.name &&
    // A message that was not sent carries its own line and buttons, so a group ends there.
    first.delivery?.state !== 'failed' &&
    Math.abs(second.createdAt - first.createdAt) < GROUP_WINDOW_MS
  );
}

/** A day of the visitor's, from midnight to midnight: looked up once for all of its messages. */
interface Day {
  readonly start: number;
  readonly end: number;
}

function dayOf(at: number): Day {
  const start = new Date(at).setHours(0, 0, 0, 0);
  // Not 24 hours: a day on which the clocks are changed has more of them, or fewer.
  return { start, end: new Date(at).setHours(24, 0, 0, 0) };
}

function isIn({ start, end }: Day, { createdAt }: ChatMessage): boolean {
  return createdAt >= start && createdAt < end;
}
