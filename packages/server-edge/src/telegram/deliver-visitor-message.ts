import type { Delivery, JobOf } from './bridge-deps.ts';
import { deliverToClaims } from './deliver-to-claims.ts';
import { formatMessage } from './format-message.ts';
import { deliverToTopic } from './deliver-to-topic.ts';

export async function deliverVisitorMessage(delivery: Delivery<JobOf<'visitor_message'>>): Promise<void> {
  const { mode, message } = delivery.job.context;
  // Taken back, or erased with its conversation, before it was sent.
  if (message === null || message.deleted_at !== null) return;
  // A visitor who claims mode gave to an agent stays there, even if the group has topics by now.
  if (mode === 'topics' && delivery.job.chat_id < 0)
    await deliverToTopic(delivery, formatMessage(delivery.job.context));
  else await deliverToClaims(delivery, formatMessage(delivery.job.context));
}
