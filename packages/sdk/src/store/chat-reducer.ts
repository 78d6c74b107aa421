/**
 * What the client knows, and how news change it. An action is a pure function from state to state; one that says
 * nothing new gives the same object back.
 *
 * The newest conversation (or an earlier one, as long as that is open again) lies in the state itself, because it is
 * watched all the time; an older one that is shown instead lies in `other`. How news about either is merged stands in `thread.ts`.
 */
import type { ChatError } from '../errors.ts';
import { keepIfEqual } from '../lib/keep-if-equal.ts';
import { patch } from '../lib/patch.ts';
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { WireMessage, WirePrechatAnswers } from '../protocol/message.ts';
import type { WireSync } from '../protocol/sync.ts';
import type { WireTrigger, WireWidgetConfig } from '../protocol/widget-config.ts';
import type {
  ChatAvailability,
  ChatConfig,
  ChatConsent,
  ChatConversationList,
  ChatPerson,
  ChatProactiveMessage,
  ChatSnapshot,
  ChatUpload,
  ChatVisitor,
  ConnectionStatus,
} from './chat-state.ts';
import { toAvailability, toConfig } from './config-from-wire.ts';
import {
  dropBefore,
  hear,
  inConversation,
  isUnread,
  markRead,
  mergeConversation,
  mergeMessage,
  mergeMessages,
  mergeNews,
  NO_CONVERSATION,
  type Thread,
} from './thread.ts';

export interface ChatState extends Thread {
  readonly isOpen: boolean;
  readonly status: ChatSnapshot['status'];
  readonly config: ChatConfig | null;
  /** Of the configuration; no user interface needs them. */
  readonly triggers: readonly WireTrigger[];
  readonly availability: ChatAvailability | null;
  readonly visitorId: string | null;
  readonly outbox: readonly OutboxEntry[];
  /** `loading`: the history is asked for, for the first time. */
  readonly history: 'unknown' | 'loading' | 'loaded';
  /** An older conversation that is shown in place of the newest one. */
  readonly other: Thread | null;
  readonly typing: ChatPerson | null;
  readonly conversations: ChatConversationList | null;
  /** Answers to the form before the chat that no message has carried yet. */
  readonly prechatAnswers: WirePrechatAnswers | null;
  readonly uploads: readonly ChatUpload[];
  readonly visitor: ChatVisitor | null;
  readonly consent: ChatConsent;
  readonly proactive: ChatProactiveMessage | null;
  readonly connection: ConnectionStatus;
  readonly storage: ChatSnapshot['storage'];
  readonly error: ChatError | null;
}

/** What other parts of the client own and the state only shows. */
type Shown = Pick<
  ChatState,
  | 'isOpen'
  | 'status'
  | 'other'
  | 'outbox'
  | 'typing'
  | 'conversations'
  | 'prechatAnswers'
  | 'uploads'
  | 'visitor'
  | 'consent'
  | 'proactive'
  | 'connection'
  | 'storage'
>;

/** One kind of news; gives the same state back when it says nothing new. */
export type ChatAction = (state: ChatState) => ChatState;

export const initialChatState: ChatState = {
  ...NO_CONVERSATION,
  isOpen: false,
  status: 'idle',
  config: null,
  triggers: [],
  availability: null,
  visitorId: null,
  outbox: [],
  history: 'unknown',
  other: null,
  typing: null,
  conversations: null,
  prechatAnswers: null,
  uploads: Object.freeze([]),
  visitor: null,
  consent: 'unknown',
  proactive: null,
  connection: 'idle',
  storage: 'persistent',
  error: null,
};

export function shown(change: Partial<Shown>): ChatAction {
  return (state) => patch<ChatState>(state, change);
}

/** The outbox has other entries, or they are elsewhere on their way. */
export function outboxChanged(outbox: readonly OutboxEntry[]): ChatAction {
  return (state) => {
    // Discarded, and perhaps it had arrived: then there is a conversation that nothing has told of.
    const isOpenQuestion = outbox.length < state.outbox.length && state.visitorId !== null && !state.conversationId;
    return patch<ChatState>(state, {
      outbox,
      history: isOpenQuestion ? 'unknown' : state.history,
      prechatAnswers: outbox.some(({ prechat }) => prechat) ? null : state.prechatAnswers,
    });
  };
}

export function configLoaded(wire: WireWidgetConfig): ChatAction {
  return (state) => ({
    ...state,
    status: 'ready',
    config: toConfig(wire),
    triggers: Array.isArray(wire.triggers) ? wire.triggers : [],
    availability: mergeAvailability(state, wire),
    error: null,
  });
}

export function configFailed(error: ChatError): ChatAction {
  return (state) => ({ ...state, status: 'failed', error });
}

/** Another visitor than before, or none. `isNew`: made just now, so there is no history. */
export function visitorChanged(visitorId: string | null, isNew: boolean): ChatAction {
  return (state) =>
    visitorId === state.visitorId
      ? state
      : {
          ...state,
          ...NO_CONVERSATION,
          visitorId,
          history: isNew ? 'loaded' : 'unknown',
          other: null,
          typing: null,
          // What stood in the way of somebody else does not stand in theirs.
          error: state.status === 'failed' ? state.error : null,
          // Whoever was nobody before had none, and has none now.
          conversations: isNew && state.visitorId === null ? state.conversations : null,
        };
}

