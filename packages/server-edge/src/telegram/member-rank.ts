/**
 * What somebody may do, asked of Telegram at the moment they do it: who is in the team's group is an agent, who
 * administers it may do what only admins may. Nothing is remembered, so who was removed a second ago is an outsider now.
 */
import type { BridgeDeps } from './bridge-deps.ts';
import { GROUP_ANONYMOUS_BOT_ID } from './read-author.ts';
import type { MemberRank } from './telegram-api.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

export async function findMemberRank({ api }: BridgeDeps, groupChatId: number, userId: number): Promise<MemberRank> {
  // Only administrators can hide behind their group.
  if (userId === GROUP_ANONYMOUS_BOT_ID) return 'admin';
  try {
    return await api.getMemberRank({ chat_id: groupChatId, user_id: userId });
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind === 'permanent' || kind === 'chat-unusable' || kind === 'cannot-dm') return 'outsider';
    throw error;
  }
}
