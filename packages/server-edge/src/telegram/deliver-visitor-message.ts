import type { Delivery, JobOf } from './bridge-deps.ts';
import { deliverToClaims } from './deliver-to-claims.ts';
import { deliverToTopic } from './deliver-to-topic.ts';
import { formatMessage } from './format-message.ts';
import { formatted } from './formatted-text.ts';
import type { Content } from './media/send-content.ts';
import { cleanText } from './plain-text.ts';

export async function deliverVisitorMessage(delivery: Delivery<JobOf<'visitor_message'>>): Promise<void> {
  const { mode, message } = delivery.job.context;
  // Taken back, or erased with its conversation, before it was sent.
  if (message === null || message.deleted_at !== null) return;
  const content = await readContent(delivery, message);
  // A visitor who claims mode gave to an agent stays there, even if the group has topics by now.
  if (mode === 'topics' && delivery.job.chat_id < 0) await deliverToTopic(delivery, content);
  else await deliverToClaims(delivery, content);
}

/** Files that cannot be had are at least named. */
async function readContent(
  { deps, job }: Delivery<JobOf<'visitor_message'>>,
  message: { readonly id: string; readonly text: string },
): Promise<Content> {
  const { attachments = [] } = job.context;
  const files =
    deps.storage === undefined || attachments.length === 0 ? [] : await deps.db.listMessageFiles(message.id);
  return files.length === 0
    ? { text: formatMessage(job.context), files }
    : { text: formatted(cleanText(message.text)), files };
}
