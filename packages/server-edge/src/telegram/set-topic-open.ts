import type { BridgeDeps } from './bridge-deps.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

interface Topic {
  readonly chat_id: number;
  readonly thread_id: number;
}

/** Opens or closes a topic in Telegram and remembers it. A topic that already is so counts as done. */
export async function setTopicOpen({ api, db }: BridgeDeps, topic: Topic, isOpen: boolean): Promise<void> {
  const address = { chat_id: topic.chat_id, message_thread_id: topic.thread_id };
  try {
    await (isOpen ? api.reopenForumTopic(address) : api.closeForumTopic(address));
  } catch (error) {
    if (classifyTelegramFailure(error).kind !== 'not-modified') throw error;
  }
  await db.setTelegramTopicState({
    chatId: topic.chat_id,
    threadId: topic.thread_id,
    state: isOpen ? 'open' : 'closed',
  });
}

/** Telegram never tells that a topic was deleted; the next use of it fails, and that is when we forget it. */
export async function forgetTopic({ db, logger }: BridgeDeps, topic: Topic): Promise<void> {
  logger.warn('telegram.topic_lost', { chat_id: topic.chat_id, thread_id: topic.thread_id });
  await db.setTelegramTopicState({ chatId: topic.chat_id, threadId: topic.thread_id, state: 'lost' });
}
