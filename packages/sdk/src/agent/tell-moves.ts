/** Which events follow from a change of the book. */
import type { AgentConversation } from './agent-conversation.ts';
import type { TellAgentEvent } from './agent-events.ts';
import type { AgentIdentity } from './agent-team.ts';
import type { ConversationMove } from './conversation-book.ts';
import { isQueuedFor } from './inbox-list.ts';

export interface MoveTellerOptions {
  readonly me: () => AgentIdentity | null;
  /** Whether somebody looks at it: it is in the list, or shown. */
  readonly isInView: (conversation: AgentConversation) => boolean;
  readonly tell: TellAgentEvent;
}

export function createMoveTeller({ me, isInView, tell }: MoveTellerOptions) {
  /** An event has named these; when they become known, that is news. */
  const expected = new Set<string>();
  /** The newest message that anybody here has heard of; by the server's clock. */
  let newestAt = 0;
  /** A list was here: what a later look at it brings came since, also where the list was empty. */
  let hasLooked = false;
  /** During a look at the list: what is newer than this came since the last one. */
  let lookedFrom: number | null = null;

  const isNews = ({ previous, next }: ConversationMove): boolean => {
    const isExpected = expected.delete(next.id);
    const isRecent = lookedFrom !== null && (next.lastMessage?.createdAt ?? 0) > lookedFrom;
    return previous !== null || isExpected || isRecent;
  };

  return {
    expect: (id: string): void => void expected.add(id),

    look(isLooking: boolean): void {
      lookedFrom = isLooking && hasLooked ? newestAt : null;
      if (!isLooking) hasLooked = true;
    },

    follow(move: ConversationMove): void {
      const { previous, next } = move;
      const wasNews = isNews(move);
      newestAt = Math.max(newestAt, next.lastMessage?.createdAt ?? 0);
      if (!wasNews) return;
      const identity = me();
      const myId = identity?.agent.id;
      const isMine = next.agent !== null && next.agent.id === myId;
      const isQueued = isQueuedFor(next, identity);
      if (isQueued && previous?.status !== 'queued') tell('conversation:queued', { conversation: next });
      if (isMine && previous?.agent?.id !== myId) tell('conversation:assigned', { conversation: next });
      const message = next.lastMessage;
      const isNewer = message !== null && message.seq > (previous?.lastMessage?.seq ?? 0);
      if (isNewer && message.sender === 'visitor' && (isMine || isQueued)) {
        tell('message:received', { message, conversation: next });
      }
      if (previous !== null && isInView(next)) tell('conversation:updated', { conversation: next });
    },
  };
}
