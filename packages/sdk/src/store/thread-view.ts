/**
 * A conversation as a user interface sees it, made from the view before it: messages that did not change keep their
 * identity, and a message at the end costs no more in a long conversation than in a short one.
 */
import { keepIfEqual } from '../lib/keep-if-equal.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { WireMessage } from '../protocol/message.ts';
import type { ChatConversation, ChatMessage } from './chat-state.ts';
import { type ConfirmedState, toConversation, toMessage } from './from-wire.ts';
import { isUnread, placeOf, type Thread } from './thread.ts';

export interface ThreadView {
  readonly thread: Thread;
  readonly conversation: ChatConversation | null;
  /** Handed on from view to view and changed in place: only for whoever holds the newest view. */
  readonly list: ChatMessage[];
  /** Another one whenever the list changes. */
  readonly edition: object;
  /** Unread among the messages that are here. */
  readonly unread: number;
  /** Of the visitor's messages; handed on like the list. */
  readonly ownIds: Set<string>;
}

/** Remembers the messages it made, so that one that did not change is the same object in the next snapshot. */
export type MessageCache = WeakMap<object, ChatMessage>;

export function viewThread(thread: Thread, previous: ThreadView | null, cache: MessageCache): ThreadView {
  const { conversationId, conversation, messages, readSeq, queue } = thread;
  const known = previous?.thread.conversationId === conversationId ? previous : null;
  const before = known?.thread;
  if (
    before &&
    before.messages === messages &&
    before.conversation === conversation &&
    before.readSeq === readSeq &&
    before.queue === queue
  ) {
    return before.unreadBefore === thread.unreadBefore ? known : { ...known, thread };
  }

  const kept = before ? keptMessages(before, thread) : 0;
  const moved = firstMoved(before?.conversation, conversation);
  const start = Math.min(kept, placeOf(messages, moved));
  const list = known?.list ?? [];
  const ownIds = known?.ownIds ?? new Set();
  const atEnd = before && moved === Infinity ? keptAtEnd(before, thread, kept) : 0;
  const changed = messages.slice(start, messages.length - atEnd).map((wire) => show(wire, conversation, cache));
  const isSame =
    known && list.length === messages.length && changed.every((message, index) => message === list[start + index]);
  list.splice(start, list.length - atEnd - start, ...changed);
  for (const { id, delivery } of changed) if (delivery) ownIds.add(id);

  const isGrown = kept === before?.messages.length && before.readSeq === readSeq;
  const uncounted = messages.slice(isGrown ? kept : placeOf(messages, readSeq + 1));
  return {
    thread,
    conversation: conversation && keepIfEqual(known?.conversation ?? null, toConversation(conversation, queue)),
    list,
    edition: isSame ? known.edition : {},
    unread: (isGrown && known ? known.unread : 0) + uncounted.filter((message) => isUnread(message, readSeq)).length,
    ownIds,
  };
}

/** How many messages at the beginning are the same. */
function keptMessages(before: Thread, { messages, rewrites, rewrittenAt }: Thread): number {
  const { length } = before.messages;
  const changes = rewrites - before.rewrites;
  const count = changes === 0 ? length : Math.min(rewrittenAt, length);
  const isKnown = changes === 0 || changes === 1;
  // The last one says whether it is still the same conversation, or one that was let go of and has come again.
  if (isKnown && before.messages[count - 1] === messages[count - 1]) return count;
  const index = messages.findIndex((message, place) => message !== before.messages[place]);
  return index < 0 ? messages.length : index;
}

/** How many of the others at the end are, as when older ones were put in front. */
function keptAtEnd({ messages: before }: Thread, { messages: after }: Thread, kept: number): number {
  const most = Math.min(before.length, after.length) - kept;
  let count = 0;
  while (count < most && before[before.length - 1 - count] === after[after.length - 1 - count]) count += 1;
  return count;
}

/** The `seq` from which on the delivery of own messages may look different. */
function firstMoved(before: WireConversation | null | undefined, after: WireConversation | null): number {
  const moved = (from = 0, to = 0): number => (from === to ? Infinity : Math.min(from, to) + 1);
  return Math.min(moved(before?.delivered_seq, after?.delivered_seq), moved(before?.seen_seq, after?.seen_seq));
}

function show(wire: WireMessage, conversation: WireConversation | null, cache: MessageCache): ChatMessage {
  const state = wire.sender.kind === 'visitor' ? confirmedState(wire.seq, conversation) : null;
  return remembered(cache, wire, state, () => toMessage(wire, state));
}

export function remembered(
  cache: MessageCache,
  source: object,
  state: string | null,
  make: () => ChatMessage,
): ChatMessage {
  const known = cache.get(source);
  if (known && (known.delivery?.state ?? null) === state) return known;
  const message = make();
  cache.set(source, message);
  return message;
}

function confirmedState(seq: number, conversation: WireConversation | null): ConfirmedState {
  if (conversation && seq <= conversation.seen_seq) return 'seen';
  return conversation && seq <= conversation.delivered_seq ? 'delivered' : 'sent';
}
