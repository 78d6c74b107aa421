import type { Delivery, JobOf } from './bridge-deps.ts';
import { forgetReadMark, readMarkOf } from './read-mark.ts';
import { classifyTelegramFailure, describeFailure } from './telegram-failure.ts';

/**
 * Marks an agent's message that the visitor has had on a visible screen; that is the only sign of reading there is, and
 * the newest marked message speaks for those above it. Worth one try: a message that is gone, reactions that were switched
 * off, flood control too, must not hold up what is said.
 */
export async function deliverReadReceipt({ deps, job }: Delivery<JobOf<'read_receipt'>>): Promise<void> {
  const { api, logger, readMarks } = deps;
  const { chat_id: chatId, payload, context } = job;
  // Taken back meanwhile.
  if (context.message === null || context.message.deleted_at !== null) return;
  const former = readMarks.get(chatId);
  try {
    const emoji = await readMarkOf(deps, chatId);
    if (emoji !== null)
      await api.setMessageReaction({ chat_id: chatId, message_id: payload.telegram_message_id, emoji });
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind === 'chat-unusable' || kind === 'token-invalid' || kind === 'migrated') throw error;
    if (/REACTION/.test(describeFailure(error))) forgetReadMark(deps, chatId, former);
    logger.info('telegram.receipt_not_shown', { chat_id: chatId, failure: describeFailure(error) });
  }
}