/** The visitor has logged out: nothing of them stays. */
export const visitorLeft: ChatAction = (state) => ({
  ...visitorChanged(null, false)(state),
  prechatAnswers: null,
  uploads: initialChatState.uploads,
  visitor: null,
  proactive: null,
});

export const historyLoading: ChatAction = (state) =>
  state.history === 'unknown' ? { ...state, history: 'loading' } : state;

export function synced(sync: WireSync, isFirstPage: boolean): ChatAction {
  const { conversation, messages } = sync;
  return (state) => {
    const base = patch(state, { availability: mergeAvailability(state, sync), history: 'loaded' });
    if (conversation === null) return base.conversationId === null ? base : { ...base, ...NO_CONVERSATION };

    const before = inConversation(base, conversation.id);
    // The first page begins somewhere: between what events brought before and its beginning there may be a hole.
    const known = isFirstPage ? dropBefore(before, messages[0]?.seq ?? 0) : before;
    const last = Math.max(0, ...messages.map(({ revision }) => revision));
    // More is to come: only what is here counts, and the pages come by revision. Otherwise this is all there is.
    const cursor = Math.max(known.cursor, last, sync.has_more ? 0 : conversation.revision);
    const merged = mergeNews(mergeConversation(known, conversation), messages);
    return patch(merged, {
      cursor,
      queue: sync.queue ?? null,
      contiguousRevision: Math.max(known.contiguousRevision, cursor),
      highestRevision: Math.max(known.highestRevision, cursor),
      hasOlderMessages: isFirstPage || before !== base ? (merged.messages[0]?.seq ?? 1) > 1 : known.hasOlderMessages,
      other: base.other?.conversationId === conversation.id ? null : base.other,
    });
  };
}

export function messageCame(message: WireMessage): ChatAction {
  // A hint about a conversation that is not here tells nothing; the next sync will.
  return (state) =>
    inThread(state, message.conversation_id, (thread) => mergeMessage(thread, message), state.conversationId === null);
}

/**
 * The message is in the conversation and no longer in the outbox: one step, so that it never shows twice or not at all.
 * Whatever was shown, the conversation that it went into is shown now; unless it had arrived before this one went on, in
 * one that has ended since.
 */
export function messageSent(message: WireMessage, outbox: readonly OutboxEntry[]): ChatAction {
  return (state) => {
    const { conversation_id: id, created_at: sentAt } = message;
    const { conversationId, messages, conversation, other } = state;
    const isLate = id !== conversationId && sentAt < ((messages.at(-1) ?? conversation)?.created_at ?? '');
    const shown = patch(state, { outbox, other: isLate || other?.conversationId === id ? other : null });
    return inThread(shown, id, (thread) => mergeMessage(thread, message), !isLate);
  };
}

export function conversationCame(conversation: WireConversation): ChatAction {
  return (state) =>
    inThread(state, conversation.id, (thread) => hear(mergeConversation(thread, conversation), conversation.revision));
}

/** An older page is asked for, or is not any more. */
export function olderLoading(conversationId: string, isLoadingOlder: boolean): ChatAction {
  return (state) => inThread(state, conversationId, (thread) => ({ ...thread, isLoadingOlder }));
}

export function olderLoaded(
  conversationId: string,
  messages: readonly WireMessage[],
  hasOlderMessages: boolean,
): ChatAction {
  return (state) =>
    inThread(state, conversationId, (thread) => ({
      ...mergeMessages(thread, messages),
      isLoadingOlder: false,
      hasOlderMessages,
      unreadBefore: Math.max(0, thread.unreadBefore - messages.filter((one) => isUnread(one, thread.readSeq)).length),
    }));
}

/** The visitor has seen everything up to here. */
export function read(conversationId: string, seq: number): ChatAction {
  return (state) => inThread(state, conversationId, (thread) => markRead(thread, seq));
}

export function failed(error: ChatError): ChatAction {
  return (state) => patch(state, { error, history: state.history === 'loading' ? 'unknown' : state.history });
}

export const recovered: ChatAction = (state) => (state.status === 'failed' ? state : patch(state, { error: null }));

/** True when an event told of something that this client has not received. */
export function isBehind(state: Thread): boolean {
  return state.highestRevision > state.contiguousRevision;
}

/** Changes the one of the two conversations that is meant. The newest may also become another one. */
function inThread(
  state: ChatState,
  conversationId: string,
  change: <Known extends Thread>(thread: Known) => Known,
  mayBeNew = false,
): ChatState {
  const { other } = state;
  if (other?.conversationId === conversationId) return patch(state, { other: change(other) });
  return mayBeNew || state.conversationId === conversationId ? change(state) : state;
}

function mergeAvailability({ availability }: ChatState, wire: Pick<WireSync, 'availability'>): ChatAvailability | null {
  return keepIfEqual(availability, toAvailability(wire.availability));
}
