import type { TeamView } from '../db/team-db.ts';
import { cardButtons, type CardPlace } from './buttons.ts';
import type { ConversationJob, Delivery } from './bridge-deps.ts';
import { formatCard } from './format-card.ts';
import { formatCompactHistory } from './format-history.ts';
import { sendText, type TextTarget } from './send-text.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

/**
 * Posts the conversation's card and, when something was said before (the topic or chat is a new one), that in one short
 * message behind it. The card is recorded at once: a crash afterwards must not post it twice.
 */
export async function sendCard(
  { deps, job }: Delivery<ConversationJob>,
  target: TextTarget,
  place: CardPlace,
): Promise<number> {
  const { context } = job;
  const view = await deps.db.getTeamView({ conversationId: context.conversation.id });
  const card = await sendText(deps.api, target, formatCard(context, deps.clock(), view), {
    buttons: cardButtons(context.conversation, place, view?.is_banned),
  });
  await deps.db.recordTelegramCard({
    conversationId: context.conversation.id,
    chatId: target.chatId,
    messageId: card.message_id,
    threadId: target.threadId,
  });
  if (context.tail.length > 0) await sendText(deps.api, target, formatCompactHistory(context), { isSilent: true });
  return card.message_id;
}

/**
 * Shows the conversation's present state on its card. A card that somebody deleted is not missed. Answers what the card
 * was made from; null when the conversation is gone.
 */
export async function editCard({ deps, job }: Delivery<ConversationJob>, place: CardPlace): Promise<TeamView | null> {
  const { context } = job;
  const view = await deps.db.getTeamView({ conversationId: context.conversation.id });
  if (context.card === null) return view;
  try {
    await deps.api.editMessageText({
      chat_id: context.card.chat_id,
      message_id: context.card.message_id,
      ...formatCard(context, deps.clock(), view),
      reply_markup: cardButtons(context.conversation, place, view?.is_banned),
    });
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind !== 'not-modified' && kind !== 'no-edit-target' && kind !== 'thread-lost') throw error;
  }
  return view;
}
