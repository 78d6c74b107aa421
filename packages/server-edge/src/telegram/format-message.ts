import type { OutboxAttachment, OutboxContext } from '../db/outbox-db.ts';
import { formatted, type FormattedText, type Span } from './formatted-text.ts';
import { cleanLine } from './plain-text.ts';
import { richText } from './rich-text/to-telegram.ts';

const MAX_NAME_UNITS = 200;

/** What somebody wrote, ready to be shown; files are named, one a line. */
export function formatMessage({
  message,
  attachments = [],
}: Pick<OutboxContext, 'message' | 'attachments'>): FormattedText {
  const text = richText(message?.text ?? '', message?.entities);
  const lines = [...(text.text === '' ? [] : [text]), ...attachments.map(formatAttachment)];
  return formatted(...lines.flatMap((line, index) => (index === 0 ? [line] : ['\n', line])));
}

/** `Mika: `, in front of what an agent wrote; nothing in front of the visitor's own words. */
export function senderSpans({
  sender_kind,
  sender_name,
}: Pick<OutboxContext, 'sender_kind' | 'sender_name'>): readonly Span[] {
  return sender_kind === 'agent' ? [{ bold: cleanLine(sender_name ?? '', 100) || 'Support team' }, ': '] : [];
}

/** `📎 lamp.png (12 kB)` */
export function formatAttachment({ name, byte_size: size }: OutboxAttachment): string {
  return `📎 ${cleanLine(name, MAX_NAME_UNITS)} (${formatSize(size)})`;
}

function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${String(bytes)} B`;
  return bytes < 1_000_000 ? `${String(Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
