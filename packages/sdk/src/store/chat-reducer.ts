/**
 * What the client knows, and how news change it. An action is a pure function from state to state; one that says
 * nothing new gives the same object back.
 *
 * The rules of merging: messages by id, the higher revision wins; a conversation by its revision. So news may come
 * twice, late or out of order, over Realtime, polling, an answer or another tab, and the result is the same.
 */
import type { ChatError } from '../errors.ts';
import { keepIfEqual } from '../lib/keep-if-equal.ts';
import { patch } from '../lib/patch.ts';
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { WireMessage, WirePrechatAnswers } from '../protocol/message.ts';
import type { WireSync } from '../protocol/sync.ts';
import type { WireWidgetConfig } from '../protocol/widget-config.ts';
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
import { toAvailability, toConfig } from './from-wire.ts';

export interface ChatState {
  readonly isOpen: boolean;
  readonly status: ChatSnapshot['status'];
  readonly config: ChatConfig | null;
  readonly availability: ChatAvailability | null;
  readonly visitorId: string | null;
  /** Known before `conversation` when the first message was answered and the first sync was not. */
  readonly conversationId: string | null;
  readonly conversation: WireConversation | null;
  /** Oldest first, by `seq`. */
  readonly messages: readonly WireMessage[];
  readonly outbox: readonly OutboxEntry[];
  /** `loading`: the history is asked for, for the first time. */
  readonly history: 'unknown' | 'loading' | 'loaded';
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
  | 'isLoadingOlder'
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

const NO_CONVERSATION = {
  conversationId: null,
  conversation: null,
  messages: [],
  hasOlderMessages: false,
  isLoadingOlder: false,
  cursor: 0,
  contiguousRevision: 0,
  highestRevision: 0,
  readSeq: 0,
} as const satisfies Partial<ChatState>;

export const initialChatState: ChatState = {
  ...NO_CONVERSATION,
  isOpen: false,
  status: 'idle',
  config: null,
  availability: null,
  visitorId: null,
  outbox: [],
  history: 'unknown',
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

export function configLoaded(wire: WireWidgetConfig): ChatAction {
  return (state) => ({
    ...state,
    status: 'ready',
    config: toConfig(wire),
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
      : { ...state, ...NO_CONVERSATION, visitorId, history: isNew ? 'loaded' : 'unknown' };
}

export const historyLoading: ChatAction = (state) =>
  state.history === 'unknown' ? { ...state, history: 'loading' } : state;

export function synced(sync: WireSync, isFirstPage: boolean): ChatAction {
  const { conversation, messages } = sync;
  return (state) => {
    const base = patch(state, { availability: mergeAvailability(state, sync), history: 'loaded' });
    if (conversation === null) return base.conversationId === null ? base : { ...base, ...NO_CONVERSATION };

    const known = inConversation(base, conversation.id);
    const last = Math.max(0, ...messages.map(({ revision }) => revision));
    // More is to come: only what is here counts, and the pages come by revision. Otherwise this is all there is.
    const cursor = Math.max(known.cursor, last, sync.has_more ? 0 : conversation.revision);
    const merged = mergeMessages(known.messages, messages);
    return patch(mergeConversation(known, conversation), {
      messages: merged,
      cursor,
      contiguousRevision: Math.max(known.contiguousRevision, cursor),
      highestRevision: Math.max(known.highestRevision, cursor),
      hasOlderMessages: isFirstPage || known !== base ? (merged[0]?.seq ?? 1) > 1 : known.hasOlderMessages,
    });
  };
}

export function messageCame(message: WireMessage): ChatAction {
  // A hint about another conversation tells nothing about this one; the next sync will.
  return (state) =>
    state.conversationId === null || message.conversation_id === state.conversationId
      ? mergeMessage(state, message)
      : state;
}

/** The message is in the conversation and no longer in the outbox: one step, so that it never shows twice or not at all. */
export function messageSent(message: WireMessage, outbox: readonly OutboxEntry[]): ChatAction {
  return (state) => patch(mergeMessage(state, message), { outbox });
}

export function conversationCame(conversation: WireConversation): ChatAction {
  return (state) =>
    conversation.id === state.conversationId
      ? hear(mergeConversation(state, conversation), conversation.revision)
      : state;
}

export function olderLoaded(messages: readonly WireMessage[], hasOlderMessages: boolean): ChatAction {
  return (state) => ({
    ...state,
    isLoadingOlder: false,
    hasOlderMessages,
    messages: mergeMessages(state.messages, messages),
  });
}

/** The visitor has seen everything up to here. */
export function read(seq: number): ChatAction {
  return (state) => patch(state, { readSeq: Math.max(state.readSeq, seq) });
}

export function failed(error: ChatError): ChatAction {
  return (state) => patch(state, { error, history: state.history === 'loading' ? 'unknown' : state.history });
}

export const recovered: ChatAction = (state) => (state.status === 'failed' ? state : patch(state, { error: null }));

/** True when an event told of something that this client has not received. */
export function isBehind(state: ChatState): boolean {
  return state.highestRevision > state.contiguousRevision;
}

/** Leaves another conversation behind. */
function inConversation(state: ChatState, conversationId: string): ChatState {
  return state.conversationId === conversationId ? state : { ...state, ...NO_CONVERSATION, conversationId };
}

function mergeMessage(state: ChatState, message: WireMessage): ChatState {
  const known = inConversation(state, message.conversation_id);
  return hear(patch(known, { messages: mergeMessages(known.messages, [message]) }), message.revision);
}

function mergeConversation(state: ChatState, conversation: WireConversation): ChatState {
  if (state.conversation && state.conversation.revision >= conversation.revision) return state;
  return { ...state, conversation, readSeq: Math.max(state.readSeq, conversation.visitor_read_seq) };
}

function hear(state: ChatState, revision: number): ChatState {
  const isNext = revision === state.contiguousRevision + 1;
  return patch(state, {
    contiguousRevision: isNext ? revision : state.contiguousRevision,
    highestRevision: Math.max(state.highestRevision, revision),
  });
}

function mergeMessages(known: readonly WireMessage[], incoming: readonly WireMessage[]): readonly WireMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  let hasNews = false;
  for (const message of incoming) {
    const old = byId.get(message.id);
    if (old && old.revision >= message.revision) continue;
    byId.set(message.id, message);
    hasNews = true;
  }
  return hasNews ? [...byId.values()].sort((a, b) => a.seq - b.seq) : known;
}

function mergeAvailability({ availability }: ChatState, wire: Pick<WireSync, 'availability'>): ChatAvailability | null {
  return keepIfEqual(availability, toAvailability(wire.availability));
}
