/**
 * The card: who the visitor is and what may be known of them, in front of what they write. Plain text and one bold line.
 *
 * It holds no query strings (they carry tokens and addresses), no network address, and nothing that Telegram would link
 * in somebody's name.
 */
import type { OutboxContext, OutboxVisitor } from '../db/outbox-db.ts';
import type { Conversation } from './bridge-deps.ts';
import { formatted, type FormattedText } from './formatted-text.ts';
import { cleanLine } from './plain-text.ts';

const MAX_LINE_UNITS = 200;
/** Telegram's limit for a topic's name, 1 to 128. */
const MAX_TOPIC_NAME_UNITS = 128;

type CardContext = Pick<OutboxContext, 'visitor' | 'conversation' | 'widget_name' | 'past_conversations'>;

export function formatCard(context: CardContext, now: number): FormattedText {
  const { visitor, conversation } = context;
  const lines = [
    statusLine(conversation),
    labelled('E-mail', visitor.email),
    labelled('Page', pageOf(visitor)),
    labelled('Came from', withoutQuery(visitor.referrer)),
    labelled('Language', [visitor.language, visitor.country].filter((part) => part !== null && part !== '').join(', ')),
    labelled('Local time', localTime(visitor.time_zone, now)),
    labelled('Widget', context.widget_name),
    context.past_conversations > 0 ? labelled('Past conversations', String(context.past_conversations)) : null,
  ];
  return formatted(
    { bold: conversationLabel(context) },
    ...lines.flatMap((line) => (line === null ? [] : [`\n${line}`])),
  );
}

/** `Ana · #1024` */
export function conversationLabel({ visitor, conversation }: Pick<OutboxContext, 'visitor' | 'conversation'>): string {
  return `${visitorName(visitor)} · #${String(conversation.number)}`;
}

/** Never empty, at most 128 units. */
export function topicName({ visitor, conversation }: Pick<OutboxContext, 'visitor' | 'conversation'>): string {
  return (
    cleanLine(visitor.name ?? visitor.email ?? '', MAX_TOPIC_NAME_UNITS) || `Visitor #${String(conversation.number)}`
  );
}

export function visitorName({ name, email }: Pick<OutboxVisitor, 'name' | 'email'>): string {
  return cleanLine(name ?? email ?? '', MAX_LINE_UNITS) || 'Visitor';
}

function statusLine({ status, agent }: Conversation): string {
  if (status === 'closed' || status === 'resolved')
    return agent === null ? 'Closed' : `Closed · ${cleanLine(agent.name, 100)}`;
  return agent === null ? 'Waiting for an answer' : `Claimed by ${cleanLine(agent.name, 100)}`;
}

function pageOf(visitor: OutboxVisitor): string | null {
  return [visitor.page_title ?? '', withoutQuery(visitor.page_url) ?? ''].filter((part) => part !== '').join(' — ');
}

/** Null for what is no web address: nothing but http and https is worth a tap. */
function withoutQuery(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin + url.pathname : null;
}

function localTime(timeZone: string | null, now: number): string | null {
  if (timeZone === null || timeZone === '') return null;
  try {
    const time = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
    return `${time.format(now)} (${timeZone})`;
  } catch (error) {
    // The zone's name came from a browser; one that Intl does not know is simply not shown.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function labelled(label: string, value: string | null): string | null {
  const clean = cleanLine(value ?? '', MAX_LINE_UNITS);
  return clean === '' ? null : `${label}: ${clean}`;
}
