import type { Delivery, JobOf } from './bridge-deps.ts';
import { classifyTelegramFailure, describeFailure } from './telegram-failure.ts';

/** Deletes the topic of a visitor who was erased, with everything in it. One that is gone already is what was wanted. */
export async function deliverForgottenTopic({ deps, job }: Delivery<JobOf<'forget_topic'>>): Promise<void> {
  const { chat_id, thread_id } = job.payload;
  try {
    await deps.api.deleteForumTopic({ chat_id, message_thread_id: thread_id });
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind === 'thread-lost') return;
    // Only this right is missing; the group's lane must not wait for it.
    if (kind === 'chat-unusable') throw new TopicNotDeletedError(describeFailure(error));
    throw error;
  }
}

class TopicNotDeletedError extends Error {
  override readonly name = 'TopicNotDeletedError';
  constructor(description: string) {
    super(`Delete the topic by hand, or let the bot delete messages and try again: ${description}`);
  }
}
