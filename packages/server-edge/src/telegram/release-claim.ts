import type { ConversationJob, Delivery } from './bridge-deps.ts';
import { conversationLabel } from './format-card.ts';
import { formatted } from './formatted-text.ts';
import { cleanLine } from './plain-text.ts';
import { sayQuietly } from './say.ts';
import { startLink } from './start-link.ts';

/**
 * The agent who claimed cannot be written to (never started the bot, blocked it, left Telegram). The conversation goes
 * back to the group, and the group gets the link with which the agent can start the bot and have it after all.
 */
export async function releaseClaim({ deps, job }: Delivery<ConversationJob>, agentId: string): Promise<void> {
  const { context } = job;
  const { conversation } = context;
  deps.logger.warn('telegram.agent_unreachable', { agent_id: agentId, conversation_id: conversation.id });
  await deps.db.upsertTelegramAgent({
    organizationId: context.organization_id,
    telegramUserId: job.chat_id,
    name: conversation.agent?.name ?? '',
    dmStarted: false,
  });
  await deps.db.passConversation({ conversationId: conversation.id, agentId });
  if (context.group_chat_id === null) return;
  const name = cleanLine(conversation.agent?.name ?? '', 100) || 'The agent';
  const url = startLink(deps.bot.username, {
    conversationId: conversation.id,
    groupChatId: context.group_chat_id,
    madeAt: deps.clock(),
  });
  await sayQuietly(
    deps,
    { chatId: context.group_chat_id, replyToMessageId: context.card?.message_id },
    formatted(
      { bold: conversationLabel(context) },
      `\n${name} cannot get direct messages from me yet. Start me first:`,
    ),
    { inline_keyboard: [[{ text: 'Start and claim', url }]] },
  );
}
