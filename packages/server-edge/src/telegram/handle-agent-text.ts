import type { NewAgentMessage } from '../db/agent-db.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { agentMessageId } from './agent-message-id.ts';
import { visitorName } from './format-card.ts';
import { findSpeaker, type Speaker } from './find-speaker.ts';
import { isFormerMember, RETURNED } from './former-member.ts';
import { hint } from './hint.ts';
import { sayRefusal } from './refusal.ts';
import { describeFailure } from './telegram-failure.ts';
import type { AgentWords, TelegramIntent } from './telegram-intent.ts';
import { telegramRef } from './telegram-ref.ts';

type AgentText = Extract<TelegramIntent, { kind: 'agent_message' | 'internal_note' }>;
type Answer = AgentText | Extract<TelegramIntent, { kind: 'agent_media' }>;

/** An answer goes to the visitor, a note to the team. Idempotent: the message's id comes from its place in Telegram. */
export async function handleAgentText(deps: BridgeDeps, intent: AgentText): Promise<void> {
  try {
    await relayAnswer(deps, intent, intent.kind === 'internal_note', async (owner) => {
      const { place, messageId } = intent;
      await deps.db.postAgentMessage({
        ...owner,
        messageId: await agentMessageId(deps.bot.id, place.chatId, messageId),
        text: intent.text,
        ...contentOf(intent),
        internal: intent.kind === 'internal_note',
        telegram: telegramRef(deps, intent),
      });
      return true;
    });
  } catch (error) {
    await sayRefusal(deps, intent, error);
  }
}

/** A message's formatting as the database takes it. */
export function contentOf({ entities }: Pick<AgentWords, 'entities'>): Pick<NewAgentMessage, 'content'> {
  return entities === undefined ? {} : { content: { entities } };
}

/**
 * Finds whose conversation it is, has it posted, and says what the agent should know. `post` answers false when what it
 * posted only goes on with something before: then there is nothing more to say.
 */
export async function relayAnswer(
  deps: BridgeDeps,
  intent: Answer,
  isNote: boolean,
  post: (owner: { readonly conversationId: string; readonly agentId: string }) => Promise<boolean>,
): Promise<void> {
  const { place } = intent;
  const speaker = await findSpeaker(deps, intent);
  if (speaker === null) {
    deps.logger.info('telegram.message_without_conversation', { chat_id: place.chatId });
    return;
  }
  if (speaker.conversation === null) return hint(deps, intent, nothingToAnswer(speaker, intent));
  if (place.kind === 'dm') {
    const holder = { conversationId: speaker.conversation.id, telegramUserId: intent.author.telegramUserId };
    if (await isFormerMember(deps, holder)) return hint(deps, intent, `Not sent. ${RETURNED}`);
  }

  if (intent.replyToMessageId !== null && speaker.openConversations.length > 1) {
    // Whom one has just answered by a reply, one goes on with.
    await deps.db.setAgentConversation({ conversationId: speaker.conversation.id, agentId: speaker.agentId });
  }
  const isFirst = await post({ conversationId: speaker.conversation.id, agentId: speaker.agentId });
  if (isNote) await markAsNote(deps, intent);
  else if (isFirst && intent.replyToMessageId === null && speaker.openConversations.length > 1)
    await sayWhoGotIt(deps, intent, speaker);
}

function nothingToAnswer({ openConversations }: Speaker, { replyToMessageId }: Answer): string {
  if (replyToMessageId !== null) return 'Not sent: this conversation is not yours any more.';
  return openConversations.length === 0
    ? 'Not sent: you have no open conversation. Claim one in the group.'
    : 'Not sent: reply to a message of the visitor.';
}

/** The pen says "noted" without a message of its own. */
async function markAsNote({ api, logger }: BridgeDeps, { place, messageId }: Answer): Promise<void> {
  try {
    await api.setMessageReaction({ chat_id: place.chatId, message_id: messageId, emoji: '✍' });
  } catch (error) {
    logger.info('telegram.reaction_failed', { chat_id: place.chatId, failure: describeFailure(error) });
  }
}

async function sayWhoGotIt(deps: BridgeDeps, intent: Answer, { conversation }: Speaker): Promise<void> {
  if (conversation === null) return;
  const name = visitorName({ name: conversation.visitor_name, email: null });
  await hint(
    deps,
    intent,
    `Sent to ${name} · #${String(conversation.number)}. To answer somebody else, reply to one of their messages.`,
  );
}
