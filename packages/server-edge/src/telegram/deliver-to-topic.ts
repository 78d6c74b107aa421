/**
 * A visitor's message in topics mode: into the visitor's topic, which is made, reopened or made anew as needed.
 *
 * The lane is the lock: the deliveries of one group run one at a time, so no visitor gets two topics. The topic is
 * recorded before anything is written into it. A topic that an agent deleted is noticed here, by the refusal, and
 * replaced once: card, what was said before, then the message. One thing cannot be told: when the answer to making a topic
 * is lost, an empty topic stays behind, since Telegram neither lists topics nor knows idempotent calls.
 */
import type { OutboxContext } from '../db/outbox-db.ts';
import type { BridgeDeps, ConversationJob, Delivery, JobOf } from './bridge-deps.ts';
import { topicName } from './format-card.ts';
import { sendContent, type Content } from './media/send-content.ts';
import { sendCard } from './send-card.ts';
import type { TextTarget } from './send-text.ts';
import { forgetTopic, setTopicOpen } from './set-topic-open.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';
import { findTopicIcon } from './topic-icon.ts';

type Topic = NonNullable<OutboxContext['topic']>;

/** Once lost and once closed; more than that in a single delivery is somebody working against us. */
const MAX_REPAIRS = 2;

export async function deliverToTopic(delivery: Delivery<JobOf<'visitor_message'>>, content: Content): Promise<void> {
  const replyToMessageId = delivery.job.context.message?.reply_to_message_id ?? undefined;
  await inTopic(delivery, (target) => sendContent(delivery, { ...target, replyToMessageId }, content));
}

/** Sees to it that the visitor has an open topic with the conversation's card, for whatever is to be written below it. */
export async function inTopic(
  delivery: Delivery<ConversationJob>,
  write: (target: TextTarget) => Promise<void>,
): Promise<void> {
  const { deps, job } = delivery;
  let topic = job.context.topic?.state === 'lost' ? null : job.context.topic;
  let hasCard = topic !== null && isCardIn(topic, job.context.card);
  for (let repairs = 0; ; repairs += 1) {
    try {
      if (topic === null) topic = await createTopic(delivery);
      if (topic.state === 'closed') await setTopicOpen(deps, topic, true);
      const target = { chatId: topic.chat_id, threadId: topic.thread_id };
      if (!hasCard) await sendCard(delivery, target, 'topic');
      hasCard = true;
      await write(target);
      return;
    } catch (error) {
      if (topic === null || repairs === MAX_REPAIRS) throw error;
      const { kind } = classifyTelegramFailure(error);
      if (kind === 'thread-lost') {
        await forgetTopic(deps, topic);
        topic = null;
        hasCard = false;
      } else if (kind === 'topic-closed') {
        topic = { ...topic, state: 'closed' };
      } else {
        throw error;
      }
    }
  }
}

async function createTopic({ deps, job }: Delivery<ConversationJob>): Promise<Topic> {
  const { context, chat_id: chatId } = job;
  const name = topicName(context);
  const { threadId, icon } = await createWithIcon(
    deps,
    { chat_id: chatId, name },
    await findTopicIcon(deps, context.conversation, null),
  );
  await deps.db.recordTelegramTopic({
    visitorId: context.visitor.id,
    widgetId: context.widget_id,
    chatId,
    threadId,
    name,
  });
  if (icon !== null) await deps.db.setTopicIcon({ chatId, threadId, icon });
  return { chat_id: chatId, thread_id: threadId, state: 'open' };
}

/** The choice of icons may have changed since it was asked for; no message waits for an icon. */
async function createWithIcon(
  { api }: BridgeDeps,
  topic: { readonly chat_id: number; readonly name: string },
  icon: string | null,
): Promise<{ readonly threadId: number; readonly icon: string | null }> {
  if (icon !== null) {
    try {
      const { message_thread_id: threadId } = await api.createForumTopic({ ...topic, icon_custom_emoji_id: icon });
      return { threadId, icon };
    } catch (error) {
      const { kind } = classifyTelegramFailure(error);
      // Telegram calls an icon a document.
      if (kind !== 'permanent' && kind !== 'bad-file') throw error;
    }
  }
  const { message_thread_id: threadId } = await api.createForumTopic(topic);
  return { threadId, icon: null };
}

/** A topic's id is that of its first message, so a card with a lower one stood in an earlier topic. */
function isCardIn(topic: Topic, card: OutboxContext['card']): boolean {
  return card !== null && card.chat_id === topic.chat_id && card.message_id > topic.thread_id;
}
