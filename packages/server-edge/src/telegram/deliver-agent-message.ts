import type { Delivery, JobOf } from './bridge-deps.ts';
import { conversationPlace, sendIntoPlace } from './conversation-place.ts';
import { conversationLabel } from './format-card.ts';
import { formatMessage, senderSpans } from './format-message.ts';
import { formatted } from './formatted-text.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

/** Shows in Telegram what an agent answered elsewhere, so that the team there knows. Nobody waits for it. */
export async function deliverAgentMessage(delivery: Delivery<JobOf<'agent_message'>>): Promise<void> {
  const { deps, job } = delivery;
  const { context, chat_id: chatId } = job;
  const place = conversationPlace(job);
  if (place === null || context.message === null || context.message.deleted_at !== null) return;
  // Somebody else has it by now; their transcript holds this line.
  if (chatId > 0 && context.conversation.agent?.telegram_user_id !== chatId) return;
  const label = place.threadId === undefined ? [{ bold: conversationLabel(context) }, '\n'] : [];
  try {
    await sendIntoPlace(
      delivery,
      // Where nothing is quoted, the conversation's card is what it answers.
      { ...place, replyToMessageId: context.message.reply_to_message_id ?? place.replyToMessageId },
      formatted(...label, ...senderSpans(context), formatMessage(context)),
      'message',
    );
  } catch (error) {
    if (classifyTelegramFailure(error).kind !== 'cannot-dm') throw error;
    deps.logger.info('telegram.mirror_not_wanted', { chat_id: chatId, conversation_id: context.conversation.id });
  }
}
