/**
 * A visitor's message in claims mode: while nobody has the conversation, as a reply to its card in the group; afterwards
 * into the direct messages of whoever claimed it. Each one names its conversation, because agents hold several.
 */
import type { ConversationJob, Delivery, JobOf } from './bridge-deps.ts';
import { conversationLabel } from './format-card.ts';
import { returnToGroup } from './former-member.ts';
import { formatted, type FormattedText, type Span } from './formatted-text.ts';
import { sendContent, type Content } from './media/send-content.ts';
import { isInGroup } from './member-rank.ts';
import { releaseClaim } from './release-claim.ts';
import { sendCard } from './send-card.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

export async function deliverToClaims(delivery: Delivery<JobOf<'visitor_message'>>, content: Content): Promise<void> {
  const { job } = delivery;
  const labelled = { ...content, text: labelledText({ bold: conversationLabel(job.context) }, content.text.text) };
  const holder = job.context.conversation.agent;
  const isForGroup = job.chat_id < 0;
  if (isForGroup || holder === null) return sendToGroup(delivery, labelled);
  // Somebody else claimed meanwhile: their transcript, read later than this message was written, holds it.
  if (holder.telegram_user_id !== job.chat_id) return;
  const { group_chat_id: groupChatId } = job.context;
  if (groupChatId !== null && !(await isInGroup(delivery.deps, groupChatId, job.chat_id))) {
    const { id: conversationId } = job.context.conversation;
    await returnToGroup(delivery.deps, { conversationId, telegramUserId: job.chat_id, groupChatId });
    return sendToGroup(delivery, labelled);
  }
  try {
    const replyToMessageId = job.context.message?.reply_to_message_id ?? undefined;
    await sendContent(delivery, { chatId: job.chat_id, replyToMessageId }, labelled);
  } catch (error) {
    if (classifyTelegramFailure(error).kind !== 'cannot-dm') throw error;
    await releaseClaim(delivery, holder.id);
    await sendToGroup(delivery, labelled);
  }
}

async function sendToGroup(delivery: Delivery<ConversationJob>, content: Content): Promise<void> {
  const { job } = delivery;
  const { card, group_chat_id: groupChatId } = job.context;
  const chatId = job.chat_id < 0 ? job.chat_id : (groupChatId ?? job.chat_id);
  const replyToMessageId = card?.chat_id === chatId ? card.message_id : await sendCard(delivery, { chatId }, 'group');
  await sendContent(delivery, { chatId, replyToMessageId }, content);
}

function labelledText(label: Span, text: string): FormattedText {
  return text === '' ? formatted(label) : formatted(label, `\n${text}`);
}
