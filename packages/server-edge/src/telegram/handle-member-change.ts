import type { BridgeDeps } from './bridge-deps.ts';
import { formatted } from './formatted-text.ts';
import { RETURNED, returnToGroup } from './former-member.ts';
import { rememberMembership } from './member-rank.ts';
import { sayQuietly } from './say.ts';
import type { TelegramIntent } from './telegram-intent.ts';

/**
 * Somebody came into a team's group, left it, or was removed. What who is out had goes back to the group at once. The bot
 * hears of this only as an administrator; elsewhere the next line they or the visitor write has the same effect.
 */
export async function handleMemberChange(
  deps: BridgeDeps,
  { chatId, telegramUserId, isIn }: Extract<TelegramIntent, { kind: 'member_changed' }>,
): Promise<void> {
  if ((await deps.db.findTelegramChat(chatId)) === null) return;
  rememberMembership(deps, chatId, telegramUserId, isIn);
  if (isIn) return;
  const route = await deps.db.findTelegramRoute({ chatId: telegramUserId, telegramUserId });
  if (route.kind !== 'dm') return;
  for (const { id: conversationId } of route.open_conversations) {
    const label = await returnToGroup(deps, { conversationId, groupChatId: chatId, telegramUserId });
    if (label !== null) {
      await sayQuietly(deps, { chatId: telegramUserId }, formatted({ bold: label }, `\n${RETURNED}`));
    }
  }
}
