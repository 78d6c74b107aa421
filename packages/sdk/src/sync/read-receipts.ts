import { isChatError } from '../errors.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { VisitorSession } from '../session/visitor-session.ts';
import { conversationCame, read } from '../store/chat-reducer.ts';
import type { ChatStore } from '../store/chat-store.ts';
import { selectUnread } from '../store/selectors.ts';

export interface ReadReceiptsOptions {
  readonly store: ChatStore;
  readonly session: VisitorSession;
  /** The server knows now. */
  readonly onTold: (conversation: WireConversation) => void;
}

/**
 * Tells the server what the visitor has read: only when something was unread, only forwards, one request at a time for
 * however many calls. What could not be told stays to be told; `flush` tries again.
 */
export function createReadReceipts({ store, session, onTold }: ReadReceiptsOptions) {
  let running: Promise<void> | null = null;

  const tell = async (): Promise<void> => {
    for (;;) {
      const { conversation, readSeq } = store.state;
      if (!conversation || readSeq <= conversation.visitor_read_seq) return;
      try {
        const body = { conversation_id: conversation.id, seq: readSeq };
        const answer = await session.authorized('existing', 'chat/read', { body });
        store.dispatch(conversationCame(answer.conversation));
        onTold(answer.conversation);
        // The server may know less than we do (a message was taken back); asking on would never end.
        if (answer.conversation.visitor_read_seq < readSeq) return;
      } catch (error) {
        if (isChatError(error)) return; // told again after the next sync
        throw error;
      }
    }
  };

  const flush = (): Promise<void> => (running ??= tell().finally(() => (running = null)));

  return {
    flush,

    /** Everything that is here has been seen. Resolves when the server was told, or could not be. */
    async markAllRead(): Promise<void> {
      const newest = selectUnread(store.state).at(-1);
      if (!newest) return;
      store.dispatch(read(newest.seq));
      await flush();
    },
  };
}
