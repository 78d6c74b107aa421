/** From what the client knows to what a user interface shows. Parts that did not change keep their identity. */
import type { Demand } from '../connection/connection-state.ts';
import { keepIfEqual } from '../lib/keep-if-equal.ts';
import { patch } from '../lib/patch.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { WireMessage } from '../protocol/message.ts';
import { type ChatState, initialChatState } from './chat-reducer.ts';
import type { ChatMessage, ChatSnapshot } from './chat-state.ts';
import { type ConfirmedState, toConversation, toMessage, toUnsentMessage } from './from-wire.ts';

/** Remembers the messages it made, so that one that did not change is the same object in the next snapshot. */
export type MessageCache = WeakMap<object, ChatMessage>;

export function selectSnapshot(state: ChatState, previous: ChatSnapshot | null, cache: MessageCache): ChatSnapshot {
  const messages = selectMessages(state, cache);
  const next: ChatSnapshot = {
    status: state.status,
    config: state.config,
    availability: state.availability,
    conversation: state.conversation && keepIfEqual(previous?.conversation ?? null, toConversation(state.conversation)),
    messages: previous && isSameList(previous.messages, messages) ? previous.messages : Object.freeze(messages),
    isLoadingMessages: state.history === 'loading',
    hasOlderMessages: state.hasOlderMessages,
    isLoadingOlder: state.isLoadingOlder,
    unreadCount: selectUnread(state).length,
    typing: state.typing,
    conversations: state.conversations,
    needsPrechat: false,
    uploads: state.uploads,
    visitor: state.visitor,
    consent: state.consent,
    proactive: state.proactive,
    connection: state.connection,
    storage: state.storage,
    error: state.error,
  };
  return previous && patch(previous, next) === previous ? previous : Object.freeze(next);
}

/** Of a client that has done nothing yet; to draw from where there is no client, as on a server. */
export const EMPTY_SNAPSHOT: ChatSnapshot = /* @__PURE__ */ selectSnapshot(initialChatState, null, new WeakMap());

/** Messages of the team that the visitor has not seen. */
export function selectUnread(state: ChatState): readonly WireMessage[] {
  return state.messages.filter(
    ({ sender, seq, deleted_at }) =>
      (sender.kind === 'agent' || sender.kind === 'bot') && seq > state.readSeq && deleted_at === null,
  );
}

/** What the connection is for. */
export function selectDemand({ isOpen, visitorId, conversationId, history }: ChatState): Demand {
  // Until the first sync a session from an earlier visit may hold a conversation.
  const hasSubject = visitorId !== null && (conversationId !== null || history !== 'loaded');
  if (isOpen) return hasSubject ? 'open' : 'ready';
  return hasSubject ? 'background' : 'none';
}

function selectMessages({ messages, outbox, conversation }: ChatState, cache: MessageCache): ChatMessage[] {
  const remembered = (source: object, state: string | null, make: () => ChatMessage): ChatMessage => {
    const known = cache.get(source);
    if (known && (known.delivery?.state ?? null) === state) return known;
    const message = make();
    cache.set(source, message);
    return message;
  };
  const confirmed = messages.map((wire) => {
    const state = wire.sender.kind === 'visitor' ? confirmedState(wire.seq, conversation) : null;
    return remembered(wire, state, () => toMessage(wire, state));
  });
  // A message may arrive by sync while its own answer got lost: the conversation knows better than the outbox.
  const ids = new Set(messages.map(({ id }) => id));
  const unsent = outbox.filter(({ id }) => !ids.has(id));
  return [
    ...confirmed,
    ...unsent.map((entry) => remembered(entry, entry.delivery.state, () => toUnsentMessage(entry))),
  ];
}

function confirmedState(seq: number, conversation: WireConversation | null): ConfirmedState {
  if (conversation && seq <= conversation.seen_seq) return 'seen';
  return conversation && seq <= conversation.delivered_seq ? 'delivered' : 'sent';
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
