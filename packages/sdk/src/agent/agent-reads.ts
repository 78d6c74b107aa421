import { isChatError } from '../errors.ts';
import type { CallAgent } from './agent-endpoints.ts';
import type { ConversationBook } from './conversation-book.ts';

export interface AgentReadsOptions {
  readonly call: CallAgent;
  readonly book: ConversationBook;
  /** This agent has just read up to here; the server is not told yet. */
  readonly onRead: (conversationId: string, seq: number) => void;
}

export type AgentReads = ReturnType<typeof createAgentReads>;

/**
 * Tells the server what the agent has read: only forwards, one request at a time for however many calls. What could not be
 * told stays to be told; `flush` tries again.
 */
export function createAgentReads({ call, book, onRead }: AgentReadsOptions) {
  const untold = new Map<string, number>();
  let running: Promise<void> | null = null;

  const tell = async (): Promise<void> => {
    for (const [conversation_id, seq] of untold) {
      try {
        await call('agent/read', { body: { conversation_id, seq } });
      } catch (error) {
        if (!isChatError(error)) throw error;
        // Told again after the next sync, unless the server will never want to know.
        if (error.retryable || error.status === undefined || error.status === 401) return;
      }
      if (untold.get(conversation_id) === seq) untold.delete(conversation_id);
    }
  };

  const flush = (): Promise<void> => (running ??= tell().finally(() => (running = null)));

  return {
    flush,

    /** Resolves when the server was told, or could not be. */
    async read(conversationId: string, seq: number): Promise<void> {
      if (seq <= (book.get(conversationId)?.readSeq ?? 0)) return;
      book.read(conversationId, seq);
      untold.set(conversationId, seq);
      onRead(conversationId, seq);
      await flush();
      if (untold.has(conversationId)) await flush();
    },
  };
}
