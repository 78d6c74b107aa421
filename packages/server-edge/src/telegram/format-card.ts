/**
 * The card: who the visitor is and what may be known of them, in front of what they write. Plain text and one bold line.
 *
 * It holds no query strings (they carry tokens and addresses), no network address, and nothing that Telegram would link
 * in somebody's name.
 */
import type { OutboxContext, OutboxVisitor } from '../db/outbox-db.ts';
import type { TeamView } from '../db/team-db.ts';
import type { Conversation } from './bridge-deps.ts';
import { formatted, type FormattedText } from './formatted-text.ts';
import { cleanLine } from './plain-text.ts';

const MAX_LINE_UNITS = 200;
/** Telegram's limit for a topic's name, 1 to 128. */
const MAX_TOPIC_NAME_UNITS = 128;
/** What the site and the form tell is of any size; this much keeps the card one message. */
const MAX_FIELDS = 12;
const MAX_FIELD_UNITS = 150;

type CardContext = Pick<OutboxContext, 'visitor' | 'conversation' | 'widget_name' | 'past_conversations'>;

/** `view` null: only what the context holds. */
export function formatCard(context: CardContext, now: number, view: TeamView | null = null): FormattedText {
  const { visitor, conversation } = context;
  const lines = [
    statusLine(conversation),
    ...(view === null ? [] : stateLines(view, now)),
    labelled('E-mail', visitor.email),
    labelled('Phone', view?.visitor.phone ?? null),
    labelled('Page', pageOf(visitor)),
    labelled('Came from', withoutQuery(visitor.referrer)),
    labelled('Device', view === null ? null : deviceOf(view)),
    labelled('Language', [visitor.language, visitor.country].filter((part) => part !== null && part !== '').join(', ')),
    // Set by an agent or the site, so it says more than the browser's setting.
    labelled('Speaks', view === null || view.visitor.locale === visitor.language ? null : view.visitor.locale),
    labelled('Local time', localTime(visitor.time_zone, now)),
    labelled('Widget', context.widget_name),
    context.past_conversations > 0 ? labelled('Past conversations', String(context.past_conversations)) : null,
    ...(view === null ? [] : fieldLines(view)),
  ];
  return formatted(
    { bold: conversationLabel(context) },
    ...lines.flatMap((line) => (line === null ? [] : [`\n${line}`])),
  );
}

/** `Ana · #1024` */
export function conversationLabel({
  visitor,
  conversation,
}: {
  readonly visitor: Pick<OutboxVisitor, 'name' | 'email'>;
  readonly conversation: Pick<Conversation, 'number'>;
}): string {
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

/** `Sat 21 Nov, 14:30 UTC` */
export function shortTime(instant: string | number): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return `${time.format(typeof instant === 'string' ? Date.parse(instant) : instant)} UTC`;
}

/** Who has it, or that it waits, or has ended. */
export function statusLine({ status, agent }: Conversation): string {
  if (status === 'closed' || status === 'resolved')
    return agent === null ? 'Closed' : `Closed · ${cleanLine(agent.name, 100)}`;
  return agent === null ? 'Waiting for an answer' : `Claimed by ${cleanLine(agent.name, 100)}`;
}

function stateLines({ is_banned, visitor, conversation }: TeamView, now: number): readonly (string | null)[] {
  const snoozedUntil = conversation.snoozed_until;
  const until = visitor.banned_until === null ? '' : ` until ${shortTime(visitor.banned_until)}`;
  const reason = cleanLine(visitor.ban_reason ?? '', MAX_FIELD_UNITS);
  return [
    is_banned ? `Banned${until}${reason === '' ? '' : ` · ${reason}`}` : null,
    snoozedUntil !== null && Date.parse(snoozedUntil) > now ? `Put off until ${shortTime(snoozedUntil)}` : null,
  ];
}

function deviceOf({ visitor: { context } }: TeamView): string {
  return [context['device'], context['browser'], context['system']]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
}

/** The form's answers, then what the site told; never twice what has a line of its own. */
function fieldLines({ prechat, visitor }: TeamView): readonly string[] {
  const shown = [visitor.name, visitor.email, visitor.phone].filter((value) => value !== null);
  return [...Object.entries(prechat), ...Object.entries(visitor.traits)]
    .map(([name, value]) => [cleanLine(name, 50), cleanLine(fieldText(value), MAX_FIELD_UNITS), value] as const)
    .filter(([name, text, value]) => name !== '' && text !== '' && !shown.some((known) => known === value))
    .slice(0, MAX_FIELDS)
    .map(([name, text]) => `${name}: ${text}`);
}

function fieldText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
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
