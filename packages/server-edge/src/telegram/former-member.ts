/**
 * Somebody who holds a conversation and has left the team's group, or was removed. What they write reaches nobody, what the
 * visitor writes no longer reaches them, and the conversation goes back to the group, which sees it.
 */
import type { BridgeDeps } from './bridge-deps.ts';
import { conversationLabel } from './format-card.ts';
import { isInGroup } from './member-rank.ts';
import { isRefusal } from './refusal.ts';

export const RETURNED = 'You are not in the team’s group any more, so this conversation went back to it.';

interface Holder {
  readonly conversationId: string;
  readonly telegramUserId: number;
}

/** Whether they are out; if so, the conversation is with the group again. */
export async function isFormerMember(deps: BridgeDeps, holder: Holder): Promise<boolean> {
  const groupChatId = (await deps.db.getTeamView({ conversationId: holder.conversationId }))?.group_chat_id ?? null;
  if (groupChatId === null || (await isInGroup(deps, groupChatId, holder.telegramUserId))) return false;
  await returnToGroup(deps, { ...holder, groupChatId });
  return true;
}

/** The conversation's label; null when it is not theirs, or another group answers for it. */
export async function returnToGroup(
  { db, logger }: BridgeDeps,
  { conversationId, telegramUserId, groupChatId }: Holder & { readonly groupChatId: number },
): Promise<string | null> {
  const view = await db.getTeamView({ conversationId });
  const holder = view?.conversation.agent;
  if (view === null || holder?.telegram_user_id !== telegramUserId || view.group_chat_id !== groupChatId) return null;
  try {
    const { outcome } = await db.passConversation({ conversationId, agentId: holder.id });
    if (outcome !== 'passed') return null;
  } catch (error) {
    // Deactivated or erased meanwhile: then somebody else has taken care of it.
    if (!isRefusal(error)) throw error;
    return null;
  }
  logger.warn('telegram.conversation_returned', { conversation_id: conversationId, chat_id: groupChatId });
  return conversationLabel(view);
}
