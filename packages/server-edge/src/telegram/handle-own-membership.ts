import type { BridgeDeps } from './bridge-deps.ts';
import type { TelegramIntent } from './telegram-intent.ts';

/**
 * The bot lost a group, or got it back. Telegram says so as it happens, so the group is paused before a visitor's message has
 * to find out, its owner hears of it, and whoever puts the bot back sees what has waited at once.
 */
export async function handleOwnMembership(
  { db, logger }: BridgeDeps,
  intent: Extract<TelegramIntent, { kind: 'bot_removed' | 'bot_admitted' }>,
): Promise<void> {
  const { chatId } = intent;
  const chat = await db.findTelegramChat(chatId);
  const reason = reasonToPause(intent, chat?.mode);
  if (reason !== null) logger.error('telegram.bot_removed', { chat_id: chatId, reason });
  // Somebody else's group is no business of ours.
  if (chat === null) return;
  await (reason === null ? db.resumeTelegramChat(chatId) : db.pauseTelegramChat({ chatId, reason }));
}

function reasonToPause(
  intent: Extract<TelegramIntent, { kind: 'bot_removed' | 'bot_admitted' }>,
  mode: 'topics' | 'claims' | undefined,
): string | null {
  if (intent.kind === 'bot_removed') return `the bot's membership there is now "${intent.status}"`;
  return mode === 'topics' && !intent.canManageTopics ? 'the bot may not manage topics there' : null;
}
