/**
 * The card of a conversation in an agent's direct messages. Like the group's it shows how things are now. For who has
 * several conversations it also says which one gets what they write without a reply, and lets them choose another; for who
 * has let go of it, it only says who has it.
 */
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { OutboxContext } from '../db/outbox-db.ts';
import type { TeamView } from '../db/team-db.ts';
import type { BridgeDeps, Delivery, JobOf } from './bridge-deps.ts';
import { cardButtons, NO_BUTTONS, withChoice } from './buttons.ts';
import { conversationLabel, formatCard, statusLine } from './format-card.ts';
import { formatted, type FormattedText } from './formatted-text.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

interface DirectCard {
  readonly text: FormattedText;
  readonly buttons: InlineKeyboardMarkup;
}

export async function directCard(
  deps: BridgeDeps,
  {
    context,
    chatId,
    view,
  }: { readonly context: OutboxContext; readonly chatId: number; readonly view: TeamView | null },
): Promise<DirectCard> {
  const { conversation } = context;
  if (conversation.agent?.telegram_user_id !== chatId) {
    const text = formatted({ bold: conversationLabel(context) }, `\n${statusLine(conversation)}`);
    return { text, buttons: NO_BUTTONS };
  }
  const card = formatCard(context, deps.clock(), view);
  const buttons = cardButtons(conversation, 'dm', view?.is_banned);
  const route = await deps.db.findTelegramRoute({ chatId, telegramUserId: chatId });
  const isOneOfSeveral =
    route.kind === 'dm' &&
    route.open_conversations.length > 1 &&
    route.open_conversations.some(({ id }) => id === conversation.id);
  if (!isOneOfSeveral) return { text: card, buttons };
  return route.conversation?.id === conversation.id
    ? { text: { ...card, text: `${card.text}\n${ACTIVE}` }, buttons }
    : { text: card, buttons: withChoice(buttons, conversation.id) };
}

const ACTIVE = '✏️ What you write here goes to this visitor.';

/** A card that somebody deleted is not missed, and one for somebody who blocked the bot neither. */
export async function editDirectCard({ deps, job }: Delivery<JobOf<'visitor_card'>>): Promise<void> {
  const { context, chat_id: chatId, payload } = job;
  if (payload.card_message_id === undefined) return;
  const view = await deps.db.getTeamView({ conversationId: context.conversation.id });
  const { text, buttons } = await directCard(deps, { context, chatId, view });
  try {
    await deps.api.editMessageText({
      chat_id: chatId,
      message_id: payload.card_message_id,
      ...text,
      reply_markup: buttons,
    });
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind !== 'not-modified' && kind !== 'no-edit-target' && kind !== 'cannot-dm') throw error;
  }
}
