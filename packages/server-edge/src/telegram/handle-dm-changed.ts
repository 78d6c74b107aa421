import type { BridgeDeps } from './bridge-deps.ts';
import type { TelegramIntent } from './telegram-intent.ts';

/** An agent blocked the bot or came back. Strangers who start it are nobody's agent yet. */
export async function handleDmChanged(
  { db }: BridgeDeps,
  { author, isStarted }: Extract<TelegramIntent, { kind: 'dm_changed' }>,
): Promise<void> {
  const route = await db.findTelegramRoute({ chatId: author.telegramUserId, telegramUserId: author.telegramUserId });
  if (route.kind !== 'dm') return;
  await db.upsertTelegramAgent({ ...author, organizationId: route.agent.organization_id, dmStarted: isStarted });
}
