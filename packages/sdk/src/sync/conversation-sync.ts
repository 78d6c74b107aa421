/**
 * Catching up: "everything after revision N". However many callers ask at once, one request is under way; a call that
 * comes during one is answered by another after it, because the first may have been answered before the caller's cause.
 */
import { isChatError } from '../errors.ts';
import type { Timers } from '../lib/timers.ts';
import type { WireSync } from '../protocol/sync.ts';
import type { VisitorSession } from '../session/visitor-session.ts';
import { historyLoading, isBehind, synced } from '../store/chat-reducer.ts';
import type { ChatStore } from '../store/chat-store.ts';

export interface ConversationSyncOptions {
  readonly store: ChatStore;
  readonly session: VisitorSession;
  readonly timers: Timers;
}

/** Events of one change come as a handful of frames; one request answers for all of them. */
const GATHER_MS = 100;
/** A poll is asked again soon anyway, so it gives up earlier than other requests. */
const POLL_TIMEOUT_MS = 10_000;

export type ConversationSync = ReturnType<typeof createConversationSync>;

export function createConversationSync({ store, session, timers }: ConversationSyncOptions) {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let cancelSoon: (() => void) | null = null;

  const catchUp = async (): Promise<void> => {
    for (let hasMore = true; hasMore && session.current;) {
      store.dispatch(historyLoading);
      const { conversationId, cursor, visitorId } = store.state;
      let sync: WireSync;
      try {
        const query = { conversation_id: conversationId, after_revision: cursor };
        sync = await session.authorized('existing', 'chat/poll', { query, timeoutMs: POLL_TIMEOUT_MS });
      } catch (error) {
        // The session ended under way: there is nothing to catch up with.
        if (isChatError(error) && !session.current) return;
        throw error;
      }
      if (store.state.visitorId !== visitorId) continue;
      const knownId = store.state.conversationId;
      // A message of ours opened a conversation while we asked: the answer is older than what we know.
      if (knownId !== conversationId && knownId !== (sync.conversation?.id ?? null)) continue;
      store.dispatch(synced(sync, cursor === 0));
      hasMore = sync.has_more && store.state.cursor > cursor;
    }
  };

  /**
   * Resolves once everything up to this moment is in the store; at once when there is no session.
   *
   * @throws {ChatError}
   */
  const now = async (): Promise<void> => {
    if (running === null) return (running = catchUp().finally(() => (running = null)));
    next ??= running
      .catch(() => {}) // its own callers hear of it
      .then(() => {
        next = null;
        return now();
      });
    return next;
  };

  return {
    now,

    /** Asks a moment later if an event has shown a gap, unless something else has filled it by then. */
    fillGap(isKnownGap = false): void {
      const hasGap = (): boolean => isKnownGap || isBehind(store.state);
      if (cancelSoon || !hasGap()) return;
      cancelSoon = timers.after(GATHER_MS, () => {
        cancelSoon = null;
        if (hasGap()) now().catch(() => {}); // the HTTP layer has counted the failure, and the next poll asks again
      });
    },

    stop(): void {
      cancelSoon?.();
      cancelSoon = null;
    },
  };
}
