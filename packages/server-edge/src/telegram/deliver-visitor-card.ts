import type { ConversationJob, Delivery, JobOf } from './bridge-deps.ts';
import { editDirectCard } from './direct-card.ts';
import { topicName } from './format-card.ts';
import { editCard } from './send-card.ts';
import { classifyTelegramFailure, describeFailure } from './telegram-failure.ts';
import { showTopicIcon } from './topic-icon.ts';

/** The visitor got a name, went to another page, was blocked: the card, the topic's name and its icon follow. */
export async function deliverVisitorCard(delivery: Delivery<JobOf<'visitor_card'>>): Promise<void> {
  const { context, chat_id: chatId } = delivery.job;
  if (chatId > 0) return editDirectCard(delivery);
  const view = await editCard(delivery, context.mode === 'topics' ? 'topic' : 'group');
  if (context.mode !== 'topics' || view?.topic == null) return;
  await renameTopic(delivery, view.topic);
  await showTopicIcon(delivery.deps, context.conversation, view);
}

/** The topic is called as the visitor is. */
export async function renameTopic(
  { deps, job }: Delivery<ConversationJob>,
  topic: { readonly chat_id: number; readonly thread_id: number; readonly name: string },
): Promise<void> {
  const { context } = job;
  const name = topicName(context);
  // Without a name there is only a number, which is no reason to take away what somebody called the topic.
  if (name === topic.name || (context.visitor.name === null && context.visitor.email === null)) return;
  try {
    await deps.api.editForumTopic({ chat_id: topic.chat_id, message_thread_id: topic.thread_id, name });
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind === 'wait' || kind === 'retry' || kind === 'unknown-outcome' || kind === 'migrated') throw error;
    if (kind !== 'not-modified') {
      deps.logger.warn('telegram.topic_name_failed', { chat_id: topic.chat_id, failure: describeFailure(error) });
      return;
    }
  }
  await deps.db.recordTelegramTopic({
    visitorId: context.visitor.id,
    widgetId: context.widget_id,
    chatId: topic.chat_id,
    threadId: topic.thread_id,
    name,
  });
}
