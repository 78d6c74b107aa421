/** What was said before, for a place that does not have it: a new topic, or the direct messages of who has claimed. */
import type { OutboxContext, TailMessage } from '../db/outbox-db.ts';
import { visitorName } from './format-card.ts';
import { formatted, type FormattedText } from './formatted-text.ts';
import { cleanLine } from './plain-text.ts';
import { richText } from './rich-text/to-telegram.ts';

const MAX_COMPACT_LINE_UNITS = 300;

type HistoryContext = Pick<OutboxContext, 'visitor' | 'tail'>;

/** One message, each line cut short and hence plain: ten lines of at most 400 units stay below Telegram's 4096. */
export function formatCompactHistory(context: HistoryContext): FormattedText {
  return formatted(
    { bold: 'Before' },
    ...context.tail.flatMap((line) => [
      '\n',
      speaker(line, context),
      `: ${cleanLine(line.text, MAX_COMPACT_LINE_UNITS)}`,
    ]),
  );
}

/** Everything in full, because the reader has to answer it; may need several messages. */
export function formatTranscript(context: HistoryContext): FormattedText {
  return formatted(
    ...context.tail.flatMap((line, index) => [
      index === 0 ? '' : '\n',
      { bold: speaker(line, context) },
      ': ',
      richText(line.text, line.entities),
    ]),
  );
}

function speaker(line: TailMessage, { visitor }: HistoryContext): string {
  if (line.sender_kind === 'visitor') return cleanLine(visitorName(visitor), 80);
  const name = cleanLine(line.sender_name ?? '', 80) || 'Support team';
  // Whoever reads on has to know that the visitor never saw it.
  return line.is_internal === true ? `${name} (note)` : name;
}
