import type { Delivery, JobOf } from './bridge-deps.ts';
import { formatted } from './formatted-text.ts';
import { cleanText } from './plain-text.ts';
import { sendParts } from './send-text.ts';

export async function deliverAgentNotice(delivery: Delivery<JobOf<'agent_notice'>>): Promise<void> {
  const { chat_id: chatId, payload } = delivery.job;
  const target = { chatId, replyToMessageId: payload.reply_to_message_id ?? undefined };
  await sendParts(delivery, target, formatted(cleanText(payload.text)), 'notice');
}
