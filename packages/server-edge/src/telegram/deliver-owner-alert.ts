import type { Delivery, JobOf } from './bridge-deps.ts';
import { formatted } from './formatted-text.ts';
import { cleanLine } from './plain-text.ts';
import { sendParts } from './send-text.ts';

/** Tells an owner, in their direct messages, that the bot may not write in the team's group. */
export async function deliverOwnerAlert(delivery: Delivery<JobOf<'owner_alert'>>): Promise<void> {
  const { chat_id: chatId, payload } = delivery.job;
  const group = cleanLine(payload.title ?? '', 200) || `the group ${String(payload.chat_id)}`;
  const text = formatted(
    'I cannot write in ',
    { bold: group },
    `: ${cleanLine(payload.reason, 300)}\nMessages of visitors wait here until I am an administrator there again.`,
  );
  await sendParts(delivery, { chatId }, text, 'notice');
}
