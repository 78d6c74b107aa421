import type { VisitorSession } from '../session/visitor-session.ts';
import { olderLoaded, olderLoading } from '../store/chat-reducer.ts';
import type { ChatStore } from '../store/chat-store.ts';
import { selectThread } from '../store/selectors.ts';

export interface HistoryOptions {
  readonly store: ChatStore;
  readonly session: VisitorSession;
}

const PAGE_SIZE = 50;

/**
 * Loads the page before the oldest message of the conversation that is shown, or its newest page when none is here yet.
 * Resolves at once when there is none, or while one is on its way.
 *
 * @throws {ChatError}
 */
export async function loadOlderMessages({ store, session }: HistoryOptions): Promise<void> {
  const { conversationId, messages, hasOlderMessages, isLoadingOlder } = selectThread(store.state);
  if (!conversationId || !hasOlderMessages || isLoadingOlder) return;
  store.dispatch(olderLoading(conversationId, true));
  try {
    const query = { conversation_id: conversationId, before_seq: messages[0]?.seq, limit: PAGE_SIZE };
    const page = await session.authorized('existing', 'chat/messages', { query });
    store.dispatch(olderLoaded(conversationId, page.messages, page.has_more));
  } catch (error) {
    store.dispatch(olderLoading(conversationId, false));
    throw error;
  }
}
