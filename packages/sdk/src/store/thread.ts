/**
 * One conversation as far as it is here, and how news change it. The rules of merging: messages by their place, the
 * higher revision wins; a conversation by its revision. So news may come twice, late or out of order, and the result
 * is the same. One more message costs no more in a long conversation than in a short one, but for copying the list.
 */
import { patch } from '../lib/patch.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { WireMessage } from '../protocol/message.ts';
import type { WireQueue } from '../protocol/sync.ts';

export interface Thread {
  /** Known before `conversation` when the first message was answered and the first sync was not. */
  readonly conversationId: string | null;
  readonly conversation: WireConversation | null;
  /** Its place while it waits; what was said last, so it may be of an earlier wait. */
  readonly queue: WireQueue | null;
  /** Oldest first, by `seq`. */
  readonly messages: readonly WireMessage[];
  /** Grows whenever `messages` changes otherwise than at its end. */
  readonly rewrites: number;
  /** The place of the first message that the last of these has changed. */
  readonly rewrittenAt: number;
  readonly hasOlderMessages: boolean;
  readonly isLoadingOlder: boolean;
  /** Everything up to this revision is here. Only a sync moves it: an event says nothing about what came before it. */
  readonly cursor: number;
  /** Up to here revisions came one by one, by sync or by event. */
  readonly contiguousRevision: number;
  /** The highest revision heard of. Higher than the contiguous one: something was missed. */
  readonly highestRevision: number;
  /** What the visitor has read, ahead of the server while it is being told. */
  readonly readSeq: number;
  /** Unread messages in front of the oldest one that is here. */
  readonly unreadBefore: number;
}

export const NO_CONVERSATION: Thread = {
  conversationId: null,
  conversation: null,
  queue: null,
  messages: [],
  rewrites: 0,
  rewrittenAt: 0,
  hasOlderMessages: false,
  isLoadingOlder: false,
  cursor: 0,
  contiguousRevision: 0,
  highestRevision: 0,
  readSeq: 0,
  unreadBefore: 0,
};

/** Leaves another conversation behind. */
export function inConversation<Known extends Thread>(thread: Known, conversationId: string): Known {
  return thread.conversationId === conversationId ? thread : { ...thread, ...NO_CONVERSATION, conversationId };
}

export function mergeMessage<Known extends Thread>(thread: Known, message: WireMessage): Known {
  return hear(mergeNews(inConversation(thread, message.conversation_id), [message]), message.revision);
}

export function mergeConversation<Known extends Thread>(thread: Known, conversation: WireConversation): Known {
  if (thread.conversation && thread.conversation.revision >= conversation.revision) return thread;
  return markRead({ ...thread, conversation }, conversation.visitor_read_seq);
}

/** The visitor has seen everything up to here. */
export function markRead<Known extends Thread>(thread: Known, seq: number): Known {
  if (seq <= thread.readSeq) return thread;
  const isBefore = seq < (thread.messages[0]?.seq ?? 0) - 1;
  return { ...thread, readSeq: seq, unreadBefore: isBefore ? thread.unreadBefore : 0 };
}

export function hear<Known extends Thread>(thread: Known, revision: number): Known {
  const isNext = revision === thread.contiguousRevision + 1;
  return patch<Thread>(thread, {
    contiguousRevision: isNext ? revision : thread.contiguousRevision,
    highestRevision: Math.max(thread.highestRevision, revision),
  }) as Known;
}

/** A change to what lies in front of the pages that are here would leave a hole; it comes with its page. */
export function mergeNews<Known extends Thread>(thread: Known, incoming: readonly WireMessage[]): Known {
  const oldest = (thread.hasOlderMessages && thread.messages[0]?.seq) || 0;
  return mergeMessages(
    thread,
    incoming.filter(({ seq }) => seq >= oldest),
  );
}

export function mergeMessages<Known extends Thread>(thread: Known, incoming: readonly WireMessage[]): Known {
  const { messages } = thread;
  const news = incoming
    .filter((message) => {
      const known = messages[placeOf(messages, message.seq)];
      return known?.seq !== message.seq || known.revision < message.revision;
    })
    .sort((a, b) => a.seq - b.seq || a.revision - b.revision);
  const [first] = news;
  if (!first) return thread;
  const start = placeOf(messages, first.seq);
  const isRewritten = start < messages.length;
  const head = isRewritten ? messages.slice(0, start) : messages;
  const merged: WireMessage[] = [];
  let next = start;
  for (const message of news) {
    for (let known = messages[next]; known && known.seq < message.seq; known = messages[++next]) merged.push(known);
    if (messages[next]?.seq === message.seq) next += 1;
    if (merged.at(-1)?.seq === message.seq) merged.pop();
    merged.push(message);
  }
  return {
    ...thread,
    messages: head.concat(merged, messages.slice(next)),
    ...(isRewritten && rewritten(thread, start)),
  };
}

/** Lets go of what lies in front of a message, because something may be missing there. */
export function dropBefore<Known extends Thread>(thread: Known, seq: number): Known {
  const isThere = (thread.messages[0]?.seq ?? seq) < seq;
  if (!isThere) return thread;
  return { ...thread, messages: thread.messages.slice(placeOf(thread.messages, seq)), ...rewritten(thread, 0) };
}

function rewritten({ rewrites }: Thread, place: number): Pick<Thread, 'rewrites' | 'rewrittenAt'> {
  return { rewrites: rewrites + 1, rewrittenAt: place };
}

/** A message of the team that the visitor has not seen. */
export function isUnread({ sender, seq, deleted_at }: WireMessage, readSeq: number): boolean {
  return (sender.kind === 'agent' || sender.kind === 'bot') && seq > readSeq && deleted_at === null;
}

/** Of the first message that does not come before this one. */
export function placeOf(messages: readonly WireMessage[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle] as WireMessage).seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
