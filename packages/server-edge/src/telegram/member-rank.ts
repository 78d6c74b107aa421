/**
 * Who is in the team's group is an agent, who administers it may do what only admins may.
 *
 * For a command or a tap Telegram is asked at that moment, so who was removed a second ago is an outsider now. For each
 * line that somebody writes that would be many questions, so the answer is remembered for some minutes; Telegram reports
 * changes, and those are taken over at once (handle-member-change.ts).
 */
import type { BridgeDeps } from './bridge-deps.ts';
import { GROUP_ANONYMOUS_BOT_ID } from './read-author.ts';
import type { MemberRank } from './telegram-api.ts';
import { classifyTelegramFailure, describeFailure } from './telegram-failure.ts';

export interface KnownMembership {
  readonly isIn: boolean;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const REMEMBERED_MS = 3 * 60_000;
const MAX_REMEMBERED = 1_000;

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

/**
 * Whether somebody who holds a conversation, or writes in a topic, may answer. Only a clear "no" of Telegram's stops them:
 * while it does not answer, or the bot itself is out of the group, they are what they were when they began.
 */
export async function isInGroup(deps: BridgeDeps, groupChatId: number, userId: number): Promise<boolean> {
  if (userId === GROUP_ANONYMOUS_BOT_ID) return true;
  const known = deps.memberships.get(keyOf(groupChatId, userId));
  if (known !== undefined && known.until > deps.clock()) return known.isIn;
  try {
    const isIn = (await deps.api.getMemberRank({ chat_id: groupChatId, user_id: userId })) !== 'outsider';
    rememberMembership(deps, groupChatId, userId, isIn);
    return isIn;
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    deps.logger.info('telegram.membership_unknown', { chat_id: groupChatId, failure: describeFailure(error) });
    // "User not found" and its like: they were never there.
    return kind !== 'permanent' && kind !== 'cannot-dm';
  }
}

export function rememberMembership(deps: BridgeDeps, groupChatId: number, userId: number, isIn: boolean): void {
  if (deps.memberships.size >= MAX_REMEMBERED) deps.memberships.clear();
  deps.memberships.set(keyOf(groupChatId, userId), { isIn, until: deps.clock() + REMEMBERED_MS });
}

function keyOf(groupChatId: number, userId: number): string {
  return `${String(groupChatId)}:${String(userId)}`;
}
