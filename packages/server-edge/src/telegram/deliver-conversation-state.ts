import type { Delivery, JobOf } from './bridge-deps.ts';
import { inTopic } from './deliver-to-topic.ts';
import { renameTopic } from './deliver-visitor-card.ts';
import { conversationLabel } from './format-card.ts';
import { formatted } from './formatted-text.ts';
import { cleanLine } from './plain-text.ts';
import { editCard, sendCard } from './send-card.ts';
import { sendText } from './send-text.ts';
import { forgetTopic, setTopicOpen } from './set-topic-open.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';
import { showTopicIcon } from './topic-icon.ts';

/**
 * Shows a change of state. The card always shows the newest state, so of several that wait only the newest is handed out,
 * also in place of a change of the visitor's card; a topic is only closed while the conversation still is. A conversation
 * that came from another group gets its place here, with its card and what was said.
 */
export async function deliverConversationState(delivery: Delivery<JobOf<'conversation_state'>>): Promise<void> {
  if (delivery.job.context.mode === 'topics') await showInTopic(delivery);
  else await showInGroup(delivery);
}

async function showInTopic(delivery: Delivery<JobOf<'conversation_state'>>): Promise<void> {
  const { deps, job } = delivery;
  const { topic, conversation } = job.context;
  if (job.payload.state === 'moved') return inTopic(delivery, () => Promise.resolve());
  const view = await editCard(delivery, 'topic');
  if (topic === null) return;
  if (view?.topic != null) await renameTopic(delivery, view.topic);
  await followState(delivery, topic);
  await showTopicIcon(deps, conversation, view);
}

async function followState(
  { deps, job }: Delivery<JobOf<'conversation_state'>>,
  topic: NonNullable<JobOf<'conversation_state'>['context']['topic']>,
): Promise<void> {
  const { conversation } = job.context;
  if (job.payload.state !== 'closed' && job.payload.state !== 'reopened') return;
  const isOpen = conversation.status === 'queued' || conversation.status === 'active';
  if (isOpen !== (job.payload.state === 'reopened') || isOpen === (topic.state === 'open')) return;
  try {
    await setTopicOpen(deps, topic, isOpen);
  } catch (error) {
    if (classifyTelegramFailure(error).kind !== 'thread-lost') throw error;
    await forgetTopic(deps, topic);
  }
}

async function showInGroup(delivery: Delivery<JobOf<'conversation_state'>>): Promise<void> {
  const { deps, job } = delivery;
  const { card, conversation } = job.context;
  await editCard(delivery, 'group');
  const isForAll = job.payload.state === 'passed' && conversation.agent === null;
  if (card === null && (isForAll || job.payload.state === 'moved')) {
    await sendCard(delivery, { chatId: job.chat_id }, 'group');
    return;
  }
  if (card === null || !isForAll) return;
  // The card is far up by now; a reply brings it back before everybody's eyes.
  const name = cleanLine(job.payload.agent_name ?? '', 100) || 'The agent';
  const { message_id } = await sendText(
    deps.api,
    { chatId: job.chat_id, replyToMessageId: card.message_id },
    formatted({ bold: conversationLabel(job.context) }, `\n${name} passed this conversation on. Who takes it?`),
  );
  delivery.sent.push({ chat_id: job.chat_id, message_id, thread_id: null, role: 'notice', part: 1 });
}
