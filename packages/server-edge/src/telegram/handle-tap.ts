/**
 * A tap on a button. Answered exactly once, whatever happens: until then the agent's app shows a spinner, and a second
 * answer is an error. Since a tap lives only for moments, a failure is said to the agent, who can tap again, and is not
 * retried behind their back.
 *
 * Trusted: that Telegram says truly who tapped on which message. Not trusted: the data, which any client can make up. So
 * the group must be ours and the person in it, the conversation must belong to the same organization (the database
 * checks), and a button in direct messages counts as one in the group that answers for its conversation.
 */
import type { BridgeDeps } from './bridge-deps.ts';
import { NO_BUTTONS } from './buttons.ts';
import { returnToGroup } from './former-member.ts';
import { findMemberRank } from './member-rank.ts';
import { isStateAction, performTap, type TapMessage } from './perform-tap.ts';
import { isRefusal } from './refusal.ts';
import { startLink } from './start-link.ts';
import type { CallbackAnswer } from './telegram-api.ts';
import { describeFailure, isTelegramError } from './telegram-failure.ts';
import type { TelegramIntent } from './telegram-intent.ts';

type AnyTap = Extract<TelegramIntent, { kind: 'tap' | 'unknown_tap' }>;
type Tap = Extract<AnyTap, { kind: 'tap' }>;
type Answer = Omit<CallbackAnswer, 'callback_query_id'>;

const TOO_OLD = 'This button no longer works.';
const NOT_YOURS = 'This button is not for you.';

export async function handleTap(deps: BridgeDeps, tap: AnyTap): Promise<void> {
  let answer: Answer;
  try {
    answer = tap.kind === 'unknown_tap' || tap.message === null ? { text: TOO_OLD } : await act(deps, tap, tap.message);
  } catch (error) {
    deps.logger.error('telegram.tap_failed', {
      kind: tap.kind,
      failure: describeFailure(error),
      error: isTelegramError(error) ? undefined : error,
    });
    answer = isRefusal(error)
      ? { text: NOT_YOURS }
      : { text: 'Something went wrong. Please tap again.', show_alert: true };
  }
  try {
    await deps.api.answerCallbackQuery({ callback_query_id: tap.queryId, ...answer });
  } catch (error) {
    // Most often the tap is too old to be answered; what it did is done all the same.
    deps.logger.info('telegram.tap_unanswered', { failure: describeFailure(error) });
  }
}

async function act(deps: BridgeDeps, tap: Tap, message: TapMessage): Promise<Answer> {
  return message.chatId > 0 ? actInDm(deps, tap, message) : actInGroup(deps, tap, message);
}

async function actInGroup(deps: BridgeDeps, tap: Tap, message: TapMessage): Promise<Answer> {
  const { author, action, conversationId } = tap;
  const { chatId } = message;
  const chat = await deps.db.findTelegramChat(chatId);
  if (chat === null) return { text: NOT_YOURS };
  // Anybody can see and tap the buttons of a public group.
  const rank = await findMemberRank(deps, chatId, author.telegramUserId);
  if (rank === 'outsider') return { text: NOT_YOURS };
  const agent = await deps.db.upsertTelegramAgent({ ...author, organizationId: chat.organization_id });
  if (action === 'claim' && chat.mode === 'claims' && !agent.dm_started) {
    // Claiming first would take the conversation away from the others before this agent can see it.
    return { url: startLink(deps.bot.username, { conversationId, groupChatId: chatId, madeAt: deps.clock() }) };
  }
  const { text } = await performTap(deps, tap, {
    message,
    agentId: agent.id,
    isAdmin: rank === 'admin',
    isShared: chat.mode === 'topics',
  });
  return { text };
}

/**
 * In direct messages the button's conversation says which team it is about: somebody may answer for several. They act as
 * the agent they are there, and only as long as they are in that team's group.
 */
async function actInDm(deps: BridgeDeps, tap: Tap, message: TapMessage): Promise<Answer> {
  const { action, author, conversationId } = tap;
  const { telegramUserId } = author;
  // Nobody becomes an agent here: what made them one was done in a group.
  const route = await deps.db.findTelegramRoute({ chatId: message.chatId, telegramUserId });
  if (route.kind !== 'dm') return { text: NOT_YOURS };
  const view = await deps.db.getTeamView({ conversationId });
  if (view === null || view.group_chat_id === null) return { text: TOO_OLD };
  const rank = await findMemberRank(deps, view.group_chat_id, telegramUserId);
  if (rank === 'outsider') {
    await returnToGroup(deps, { conversationId, telegramUserId, groupChatId: view.group_chat_id });
    return { text: NOT_YOURS };
  }
  const agent = await deps.db.upsertTelegramAgent({
    ...author,
    organizationId: view.conversation.organization_id,
    dmStarted: true,
  });
  const { text, isDone } = await performTap(deps, tap, {
    message,
    agentId: agent.id,
    isAdmin: rank === 'admin',
    isShared: false,
  });
  if (isDone && isStateAction(action)) await removeButtons(deps, message);
  return { text };
}

/** The group's card is kept in step by the outbox; nothing else would take the buttons off a direct message. */
async function removeButtons({ api, logger }: BridgeDeps, message: TapMessage): Promise<void> {
  try {
    await api.editMessageReplyMarkup({
      chat_id: message.chatId,
      message_id: message.messageId,
      reply_markup: NO_BUTTONS,
    });
  } catch (error) {
    logger.info('telegram.buttons_left', { failure: describeFailure(error) });
  }
}
