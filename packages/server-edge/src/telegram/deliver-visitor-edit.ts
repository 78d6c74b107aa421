import type { KnownTelegramMessage } from '../db/outbox-db.ts';
import type { Delivery, JobOf } from './bridge-deps.ts';
import { sendIntoPlace } from './conversation-place.ts';
import { recomposeLines } from './deliver-batch.ts';
import { conversationLabel } from './format-card.ts';
import { formatMessage, senderSpans } from './format-message.ts';
import { formatted, type FormattedText, type Span } from './formatted-text.ts';
import { MAX_CAPTION_UNITS } from './media/plan-files.ts';
import { cleanText } from './plain-text.ts';
import { splitText } from './split-text.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

type ChangeJob = JobOf<'visitor_edit'> | JobOf<'visitor_deletion'>;

/**
 * A visitor (or an agent, elsewhere) has changed a message that the team has: every part that carries words is changed in
 * place, and parts that are no longer needed are emptied. What takes more parts than there are, or can no longer be
 * edited, is said again below.
 */
export async function deliverVisitorEdit(delivery: Delivery<JobOf<'visitor_edit'>>): Promise<void> {
  const { deps, job } = delivery;
  const { message } = job.context;
  const known = newestOf(shownIn(job));
  const [first] = known;
  if (message === null || message.deleted_at !== null || first === undefined) return;
  if (await editInPlace(delivery, known, first, message.text)) return;
  deps.logger.info('telegram.edit_said_again', { job_id: job.id, parts: known.length });
  await sendIntoPlace(
    delivery,
    { chatId: first.chat_id, threadId: first.thread_id ?? undefined, replyToMessageId: first.message_id },
    inFormOf(first, job, 'edited: ', ...senderSpans(job.context), formatMessage(job.context)),
    // As further parts of the message: what is taken back later is taken back here, too.
    'message',
    { firstPart: Math.max(...known.map(({ part }) => part)) + 1 },
  );
}

async function editInPlace(
  delivery: Delivery<JobOf<'visitor_edit'>>,
  known: readonly KnownTelegramMessage[],
  first: KnownTelegramMessage,
  words: string,
): Promise<boolean> {
  const { job } = delivery;
  const sender = senderSpans(job.context);
  const fileCount = job.context.attachments?.length ?? 0;
  // Words that are too long for a caption stand above the files, in messages of their own.
  const isAboveFiles = fileCount > 0 && known.length > fileCount;
  const carriers = fileCount === 0 ? known : known.slice(0, Math.max(1, known.length - fileCount));
  const text = isAboveFiles ? cleanText(words) : (recomposeLines(first) ?? formatMessage(job.context));
  const parts = splitText(inFormOf(first, job, ...sender, text));
  if (parts.length > carriers.length) return false;
  // Files speak for themselves: their names are only for where they could not be shown.
  const caption = inFormOf(first, job, ...sender, cleanText(words));
  for (const [index, carrier] of carriers.entries()) {
    if (!(await edit(delivery, carrier, parts[index] ?? EMPTIED, caption))) return false;
  }
  return true;
}

/** Telegram has no empty messages. */
const EMPTIED = formatted('…');

/** A message was taken back: no part of it stays readable in this chat. Each chat that shows it has a job of its own. */
export async function deliverVisitorDeletion(delivery: Delivery<JobOf<'visitor_deletion'>>): Promise<void> {
  const { deps, job } = delivery;
  const text = job.context.sender_kind === 'agent' ? '(taken back)' : '(taken back by the visitor)';
  for (const known of shownIn(job)) {
    // Other lines may have grown since; what is left of them is below anyway, as "edited".
    const [shown] = splitText(inFormOf(known, job, ...senderSpans(job.context), recomposeLines(known) ?? text));
    if (shown === undefined || (await edit(delivery, known, shown, 'remove'))) continue;
    deps.logger.warn('telegram.message_not_taken_back', { chat_id: known.chat_id, message_id: known.message_id });
  }
}

/** False when the message is gone or may not be edited. `ofFile`: what becomes of it if it turns out to be a file. */
async function edit(
  delivery: Delivery<ChangeJob>,
  known: KnownTelegramMessage,
  text: FormattedText,
  ofFile: FormattedText | 'remove',
): Promise<boolean> {
  const { api } = delivery.deps;
  const message = { chat_id: known.chat_id, message_id: known.message_id };
  const outcome = await tryEdit(() => api.editMessageText({ ...message, ...text }));
  if (outcome !== 'no-text') return outcome === 'done';
  if (ofFile !== 'remove') {
    if (ofFile.text.length > MAX_CAPTION_UNITS) return false;
    return (await tryEdit(() => api.editMessageCaption({ ...message, ...ofFile }))) === 'done';
  }
  try {
    await api.deleteMessage(message);
    return true;
  } catch (error) {
    // Older than 48 hours: the file stays, without its words.
    if (classifyTelegramFailure(error).kind !== 'permanent') throw error;
    await tryEdit(() => api.editMessageCaption({ ...message, ...text }));
    return false;
  }
}

async function tryEdit(change: () => Promise<void>): Promise<'done' | 'no-text' | 'impossible'> {
  try {
    await change();
    return 'done';
  } catch (error) {
    const { kind } = classifyTelegramFailure(error);
    if (kind === 'not-modified') return 'done';
    if (kind === 'no-text') return 'no-text';
    if (kind !== 'no-edit-target' && kind !== 'thread-lost') throw error;
    return 'impossible';
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
  return known
    .filter(({ chat_id, thread_id }) => chat_id === newest?.chat_id && thread_id === newest.thread_id)
    .toSorted((one, other) => one.part - other.part);
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
