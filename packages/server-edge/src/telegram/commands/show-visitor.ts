import type { OutboxVisitor } from '../../db/outbox-db.ts';
import type { PastConversation, TeamView } from '../../db/team-db.ts';
import { formatCard, shortTime, visitorName } from '../format-card.ts';
import { formatted } from '../formatted-text.ts';
import { cleanLine } from '../plain-text.ts';
import { say, type CommandAnswer, type CommandContext } from './command-context.ts';

/** `/info`: the card, as things are now. */
export function showInfo({ deps, view }: CommandContext): CommandAnswer {
  const { conversation, widget_name, past_conversations } = view;
  return {
    text: formatCard({ conversation, widget_name, past_conversations, visitor: cardVisitor(view) }, deps.clock(), view),
  };
}

/** `/history`: what the visitor came for before. */
export function showHistory({ view }: CommandContext): CommandAnswer {
  const { last_conversations: past, past_conversations: count, visitor } = view;
  if (past.length === 0) return say('This is their first conversation.');
  const older = count - past.length;
  return {
    text: formatted(
      { bold: `Before · ${visitorName(visitor)}` },
      ...past.map((conversation) => `\n${describe(conversation)}`),
      older > 0 ? `\nand ${String(older)} older` : '',
    ),
  };
}

function describe({ number, status, created_at, agent_name, rating, first_words }: PastConversation): string {
  const words = cleanLine(first_words ?? '', 120);
  return [
    `#${String(number)}`,
    shortTime(created_at),
    status === 'resolved' ? 'closed' : status,
    cleanLine(agent_name ?? '', 60),
    rating === null ? '' : `rated ${String(rating)}`,
    words === '' ? '' : `“${words}”`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function cardVisitor({ visitor }: TeamView): OutboxVisitor {
  const text = (name: string): string | null => {
    const value = visitor.context[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    id: visitor.id,
    name: visitor.name,
    email: visitor.email,
    language: text('language'),
    time_zone: text('time_zone'),
    page_url: text('page_url'),
    page_title: text('page_title'),
    referrer: text('referrer'),
    country: text('country'),
  };
}
