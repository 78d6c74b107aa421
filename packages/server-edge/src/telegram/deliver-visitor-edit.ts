import type { KnownTelegramMessage } from '../db/outbox-db.ts';
import type { Delivery, JobOf } from './bridge-deps.ts';
import { sendIntoPlace } from './conversation-place.ts';
import { conversationLabel } from './format-card.ts';
import { formatMessage, senderSpans } from './format-message.ts';
import { formatted, type FormattedText, type Span } from './formatted-text.ts';
import { splitText } from './split-text.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

type ChangeJob = JobOf<'visitor_edit'> | JobOf<'visitor_deletion'>;

/**
 * A visitor (or an agent, elsewhere) has changed a message that the team has: it is changed in place. What takes more than one message, before or
 * now, or can no longer be edited, is said again below, because parts that no longer fit together help nobody.
 */
export async function deliverVisitorEdit(delivery: Delivery<JobOf<'visitor_edit'>>): Promise<void> {
  const { deps, job } = delivery;
  const { message } = job.context;
  const known = shownIn(job);
  const [first, ...others] = newestOf(known);
  if (message === null || message.deleted_at !== null || first === undefined) return;
  const [text, ...rest] = splitText(inFormOf(first, job, ...senderSpans(job.context), formatMessage(job.context)));
  if (text !== undefined && rest.length === 0 && others.length === 0 && (await edit(delivery, first, text))) return;
  deps.logger.info('telegram.edit_said_again', { job_id: job.id, parts: known.length });
  await sendIntoPlace(
    delivery,
    { chatId: first.chat_id, threadId: first.thread_id ?? undefined, replyToMessageId: first.message_id },
    inFormOf(first, job, 'edited: ', ...senderSpans(job.context), formatMessage(job.context)),
    'notice',
  );
}

/** A message was taken back: no part of it stays readable in this chat. Each chat that shows it has a job of its own. */
export async function deliverVisitorDeletion(delivery: Delivery<JobOf<'visitor_deletion'>>): Promise<void> {
  const { deps, job } = delivery;
  const text = job.context.sender_kind === 'agent' ? '(taken back)' : '(taken back by the visitor)';
  for (const known of shownIn(job)) {
    if (await edit(delivery, known, inFormOf(known, job, ...senderSpans(job.context), text))) continue;
    deps.logger.warn('telegram.message_not_taken_back', { chat_id: known.chat_id, message_id: known.message_id });
  }
}

/** False when the message is gone or may not be edited. */
async function edit({ deps }: Delivery<ChangeJob>, known: KnownTelegramMessage, text: FormattedText): Promise<boolean> {
  try {
    await deps.api.editMessageText({ chat_id: known.chat_id, message_id: known.message_id, ...text });
    return true;
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind === 'not-modified') return true;
    if (kind !== 'no-edit-target' && kind !== 'thread-lost') throw error;
    return false;
  }
}

function shownIn({ context, chat_id: chatId }: ChangeJob): readonly KnownTelegramMessage[] {
  return (context.sent_messages ?? []).filter((known) => known.chat_id === chatId);
}

/** A topic that was made anew has the message again; numbers of messages only grow. */
function newestOf(known: readonly KnownTelegramMessage[]): readonly KnownTelegramMessage[] {
  const newest = known.reduce<KnownTelegramMessage | undefined>(
    (best, message) => (best === undefined || message.message_id > best.message_id ? message : best),
    undefined,
  );
  return known.filter(({ chat_id, thread_id }) => chat_id === newest?.chat_id && thread_id === newest.thread_id);
}

/** Outside of topics every line names its conversation. */
function inFormOf(
  { thread_id }: KnownTelegramMessage,
  { context }: ChangeJob,
  ...text: readonly Span[]
): FormattedText {
  const label: readonly Span[] = thread_id === null ? [{ bold: conversationLabel(context) }, '\n'] : [];
  return formatted(...label, ...text);
}
