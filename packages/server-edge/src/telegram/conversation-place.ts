/** Where a conversation is shown in Telegram, for lines that follow it there but never make the place. */
import type { ConversationJob, Delivery } from './bridge-deps.ts';
import type { FormattedText } from './formatted-text.ts';
import type { SentTelegramMessage } from '../db/outbox-db.ts';
import { sendParts, type PartOptions, type TextTarget } from './send-text.ts';
import { forgetTopic, setTopicOpen } from './set-topic-open.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

/** The visitor's topic, below the card, or the direct messages of whoever claimed; null where there is none of these. */
export function conversationPlace({ chat_id: chatId, context }: ConversationJob): TextTarget | null {
  const { mode, topic, card } = context;
  if (chatId > 0) return { chatId };
  if (mode !== 'topics') return card?.chat_id === chatId ? { chatId, replyToMessageId: card.message_id } : null;
  return topic?.chat_id === chatId && topic.state !== 'lost' ? { chatId, threadId: topic.thread_id } : null;
}

/** False when the topic turned out to be deleted: it is forgotten, and the next message of the visitor makes a new one. */
export async function sendIntoPlace(
  delivery: Delivery<ConversationJob>,
  place: TextTarget,
  text: FormattedText,
  role: SentTelegramMessage['role'],
  options: PartOptions = {},
): Promise<boolean> {
  const { threadId } = place;
  if (threadId === undefined) {
    await sendParts(delivery, place, text, role, options);
    return true;
  }
  const topic = { chat_id: place.chatId, thread_id: threadId };
  for (let hasReopened = false; ; hasReopened = true) {
    try {
      await sendParts(delivery, place, text, role, options);
      return true;
    } catch (error) {
      const { kind } = classifyTelegramFailure(error);
      if (kind === 'thread-lost') {
        await forgetTopic(delivery.deps, topic);
        return false;
      }
      if (kind !== 'topic-closed' || hasReopened) throw error;
      await setTopicOpen(delivery.deps, topic, true);
    }
  }
}
