import type { BridgeDeps } from './bridge-deps.ts';
import { findSpeaker } from './find-speaker.ts';
import type { TelegramIntent } from './telegram-intent.ts';

/** Somebody closed or reopened a topic by hand: the conversation follows, and of Telegram only the card changes. */
export async function handleTopicState(
  deps: BridgeDeps,
  { kind, place, author }: Extract<TelegramIntent, { kind: 'topic_closed' | 'topic_reopened' }>,
): Promise<void> {
  const speaker = await findSpeaker(deps, { place, author });
  if (speaker?.conversation == null) return;
  const isClosed = kind === 'topic_closed';
  await deps.db.setTelegramTopicState({
    chatId: place.chatId,
    threadId: place.threadId,
    state: isClosed ? 'closed' : 'open',
  });
  const change = { conversationId: speaker.conversation.id, agentId: speaker.agentId };
  await (isClosed ? deps.db.closeConversation(change) : deps.db.reopenConversation(change));
}
