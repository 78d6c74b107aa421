import { isChatError } from '../errors.ts';
import type { WireConversation } from '../protocol/conversation.ts';
import type { VisitorSession } from '../session/visitor-session.ts';
import { conversationCame, read } from '../store/chat-reducer.ts';
import type { ChatStore } from '../store/chat-store.ts';
import { selectThread } from '../store/selectors.ts';
import { isUnread, type Thread } from '../store/thread.ts';

export interface ReadReceiptsOptions {
  readonly store: ChatStore;
  readonly session: VisitorSession;
  /** The visitor has just read up to here; the server is not told yet. */
  readonly onRead: (conversationId: string, seq: number) => void;
  /** The server knows now. */
  readonly onTold: (conversation: WireConversation) => void;
}

/**
 * Tells the server what the visitor has read: only when something was unread, only forwards, one request at a time for
 * however many calls. What could not be told stays to be told; `flush` tries again.
 */
export function createReadReceipts({ store, session, onRead, onTold }: ReadReceiptsOptions) {
  let running: Promise<void> | null = null;

  const untold = ({ conversation, readSeq }: Thread): boolean =>
    conversation !== null && readSeq > conversation.visitor_read_seq;

  const tell = async (): Promise<void> => {
    for (;;) {
      const { other } = store.state;
      const thread = other && untold(other) ? other : store.state;
      if (!thread.conversation || !untold(thread)) return;
      try {
        const body = { conversation_id: thread.conversation.id, seq: thread.readSeq };
        const { conversation } = await session.authorized('existing', 'chat/read', { body });
        store.dispatch(conversationCame(conversation));
        onTold(conversation);
        // The server may know less than we do (a message was taken back); asking on would never end.
        if (conversation.visitor_read_seq < thread.readSeq) return;
      } catch (error) {
        if (isChatError(error)) return; // told again after the next sync
        throw error;
      }
    }
  };

  const flush = (): Promise<void> => (running ??= tell().finally(() => (running = null)));

  return {
    flush,

    /** All that is here of the shown conversation has been seen. Resolves when the server was told, or could not be. */
    async markAllRead(): Promise<void> {
      const { conversationId, messages, readSeq } = selectThread(store.state);
      const newest = messages.findLast((message) => isUnread(message, readSeq));
      if (!newest || conversationId === null) return;
      store.dispatch(read(conversationId, newest.seq));
      onRead(conversationId, newest.seq);
      await flush();
    },
  };
}
