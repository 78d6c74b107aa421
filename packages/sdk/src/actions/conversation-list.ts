/**
 * The visitor's conversations. Pages come from the server; what happens afterwards is merged: of the conversations
 * that are here (the newest one, and the one that is shown) from what is here, of the others from the news about them.
 */
import type { ClientParts } from '../client-parts.ts';
import { keepIfEqual } from '../lib/keep-if-equal.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { WireConversationPage, WireListedConversation } from '../protocol/conversation-list.ts';
import type { WireMessage } from '../protocol/message.ts';
import type { ChatConversationList, ChatListedConversation } from '../store/chat-state.ts';
import { shown } from '../store/chat-reducer.ts';
import { toConversation } from '../store/from-wire.ts';
import { isUnread, type Thread } from '../store/thread.ts';

const PAGE_SIZE = 20;
/** As far as the server counts. */
const MOST_UNREAD = 100;

export type ConversationList = ReturnType<typeof createConversationList>;

export function createConversationList({ session, store, onNews }: ClientParts) {
  /** Newest first. */
  let items: readonly WireListedConversation[] = [];
  let next: string | null = null;
  let state: 'unloaded' | 'more' | 'complete' = 'unloaded';
  let running: Promise<void> | null = null;
  let { visitorId } = store.state;
  /** Revisions of messages that are counted in `items` besides what the server had counted, by id. */
  const counted = new Map<string, number>();
  let seen: readonly Thread[] = [];

  const fetchPage = (cursor: string | null): Promise<WireConversationPage> =>
    session.authorized('existing', 'chat/conversations', { query: { cursor, limit: PAGE_SIZE } });

  const put = (changed: readonly WireListedConversation[]): void => {
    const byId = new Map(items.map((item) => [item.id, item]));
    for (const item of changed) byId.set(item.id, item);
    items = [...byId.values()].sort((a, b) => b.number - a.number);
    publish();
  };

  const publish = (): void => {
    const list = { hasMore: state !== 'complete', isLoading: running !== null };
    const known = store.state.conversations;
    const before = new Map(known?.items.map((item) => [item.id, item]));
    const listed = items.map((item) => keepIfEqual(before.get(item.id), toListed(item)) as ChatListedConversation);
    const isSame = known?.items.length === listed.length && listed.every((item, index) => item === known.items[index]);
    const conversations: ChatConversationList = Object.freeze({
      ...list,
      items: isSame ? known.items : Object.freeze(listed),
    });
    store.dispatch(shown({ conversations: keepIfEqual(known, conversations) }));
  };

  const load = async (): Promise<void> => {
    const asking = visitorId;
    try {
      const page = await fetchPage(next);
      if (asking !== visitorId) return;
      next = page.next_cursor;
      state = page.has_more ? 'more' : 'complete';
      put(page.conversations.filter(({ id, revision }) => revision >= (find(id)?.revision ?? 0)));
      mergeThreads(true);
    } finally {
      running = null;
      if (asking === visitorId) publish();
    }
  };

  const find = (id: string | null): WireListedConversation | undefined => items.find((item) => item.id === id);

  const mergeThreads = (isForced = false): void => {
    const { other } = store.state;
    const threads = other ? [store.state, other] : [store.state];
    const changed = threads.filter((thread, index) => isForced || hasChanged(seen[index], thread)).map(fromThread);
    seen = threads;
    const news = changed.filter((item) => item !== null);
    if (news.length > 0) put(news);
  };

  /** Null while too little of it is known. */
  const fromThread = (thread: Thread): WireListedConversation | null => {
    const { conversation, messages } = thread;
    if (!conversation) return null;
    const before = find(conversation.id);
    const isNewest = conversation.number > (items[0]?.number ?? 0);
    if (!before && !isNewest) return null;
    const last = messages.at(-1);
    return {
      ...before,
      ...conversation,
      last_message: last ? toExcerpt(last) : (before?.last_message ?? null),
      unread_count: messages.length > 0 ? countUnread(thread) : (before?.unread_count ?? 0),
    };
  };

  const hearMessage = (message: WireMessage): void => {
    const item = find(message.conversation_id);
    if (!item || message.revision <= item.revision || (counted.get(message.id) ?? 0) >= message.revision) return;
    const isFirst = !counted.has(message.id) && message.seq > item.last_seq;
    counted.set(message.id, message.revision);
    const isNewer = message.seq >= (item.last_message?.seq ?? 0);
    const isMore = isFirst && isUnread(message, item.visitor_read_seq);
    put([
      {
        ...item,
        last_message: isNewer ? toExcerpt(message) : item.last_message,
        unread_count: Math.min(MOST_UNREAD, item.unread_count + (isMore ? 1 : 0)),
      },
    ]);
  };

  const hearConversation = (conversation: WireConversation): void => {
    const item = find(conversation.id);
    if (!item || conversation.revision <= item.revision) return;
    const isAllRead = conversation.visitor_read_seq >= (item.last_message?.seq ?? 0);
    put([{ ...item, ...conversation, unread_count: isAllRead ? 0 : item.unread_count }]);
  };

  store.follow(() => {
    const { conversations } = store.state;
    const wasNobody = visitorId === null;
    if (store.state.visitorId !== visitorId) {
      ({ visitorId } = store.state);
      if (wasNobody && conversations !== null) return;
      [items, next, state, running, seen] = [[], null, 'unloaded', null, []];
      counted.clear();
    } else if (state !== 'unloaded') mergeThreads();
  });
  onNews((news) => {
    const id = 'message' in news ? news.message.conversation_id : news.conversation.id;
    const { conversationId, other } = store.state;
    if (state === 'unloaded' || id === conversationId || id === other?.conversationId) return;
    if ('message' in news) hearMessage(news.message);
    else hearConversation(news.conversation);
  });

  return {
    fetchPage,

    async loadConversations(): Promise<void> {
      if (running || state === 'complete') return running ?? undefined;
      if (!session.current) {
        state = 'complete';
        return publish();
      }
      running = load();
      publish();
      return running;
    },

    /** One that is known, or that the server finds. */
    async find(id: string): Promise<WireListedConversation | null> {
      const known = find(id);
      if (known || !session.current) return known ?? null;
      for (let cursor: string | null = null; ;) {
        const page: WireConversationPage = await fetchPage(cursor);
        const found = page.conversations.find((item) => item.id === id);
        if (found || !page.has_more) return found ?? null;
        cursor = page.next_cursor;
      }
    },
  };
}

function hasChanged(before: Thread | undefined, now: Thread): boolean {
  return (
    before?.messages !== now.messages || before.conversation !== now.conversation || before.readSeq !== now.readSeq
  );
}

function countUnread({ messages, readSeq, unreadBefore }: Thread): number {
  let count = unreadBefore;
  for (let index = messages.length - 1; index >= 0 && count < MOST_UNREAD; index--) {
    const message = messages[index] as WireMessage;
    if (message.seq <= readSeq) break;
    if (isUnread(message, readSeq)) count += 1;
  }
  return Math.min(count, MOST_UNREAD);
}

function toExcerpt(message: WireMessage): WireListedConversation['last_message'] {
  const { id, seq, sender, type, text, created_at, deleted_at } = message;
  return { id, seq, sender, type, text: text.slice(0, 200), created_at, deleted_at };
}

function toListed(item: WireListedConversation): ChatListedConversation {
  const { last_message: last, created_at: createdAt, unread_count: unreadCount } = item;
  return Object.freeze({
    ...toConversation(item, null),
    excerpt: last && last.text,
    updatedAt: Date.parse(last?.created_at ?? createdAt),
    unreadCount,
  });
}
