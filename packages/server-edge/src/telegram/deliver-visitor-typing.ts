import type { Delivery, JobOf } from './bridge-deps.ts';
import { conversationPlace } from './conversation-place.ts';
import { classifyTelegramFailure, describeFailure } from './telegram-failure.ts';

/**
 * Shows that the visitor is typing. Worth one try: a refusal, flood control too, must not hold up what is said. There is no
 * other direction: Telegram tells bots nothing of people who type.
 */
export async function deliverVisitorTyping({ deps, job }: Delivery<JobOf<'visitor_typing'>>): Promise<void> {
  const place = conversationPlace(job);
  if (place === null) return;
  try {
    await deps.api.sendChatAction({
      chat_id: place.chatId,
      ...(place.threadId === undefined ? {} : { message_thread_id: place.threadId }),
      action: 'typing',
    });
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind === 'chat-unusable' || kind === 'token-invalid' || kind === 'migrated') throw error;
    deps.logger.info('telegram.typing_not_shown', { chat_id: place.chatId, failure: describeFailure(error) });
  }
}
