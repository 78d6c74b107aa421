import type { BridgeDeps } from './bridge-deps.ts';
import { findSpeaker } from './find-speaker.ts';
import { hint } from './hint.ts';
import { findMemberRank } from './member-rank.ts';
import { isRefusal } from './refusal.ts';
import { STILL_IN_TELEGRAM, takeBack } from './take-back.ts';
import type { TelegramIntent } from './telegram-intent.ts';

/** `/del`, as a reply: the message it answers is taken back. */
export async function handleDeletion(
  deps: BridgeDeps,
  intent: Extract<TelegramIntent, { kind: 'deletion' }>,
): Promise<void> {
  const { place, author, replyToMessageId: messageId } = intent;
  if ((await findSpeaker(deps, { place, author })) === null) return;
  if (messageId === null) return hint(deps, intent, 'Write /del as a reply to the message you want to take back.');

  const { chatId } = place;
  const found = await deps.db.findTelegramMessage({
    chatId,
    telegramMessageId: messageId,
    telegramUserId: author.telegramUserId,
  });
  if (found?.agent_id == null) return hint(deps, intent, NOT_OURS);
  if (await hasLeft(deps, intent, found.conversation_id)) {
    return hint(deps, intent, 'You are not in the team’s group any more.');
  }
  try {
    const taken = await takeBack(deps, { chatId, messageId, agentId: found.agent_id }, found);
    if (taken === 'unknown') return await hint(deps, intent, NOT_OURS);
    const isNote = found.is_internal ? 'Taken back.' : 'Taken back: the visitor no longer sees it.';
    await hint(deps, intent, taken === 'everywhere' ? isNote : STILL_IN_TELEGRAM);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await hint(deps, intent, 'Not taken back: only who wrote a message, or an admin, may do that.');
  }
}

/** Whoever writes in the group's topic is in the group; direct messages go on after somebody was removed. */
async function hasLeft(
  deps: BridgeDeps,
  { place, author }: Extract<TelegramIntent, { kind: 'deletion' }>,
  conversationId: string,
): Promise<boolean> {
  if (place.kind === 'topic') return false;
  const group = (await deps.db.getTeamView({ conversationId }))?.group_chat_id ?? null;
  return group !== null && (await findMemberRank(deps, group, author.telegramUserId)) === 'outsider';
}

const NOT_OURS = 'Nothing was taken back: this message never went to the visitor.';
