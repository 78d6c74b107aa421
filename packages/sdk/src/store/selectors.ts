/** From what the client knows to what a user interface shows. Parts that did not change keep their identity. */
import type { Demand } from '../connection/connection-state.ts';
import { patch } from '../lib/patch.ts';
import { isFormRefused } from '../outbox/outbox-entry.ts';
import { type ChatState, initialChatState } from './chat-reducer.ts';
import type { ChatMessage, ChatSnapshot } from './chat-state.ts';
import { toUnsentMessage } from './from-wire.ts';
import type { Thread } from './thread.ts';
import { type MessageCache, remembered, type ThreadView, viewThread } from './thread-view.ts';

/** A snapshot, and what the next one is made from. Each may be followed by one only. */
export interface Selection {
  readonly state: ChatState;
  readonly snapshot: ChatSnapshot;
  readonly newest: ThreadView;
  readonly other: ThreadView | null;
  readonly unsent: readonly ChatMessage[];
  readonly cache: MessageCache;
}

export function select(state: ChatState, previous: Selection | null): Selection {
  const cache = previous?.cache ?? new WeakMap();
  const newest = viewThread(state, previous?.newest ?? null, cache);
  const other = state.other && viewThread(state.other, previous?.other ?? null, cache);
  const shown = other ?? newest;
  // A message may arrive by sync while its own answer got lost: the conversation knows better than the outbox.
  const unsent = state.outbox
    .filter(({ id }) => !newest.ownIds.has(id) && !other?.ownIds.has(id))
    .map((entry) => remembered(cache, entry, entry.delivery.state, () => toUnsentMessage(entry)));
  const isSameList =
    previous &&
    (previous.other ?? previous.newest).edition === shown.edition &&
    unsent.length === previous.unsent.length &&
    unsent.every((message, index) => message === previous.unsent[index]);
  const { isLoadingOlder, hasOlderMessages } = selectThread(state);
  const isFirstPage = other !== null && shown.list.length === 0;
  const snapshot: ChatSnapshot = {
    status: state.status,
    config: state.config,
    availability: state.availability,
    conversation: shown.conversation,
    messages: isSameList ? previous.snapshot.messages : Object.freeze(shown.list.concat(unsent)),
    isLoadingMessages: other ? isFirstPage && isLoadingOlder : state.history === 'loading',
    hasOlderMessages: hasOlderMessages && !isFirstPage,
    isLoadingOlder: isLoadingOlder && !isFirstPage,
    unreadCount: unreadOf(newest) + unreadOf(other),
    typing: state.typing,
    conversations: state.conversations,
    needsPrechat: selectNeedsPrechat(state),
    uploads: state.uploads,
    visitor: state.visitor,
    consent: state.consent,
    proactive: state.proactive,
    connection: state.connection,
    storage: selectStorage(state),
    error: state.error,
  };
  const isSame = previous && patch(previous.snapshot, snapshot) === previous.snapshot;
  return { state, snapshot: isSame ? previous.snapshot : Object.freeze(snapshot), newest, other, unsent, cache };
}

/** Of a client that has done nothing yet; to draw from where there is no client, as on a server. */
export const EMPTY_SNAPSHOT: ChatSnapshot = /* @__PURE__ */ (() => select(initialChatState, null).snapshot)();

/** The conversation that is shown. */
export function selectThread(state: ChatState): Thread {
  return state.other ?? state;
}

/** Whoever has a conversation was asked before. While it is not known whether there is one, nobody is asked. */
export function selectNeedsPrechat(state: ChatState): boolean {
  const { config, conversationId, prechatAnswers, visitorId, history, outbox } = state;
  const isBeginning = conversationId === null && (visitorId === null || history === 'loaded');
  const isAnswered = prechatAnswers !== null || outbox.some((entry) => entry.prechat && !isFormRefused(entry));
  return isBeginning && !isAnswered && config?.prechat?.isRequired === true;
}

function selectStorage({ storage, outbox }: ChatState): ChatSnapshot['storage'] {
  const isPartial = storage === 'persistent' && outbox.some(({ files }) => files?.some(({ isFleeting }) => isFleeting));
  return isPartial ? 'partial' : storage;
}

/** What the connection is for. */
export function selectDemand({ isOpen, visitorId, conversationId, history }: ChatState): Demand {
  // Until the first sync a session from an earlier visit may hold a conversation.
  const hasSubject = visitorId !== null && (conversationId !== null || history !== 'loaded');
  if (isOpen) return hasSubject ? 'open' : 'ready';
  return hasSubject ? 'background' : 'none';
}

function unreadOf(view: ThreadView | null): number {
  return view ? view.unread + view.thread.unreadBefore : 0;
}
