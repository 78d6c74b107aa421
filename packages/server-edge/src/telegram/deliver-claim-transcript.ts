import type { Delivery, JobOf } from './bridge-deps.ts';
import { directCard } from './direct-card.ts';
import { isFormerMember } from './former-member.ts';
import { formatTranscript } from './format-history.ts';
import { releaseClaim } from './release-claim.ts';
import { recordPart, sendParts, sendText } from './send-text.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

/** Tells an agent who they have claimed and what was said so far, in their direct messages. */
export async function deliverClaimTranscript(delivery: Delivery<JobOf<'claim_transcript'>>): Promise<void> {
  const { deps, job, sent } = delivery;
  const { context, chat_id: chatId } = job;
  // Passed on or taken over before this was sent.
  if (context.conversation.agent?.id !== job.payload.agent_id) return;
  const holder = { conversationId: context.conversation.id, telegramUserId: chatId };
  if (await isFormerMember(deps, holder)) return;
  try {
    if ((job.sent_parts ?? 0) === 0) {
      const view = await deps.db.getTeamView({ conversationId: context.conversation.id });
      const { text, buttons } = await directCard(deps, { context, chatId, view });
      const { message_id } = await sendText(deps.api, { chatId }, text, { buttons });
      const card = { chat_id: chatId, message_id, thread_id: null, role: 'transcript', part: 1 } as const;
      sent.push(card);
      await recordPart(deps, job, card);
    }
    await sendParts(delivery, { chatId }, formatTranscript(context), 'transcript', { firstPart: 2 });
  } catch (error) {
    if (classifyTelegramFailure(error).kind !== 'cannot-dm') throw error;
    await releaseClaim(delivery, job.payload.agent_id);
  }
}
