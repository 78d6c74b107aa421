/**
 * The conversation that is shown: its messages, its details, and who writes. Guarantees:
 *
 * - what the server has and what waits here stand in one list, each message once;
 * - a message that was missed is asked for as soon as its gap is noticed: by a later revision, after a join, by a poll;
 * - an answer for a conversation that was left changes nothing.
 *
 * A change of a message older than the newest hundred, made while this page could not hear it, shows when the conversation
 * is opened the next time.
 */
import { isChatError } from '../errors.ts';
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import type { WireConversationDetails } from '../protocol/agent/conversation.ts';
import type { WireTeamMessage, WireTeamMessagePage } from '../protocol/agent/message.ts';
import {
  dropBefore,
  inConversation,
  mergeMessages,
  mergeNews,
  NO_CONVERSATION,
  placeOf,
  type Thread,
} from '../store/thread.ts';
import type { AgentConversation } from './agent-conversation.ts';
import type { CallAgent } from './agent-endpoints.ts';
import type { AgentMessage } from './agent-message.ts';
import type { AgentThread } from './agent-snapshot.ts';
import type { AgentStore } from './agent-store.ts';
import type { ConversationBook } from './conversation-book.ts';
import { createRevisions } from './revisions.ts';
import type { Unsent } from './unsent.ts';
import { createMessageLists, type MessageList } from './message-list.ts';
import { toConversationRecord, toDetails } from './wire/conversation.ts';
import { soundMessage, toUnsentAgentMessage } from './wire/message.ts';
import { fieldsOf, list } from './wire/read-value.ts';

export interface ThreadOptions {
  readonly call: CallAgent;
  readonly store: AgentStore;
  readonly book: ConversationBook;
  readonly unsent: Pick<Unsent, 'entries' | 'uploads'>;
  readonly myId: () => string | null;
}

const PAGE_SIZE = 50;
/** Looked at again after something was missed. */
const CHECKED = 100;

type ShownThread = NonNullable<AgentThread>;

const EMPTY: Omit<ShownThread, 'conversationId'> = {
  details: null,
  messages: Object.freeze([]),
  hasOlder: false,
  isLoading: true,
  isLoadingOlder: false,
  error: null,
  visitorIsTyping: false,
  otherAgentsTyping: Object.freeze([]),
  readSeq: 0,
  visitorReadSeq: 0,
  trail: null,
};

export type AgentThreads = ReturnType<typeof createAgentThreads>;

