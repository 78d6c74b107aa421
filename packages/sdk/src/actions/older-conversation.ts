/**
 * An older conversation in place of the newest one, which goes on being watched. News about it come as events; where
 * one was missed, or none can come, its end is asked for again.
 */
import type { ClientParts } from '../client-parts.ts';
import { ChatError } from '../errors.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { WireListedConversation } from '../protocol/conversation-list.ts';
import { type ChatAction, isBehind, shown } from '../store/chat-reducer.ts';
import { isUnread, mergeConversation, mergeMessages, NO_CONVERSATION, type Thread } from '../store/thread.ts';
import { loadOlderMessages } from '../sync/history.ts';
import type { ConversationList } from './conversation-list.ts';

const PAGE_SIZE = 100;
/** Messages before the newest known one that are asked for again, because they may have been changed. */
const OVERLAP = 30;
/** While nothing tells of news. Nobody expects much of an old conversation. */
const POLL_MS = 10_000;

export function createOlderConversation(parts: ClientParts, list: ConversationList) {
  const { session, store, timers, logger, signal } = parts;
  let latest = {};
  let isRefreshing = false;
  let cancelPoll: (() => void) | null = null;
  /** While it is set, a failure is not long ago. */
  let cancelRetry: (() => void) | null = null;
  let { connection } = store.state;
  let asked: string | null = null;

  const refresh = async (): Promise<void> => {
    const { other } = store.state;
    if (!other?.conversationId || isRefreshing || cancelRetry) return;
    const { conversationId, messages, highestRevision } = other;
    isRefreshing = true;
    try {
      let afterSeq = Math.max(0, (messages.at(-1)?.seq ?? 0) - OVERLAP);
      for (let hasMore = true; hasMore;) {
        const query = { conversation_id: conversationId, after_seq: afterSeq, limit: PAGE_SIZE };
        const page = await session.authorized('existing', 'chat/messages', { query });
        changeOther(conversationId, (thread) => mergeMessages(thread, page.messages));
        const last = page.messages.at(-1)?.seq ?? afterSeq;
        hasMore = page.has_more && last > afterSeq;
        afterSeq = last;
      }
      const found = (await list.fetchPage(null)).conversations.find(({ id }) => id === conversationId);
      changeOther(conversationId, (thread) => ({
        ...(found ? mergeConversation(thread, toWire(found)) : thread),
        contiguousRevision: Math.max(thread.contiguousRevision, highestRevision),
      }));
    } catch (error) {
      logger('debug', 'The older conversation could not be looked at again.', error);
      if (signal.aborted) return;
      cancelRetry = timers.after(POLL_MS, () => {
        cancelRetry = null;
        void refresh();
      });
    } finally {
      isRefreshing = false;
    }
    // Something else was missed meanwhile.
    if (store.state.other && isBehind(store.state.other)) await refresh();
  };

  const changeOther = (conversationId: string, change: (thread: Thread) => Thread): void => {
    const action: ChatAction = (state) =>
      state.other?.conversationId === conversationId ? shown({ other: change(state.other) })(state) : state;
    if (!signal.aborted) store.dispatch(action);
  };

  const poll = (): void => {
    cancelPoll = timers.after(POLL_MS, () => void refresh().then(() => cancelPoll && poll()));
  };

  store.follow(() => {
    const { other, isOpen } = store.state;
    const before = connection;
    ({ connection } = store.state);
    const isPolling = other !== null && isOpen && connection === 'polling';
    if (isPolling && !cancelPoll) poll();
    else if (!isPolling) stop();
    const isBack = connection !== before && (connection === 'live' || connection === 'polling');
    if (other && (isBack || isBehind(other)) && other.messages.length > 0) void refresh();
  });

  const stop = (): void => {
    cancelPoll?.();
    cancelPoll = null;
  };
  signal.addEventListener('abort', () => {
    stop();
    cancelRetry?.();
  });

  return {
    async openConversation(conversationId: string | null): Promise<void> {
      const call = {};
      latest = call;
      if (conversationId === null || conversationId === store.state.conversationId) {
        store.dispatch(shown({ other: null }));
        return;
      }
      const before = store.state.other;
      if (before?.conversationId === conversationId) return;
      const found = await list.find(conversationId);
      if (call !== latest) return;
      if (!found) throw new ChatError('conversation_not_found', 'There is no such conversation.');
      store.dispatch(shown({ other: toThread(found) }));
      try {
        await loadOlderMessages(parts);
      } catch (error) {
        if (call === latest && store.state.other?.conversationId === conversationId)
          store.dispatch(shown({ other: before }));
        throw error;
      }
      changeOther(conversationId, (thread) => withUnreadBefore(thread, found));
    },

    /** Of the newest conversation only the last page is here, and what is unread reaches beyond: the server has counted. */
    async countUnread(): Promise<void> {
      const { conversationId, conversation } = store.state;
      // Once for every mark that the server knows: what lies in front of it does not change otherwise.
      const question = `${conversationId} ${conversation?.visitor_read_seq}`;
      if (question === asked) return;
      asked = question;
      let found: WireListedConversation | undefined;
      try {
        found = (await list.fetchPage(null)).conversations.find(({ id }) => id === conversationId);
      } catch (error) {
        asked = null;
        throw error;
      }
      // Counted with something that is not here yet, or without something that is: the next sync asks again.
      if (found && found.revision !== store.state.contiguousRevision) asked = null;
      else if (found) store.dispatch((state) => withUnreadBefore(state, found));
    },
  };
}

function withUnreadBefore<Known extends Thread>(thread: Known, found: WireListedConversation): Known {
  if (thread.conversationId !== found.id || !thread.hasOlderMessages) return thread;
  const here = thread.messages.filter((message) => isUnread(message, found.visitor_read_seq)).length;
  return { ...thread, unreadBefore: Math.max(0, found.unread_count - here) };
}

function toThread(found: WireListedConversation): Thread {
  const { id, revision, last_seq: lastSeq, visitor_read_seq: readSeq } = found;
  return {
    ...NO_CONVERSATION,
    conversationId: id,
    conversation: toWire(found),
    hasOlderMessages: lastSeq > 0,
    contiguousRevision: revision,
    highestRevision: revision,
    readSeq,
  };
}

function toWire({ last_message: _, unread_count: __, ...conversation }: WireListedConversation): WireConversation {
  return conversation;
}
