import type { OpenConversation } from '../db/telegram-db.ts';
import type { BridgeDeps, Conversation } from './bridge-deps.ts';
import { isInGroup } from './member-rank.ts';
import type { Author, DmPlace, TopicPlace } from './telegram-intent.ts';

/** Somebody of the team, and the conversation that what they write belongs to. */
export interface Speaker {
  readonly agentId: string;
  readonly conversation: Conversation | null;
  /** In direct messages: everything this agent holds. */
  readonly openConversations: readonly OpenConversation[];
}

/**
 * Null for everybody whom we do not know: groups that are not configured, topics that are not a visitor's, people who
 * never acted in the team's group. In a visitor's topic every member of the group may answer, and becomes an agent by doing
 * so; a public group can be written in by passers-by, who are nobody to us.
 */
export async function findSpeaker(
  deps: BridgeDeps,
  {
    place,
    author,
    replyToMessageId,
  }: { place: TopicPlace | DmPlace; author: Author; replyToMessageId?: number | null },
): Promise<Speaker | null> {
  const { db } = deps;
  const route = await db.findTelegramRoute({
    chatId: place.chatId,
    ...(place.kind === 'topic'
      ? { threadId: place.threadId }
      : { telegramUserId: author.telegramUserId, replyToMessageId: replyToMessageId ?? undefined }),
  });
  switch (route.kind) {
    case 'topic': {
      if (!(await isInGroup(deps, place.chatId, author.telegramUserId))) return null;
      const agent = await db.upsertTelegramAgent({ ...author, organizationId: route.organization_id });
      return { agentId: agent.id, conversation: route.conversation, openConversations: [] };
    }
    case 'dm':
      return { agentId: route.agent.id, conversation: route.conversation, openConversations: route.open_conversations };
    case 'none':
      return null;
  }
}
