import type { VisitorSession } from '../session/visitor-session.ts';
import { olderLoaded, shown } from '../store/chat-reducer.ts';
import type { ChatStore } from '../store/chat-store.ts';

export interface HistoryOptions {
  readonly store: ChatStore;
  readonly session: VisitorSession;
}

const PAGE_SIZE = 50;

/**
 * Loads the page before the oldest message. Resolves at once when there is none, or while one is on its way.
 *
 * @throws {ChatError}
 */
export async function loadOlderMessages({ store, session }: HistoryOptions): Promise<void> {
  const { conversationId, messages, hasOlderMessages, isLoadingOlder } = store.state;
  const oldest = messages[0];
  if (!conversationId || !oldest || !hasOlderMessages || isLoadingOlder) return;
  store.dispatch(shown({ isLoadingOlder: true }));
  try {
    const query = { conversation_id: conversationId, before_seq: oldest.seq, limit: PAGE_SIZE };
    const page = await session.authorized('existing', 'chat/messages', { query });
    if (store.state.conversationId === conversationId) store.dispatch(olderLoaded(page.messages, page.has_more));
  } catch (error) {
    store.dispatch(shown({ isLoadingOlder: false }));
    throw error;
  }
}
