import type { FoundTelegramMessage } from '../db/telegram-db.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { isFormerMember } from './former-member.ts';
import { hint } from './hint.ts';
import { isRefusal } from './refusal.ts';
import { STILL_IN_TELEGRAM, takeBack } from './take-back.ts';
import type { TelegramIntent } from './telegram-intent.ts';

type Reaction = Extract<TelegramIntent, { kind: 'reaction' }>;

/** 🗑 is none of the reactions that Telegram offers so far; the broken heart is, and nobody gives it to themselves otherwise. */
const TAKE_BACK = ['🗑', '💔'];

/**
 * A reaction to a visitor's message says that an agent has seen it, and a certain one to their own takes it back. Only
 * people who are agents already count: looking on makes nobody one. Telegram sends no reactions of bots, ours included.
 */
export async function handleReaction(deps: BridgeDeps, intent: Reaction): Promise<void> {
  const { chatId, messageId, author } = intent;
  const found = await deps.db.findTelegramMessage({
    chatId,
    telegramMessageId: messageId,
    telegramUserId: author.telegramUserId,
  });
  if (found?.agent_id == null) return;
  const holder = { conversationId: found.conversation_id, telegramUserId: author.telegramUserId };
  if (chatId > 0 && (await isFormerMember(deps, holder))) return;
  try {
    await obey(deps, intent, found, found.agent_id);
  } catch (error) {
    // The conversation or the agent has gone meanwhile; a reaction expects no answer.
    if (!isRefusal(error)) throw error;
    deps.logger.info('telegram.reaction_refused', { chat_id: chatId, sqlstate: error.sqlstate });
  }
}

async function obey(deps: BridgeDeps, intent: Reaction, found: FoundTelegramMessage, agentId: string): Promise<void> {
  const { chatId, messageId, emoji } = intent;
  if (found.sender_kind === 'visitor') {
    await deps.db.markConversationRead({ conversationId: found.conversation_id, agentId, seq: found.seq });
    return;
  }
  if (!found.is_own || !emoji.some((one) => TAKE_BACK.includes(one))) return;
  const taken = await takeBack(deps, { chatId, messageId, agentId }, found);
  if (taken !== 'for_visitor') return;
  const { thread_id: threadId } = found;
  const place =
    threadId === null ? ({ kind: 'general', chatId } as const) : ({ kind: 'topic', chatId, threadId } as const);
  await hint(deps, { place, messageId }, STILL_IN_TELEGRAM);
}
