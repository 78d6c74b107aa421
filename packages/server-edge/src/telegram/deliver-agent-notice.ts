import type { Delivery, JobOf } from './bridge-deps.ts';
import { formatted } from './formatted-text.ts';
import { cleanText } from './plain-text.ts';
import { sendParts } from './send-text.ts';
import { classifyTelegramFailure, describeFailure } from './telegram-failure.ts';

/** Says something of our own. In a topic that is gone or closed by now nobody would read it, and no lane waits for that. */
export async function deliverAgentNotice(delivery: Delivery<JobOf<'agent_notice'>>): Promise<void> {
  const { deps, job } = delivery;
  const { chat_id: chatId, payload } = job;
  const target = {
    chatId,
    threadId: payload.thread_id ?? undefined,
    replyToMessageId: payload.reply_to_message_id ?? undefined,
  };
  try {
    await sendParts(delivery, target, formatted(cleanText(payload.text)), 'notice');
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind !== 'thread-lost' && kind !== 'topic-closed') throw error;
    deps.logger.info('telegram.notice_not_shown', { chat_id: chatId, failure: describeFailure(error) });
  }
}
