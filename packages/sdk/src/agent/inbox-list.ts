/**
 * Which conversations a filter shows, and in which order: the server's rules once more, so that the list is right at once
 * when a conversation is claimed, passed or answered anywhere. Without I/O; a change of one conversation costs two
 * searches by halving and a copy of the list, however long it is.
 */
import type { AgentConversation, InboxFilter } from './agent-conversation.ts';
import type { AgentIdentity } from './agent-team.ts';

type Conversations = readonly AgentConversation[];

/** Null: only the server can say it (a search). */
export function matches(
  filter: InboxFilter,
  conversation: AgentConversation,
  me: AgentIdentity | null,
  now: number,
): boolean | null {
  const { scope, status, departmentId, tag, priority, isSnoozed } = filter;
  const isOpen = conversation.status === 'queued' || conversation.status === 'active';
  if (scope === 'mine' && (conversation.agent?.id !== me?.agent.id || (!status && !isOpen))) return false;
  if (scope === 'queued' && !isQueuedFor(conversation, me)) return false;
  if (status && !status.includes(conversation.status)) return false;
  if (departmentId !== undefined && conversation.departmentId !== departmentId) return false;
  if (tag !== undefined && !conversation.tags.includes(tag)) return false;
  if (priority !== undefined && conversation.priority !== priority) return false;
  const wanted = isSnoozed ?? (scope === 'all' ? undefined : false);
  if (wanted !== undefined && wanted !== (conversation.snoozedUntil ?? 0) > now) return false;
  return filter.search?.trim() ? null : true;
}

/** Whether somebody could take it: members of its department do, and agents who are in none. */
export function isQueuedFor({ status, departmentId }: AgentConversation, me: AgentIdentity | null): boolean {
  const own = me?.agent.departmentIds ?? [];
  return status === 'queued' && (departmentId === null || own.length === 0 || own.includes(departmentId));
}

const RANKS = { low: 1, normal: 2, high: 3, urgent: 4 } as const;

/** Negative when the first one stands in front. */
export function compare(scope: InboxFilter['scope'], a: AgentConversation, b: AgentConversation): number {
  if (scope !== 'queued') return b.updatedAt - a.updatedAt || compareIds(b, a);
  return RANKS[b.priority] - RANKS[a.priority] || a.queuedAt - b.queuedAt || compareIds(a, b);
}

function compareIds(a: AgentConversation, b: AgentConversation): number {
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

/** Of the first conversation that does not stand in front of this one. */
function placeOf(list: Conversations, scope: InboxFilter['scope'], conversation: AgentConversation): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(scope, list[middle] as AgentConversation, conversation) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes out what stood there under `previous`, puts in `next`. The same list when nothing changes. */
export function moved(
  list: Conversations,
  scope: InboxFilter['scope'],
  previous: AgentConversation | null,
  next: AgentConversation | null,
): Conversations {
  const from = previous ? placeOf(list, scope, previous) : -1;
  const isThere = previous !== null && list[from]?.id === previous.id;
  if (!isThere && !next) return list;
  // Spread: to slice a frozen list of thousands takes milliseconds.
  const rest = [...list];
  if (isThere) rest.splice(from, 1);
  if (next) rest.splice(placeOf(rest, scope, next), 0, next);
  return Object.freeze(rest);
}

export function has(list: Conversations, scope: InboxFilter['scope'], conversation: AgentConversation): boolean {
  return list[placeOf(list, scope, conversation)]?.id === conversation.id;
}

/**
 * The list with a page of the server in it: what the server did not name and should have is gone; what lies behind the
 * page stays, unless the page was the last one. The first page of a search may be empty with more to come: then nothing is
 * known of how far it reached, and everything stays.
 */
export function withPage(
  list: Conversations,
  scope: InboxFilter['scope'],
  page: Conversations,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): Conversations {
  const ids = new Set(page.map(({ id }) => id));
  const sorted = [...page].sort((a, b) => compare(scope, a, b));
  const end = sorted.at(-1);
  const kept = list.filter((known) => {
    if (ids.has(known.id)) return false;
    return !isFirst || (!isLast && (end === undefined || compare(scope, known, end) > 0));
  });
  const next = isFirst ? [...sorted, ...kept] : [...kept, ...sorted].sort((a, b) => compare(scope, a, b));
  const isSame = next.length === list.length && next.every((one, index) => one === list[index]);
  return isSame ? list : Object.freeze(next);
}