export function createAgentThreads({ call, store, book, unsent, myId }: ThreadOptions) {
  const listMessages = createMessageLists(({ agent_id }) => agent_id !== null && agent_id === myId());
  let thread: Thread = NO_CONVERSATION;
  let shownList: MessageList | null = null;
  /** Heard before the first page was here. */
  let early: readonly WireTeamMessage[] = [];
  /** What was heard of it here, since its messages were asked for. */
  let revisions = createRevisions(0);
  let hasFailed = false;
  /** What an unsent message looked like, and with which state of its files. */
  let tail: readonly { readonly entry: OutboxEntry; readonly states: string; readonly message: AgentMessage }[] = [];

  const isShown = (id: string): boolean => thread.conversationId === id;

  const show = (): void => {
    const { conversationId } = thread;
    if (conversationId === null) return;
    const before = shownList;
    shownList = listMessages(thread, shownList);
    const previousTail = tail;
    tail = tailOf(conversationId);
    const isSameTail =
      tail.length === previousTail.length && tail.every(({ message }, at) => message === previousTail[at]?.message);
    const current = store.getSnapshot().thread;
    if (current && before?.messages === shownList.messages && isSameTail) return;
    store.changeThread({
      messages: Object.freeze([...shownList.messages, ...tail.map(({ message }) => message)]),
      hasOlder: thread.hasOlderMessages,
    });
  };

  const tailOf = (conversationId: string): typeof tail => {
    const waiting = unsent.entries.filter((entry) => entry.conversationId === conversationId);
    if (waiting.length === 0) return [];
    // A message may be heard of while its own answer got lost: the conversation knows better than the outbox.
    const newest = new Set(thread.messages.slice(-CHECKED).map(({ id }) => id));
    return waiting.flatMap((entry) => {
      if (newest.has(entry.id)) return [];
      const states = JSON.stringify(entry.files?.map(({ id }) => unsent.uploads.get(id)) ?? null);
      const known = tail.find((one) => one.entry === entry && one.states === states);
      const message = (): AgentMessage =>
        toUnsentAgentMessage(entry, store.getSnapshot().me?.agent ?? null, unsent.uploads);
      return known ?? { entry, states, message: message() };
    });
  };

  /** What the book knows of the shown conversation. */
  const follow = (conversation: AgentConversation): void => {
    if (!isShown(conversation.id)) return;
    const { details } = store.getSnapshot().thread ?? {};
    store.changeThread({
      readSeq: conversation.readSeq,
      visitorReadSeq: conversation.visitorReadSeq,
      visitorIsTyping: conversation.visitorIsTyping,
      ...(details && details.conversation !== conversation && { details: Object.freeze({ ...details, conversation }) }),
    });
  };

  const loadDetails = async (id: string): Promise<void> => {
    const answer = fieldsOf<WireConversationDetails>(
      await call('agent/conversation', { query: { conversation_id: id } }),
    );
    const record = toConversationRecord(answer.conversation);
    const conversation = record && book.learn(record);
    if (!conversation || !isShown(id)) return;
    const details = toDetails(answer, conversation);
    const known = store.getSnapshot().thread?.details;
    if (details && JSON.stringify(details) !== JSON.stringify(known)) store.changeThread({ details });
    follow(conversation);
  };

  const page = async (id: string, query: { before_seq?: number; after_seq?: number; limit: number }) => {
    const answer = fieldsOf<WireTeamMessagePage>(
      await call('agent/messages', { query: { conversation_id: id, ...query } }),
    );
    const messages = list(answer.messages, (item) => soundMessage(item)).filter(
      ({ conversation_id }) => conversation_id === id,
    );
    return { messages, hasMore: answer.has_more === true };
  };

  /** The newest messages, put behind what is here. Where something lies between, what is older has to come again. */
  const loadNewest = async (id: string, limit: number): Promise<void> => {
    const { messages, hasMore } = await page(id, { limit });
    if (!isShown(id)) return;
    const first = messages[0]?.seq ?? 1;
    const isHole = first > 1 && thread.messages[placeOf(thread.messages, first - 1)]?.seq !== first - 1;
    const isFirstPage = thread.messages.length === 0 || isHole;
    thread = mergeMessages(isHole ? dropBefore(thread, first) : thread, [...messages, ...early]);
    early = [];
    if (isFirstPage) thread = { ...thread, hasOlderMessages: hasMore };
    store.changeThread({ isLoading: false, error: null });
    show();
  };

  const load = async (id: string, limit: number): Promise<void> => {
    try {
      // What the answers cannot be older than.
      const known = book.revisionOf(id);
      if (known === 0) await loadDetails(id);
      await Promise.all([known === 0 ? null : loadDetails(id), loadNewest(id, limit)]);
      if (!isShown(id)) return;
      hasFailed = false;
      revisions.reach(known || book.revisionOf(id));
    } catch (error) {
      if (isShown(id)) hasFailed = true;
      if (isShown(id) && isChatError(error)) store.changeThread({ isLoading: false, error });
      throw error;
    }
  };

  return {
    show,
    follow,
    loadDetails,

    get id(): string | null {
      return thread.conversationId;
    },
    /** The newest place that is here. */
    get newestSeq(): number {
      return thread.messages.at(-1)?.seq ?? 0;
    },

    async open(id: string): Promise<void> {
      if (!isShown(id)) {
        thread = inConversation(thread, id);
        shownList = null;
        early = [];
        tail = [];
        revisions = createRevisions(book.revisionOf(id));
        hasFailed = false;
        store.change({ thread: Object.freeze({ ...EMPTY, conversationId: id }) });
        const known = book.get(id);
        if (known) follow(known);
        show();
      }
      await load(id, PAGE_SIZE);
    },

    close(): void {
      thread = NO_CONVERSATION;
      shownList = null;
      tail = [];
      store.change({ thread: null });
    },

    /** Asks for everything that may have been missed. */
    async refresh(): Promise<void> {
      if (thread.conversationId !== null) await load(thread.conversationId, CHECKED);
    },

    async loadOlder(): Promise<void> {
      const { conversationId, hasOlderMessages, isLoadingOlder, messages } = thread;
      const oldest = messages[0]?.seq;
      if (conversationId === null || oldest === undefined || !hasOlderMessages || isLoadingOlder) return;
      thread = { ...thread, isLoadingOlder: true };
      store.changeThread({ isLoadingOlder: true });
      try {
        const older = await page(conversationId, { before_seq: oldest, limit: PAGE_SIZE });
        if (!isShown(conversationId)) return;
        // What was let go of meanwhile must not leave a hole behind this page.
        if (thread.messages[0]?.seq === oldest)
          thread = mergeMessages({ ...thread, hasOlderMessages: older.hasMore }, older.messages);
      } finally {
        if (isShown(conversationId)) {
          thread = { ...thread, isLoadingOlder: false };
          store.changeThread({ isLoadingOlder: false, hasOlder: thread.hasOlderMessages });
          show();
        }
      }
    },

    /** Whether the book knows of more than was heard of here, or nothing could be heard yet. */
    isBehind: (): boolean =>
      thread.conversationId !== null &&
      (hasFailed || revisions.hasGap || book.revisionOf(thread.conversationId) > revisions.contiguous),

    /** A change of the conversation was told, or (`isAnswer`) only where it stands now. */
    hearRevision(id: string, revision: number, isAnswer: boolean): void {
      if (isShown(id)) revisions[isAnswer ? 'expect' : 'hear'](revision);
    },

    /** An event, or an answer. */
    hear(message: WireTeamMessage): void {
      if (!isShown(message.conversation_id)) return;
      if (store.getSnapshot().thread?.isLoading) early = [...early, message];
      else thread = mergeNews(thread, [message]);
      revisions.hear(message.revision);
      show();
    },

    /** The server's message that is here under the same id. */
    known({ id, seq, conversation_id }: WireTeamMessage): WireTeamMessage | undefined {
      const found = isShown(conversation_id) ? thread.messages[placeOf(thread.messages, seq)] : undefined;
      // Whatever is in this thread has come through `soundMessage`.
      return found?.id === id ? (found as WireTeamMessage) : undefined;
    },

    find: (id: string): AgentMessage | undefined =>
      store.getSnapshot().thread?.messages.findLast((message) => message.id === id),
  };
}
