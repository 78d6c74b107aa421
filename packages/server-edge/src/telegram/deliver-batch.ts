/**
 * Several lines of one visitor as one Telegram message.
 *
 * When more waits for a chat than its budget allows, the database hands out the lines of a visitor together, only as many
 * as surely fit into one message. They are sent, settled and, when nothing was sent, put back together. Telegram's message
 * is then known as all of them, so that a reply to it finds the conversation, and a later change of one line edits the
 * message with every line as it is by then.
 */
import type { KnownTelegramMessage } from '../db/outbox-db.ts';
import type { JobOf } from './bridge-deps.ts';
import { cleanText } from './plain-text.ts';

type VisitorMessageJob = JobOf<'visitor_message'>;

/** The same delivery with all lines of its batch as its text. */
export function withWholeBatch(job: VisitorMessageJob): VisitorMessageJob {
  const { message } = job.context;
  if (job.batch === undefined || message === null) return job;
  const text = [message, ...job.batch].map((line) => cleanText(line.text)).join('\n');
  return { ...job, context: { ...job.context, message: { ...message, text } } };
}

/** What a message of several lines shows now; undefined for one that has always been a single line. */
export function recomposeLines({ lines }: KnownTelegramMessage): string | undefined {
  return lines
    ?.map(({ text, deleted_at }) => (deleted_at === null ? cleanText(text) : '(taken back by the visitor)'))
    .join('\n');
}
