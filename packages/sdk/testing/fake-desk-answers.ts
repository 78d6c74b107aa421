/** What `FakeDesk` says about what it has. */
import type { WireInboxItem } from '../src/protocol/agent/conversation.ts';
import type { WireTeamMember } from '../src/protocol/agent/identity.ts';
import type { WireTeamMessage } from '../src/protocol/agent/message.ts';

export interface DeskConversation {
  wire: WireInboxItem;
  readonly messages: WireTeamMessage[];
  /** How far each agent has read. */
  readonly reads: Map<string, number>;
}

export type Fields = Readonly<Record<string, unknown>>;

/** A page of an inbox, in the order of the real one. A search looks at so many conversations (`searchSpan`) for a page. */
export function listOf(all: Iterable<DeskConversation>, query: Fields, agentId: string, searchSpan: number): object {
  const { scope, status, search } = query;
  const statuses = typeof status === 'string' ? status.split(',') : null;
  const found = [...all].filter(({ wire }) => {
    const isOpen = wire.status === 'queued' || wire.status === 'active';
    if (scope === 'mine' && (wire.agent?.id !== agentId || (!statuses && !isOpen))) return false;
    if (scope === 'queued' && wire.status !== 'queued') return false;
    return !statuses || statuses.includes(wire.status);
  });
  found.sort(({ wire: a }, { wire: b }) => (scope === 'queued' ? byUrgency(a, b) : byChange(a, b)));
  const from = Number(query['cursor'] ?? 0);
  const limit = Number(query['limit'] ?? 50);
  if (typeof search === 'string') {
    const end = from + Math.min(searchSpan, limit);
    const hits = found.slice(from, end).filter(({ wire }) => wire.visitor_name?.startsWith(search));
    const isLast = found.length <= end;
    return {
      conversations: hits.map((one) => itemOf(one, agentId)),
      has_more: !isLast,
      next_cursor: isLast ? null : String(end),
    };
  }
  const end = from + limit;
  const hasMore = found.length > end;
  const page = found.slice(from, end).map((one) => itemOf(one, agentId));
  return { conversations: page, has_more: hasMore, next_cursor: hasMore ? String(end) : null };
}

function byUrgency(a: WireInboxItem, b: WireInboxItem): number {
  const ranks = ['low', 'normal', 'high', 'urgent'];
  return (
    ranks.indexOf(b.priority) - ranks.indexOf(a.priority) || compare(a.queued_at, b.queued_at) || compare(a.id, b.id)
  );
}

function byChange(a: WireInboxItem, b: WireInboxItem): number {
  return compare(b.updated_at, a.updated_at) || compare(b.id, a.id);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The newest messages before a place. */
export function pageOf({ messages }: DeskConversation, query: Fields): object {
  const found = messages.filter(({ seq }) => seq < Number(query['before_seq'] ?? Infinity));
  const page = found.slice(-Number(query['limit'] ?? 50));
  return { messages: page, has_more: found.length > page.length, next_cursor: null };
}

export function detailsOf(conversation: DeskConversation, agentId: string, now: string): object {
  const facts = { context: { page_url: 'https://shop.example/' }, prechat: {}, required_skills: [], reopened_count: 0 };
  return {
    conversation: { ...itemOf(conversation, agentId), ...facts },
    visitor: visitorOf(conversation.wire.visitor_id, now),
    department: null,
    assignments: [],
  };
}

export function visitorOf(id: string, now: string): Fields {
  return { id, name: 'Robin', consent: 'granted', created_at: now, last_seen_at: now };
}

export function memberOf(id: string, name: string, departmentIds: readonly string[]): WireTeamMember {
  return {
    id,
    name,
    avatar_url: null,
    email: `${id}@harbor-goods.example`,
    role: 'agent',
    is_active: true,
    skills: [],
    languages: ['en'],
    department_ids: departmentIds,
    max_concurrent_chats: 5,
    is_in_telegram: false,
  };
}

/** A conversation of which nothing is said yet. */
export function waitingItem(id: string, number: number, now: string): WireInboxItem {
  return {
    id,
    number,
    status: 'queued',
    organization_id: 'o1',
    widget_id: 'w1',
    department_id: null,
    visitor_id: `v-${id}`,
    visitor_name: 'Robin',
    last_seq: 0,
    revision: 0,
    visitor_read_seq: 0,
    subject: null,
    category: null,
    priority: 'normal',
    tags: [],
    is_offline: false,
    waiting_since: now,
    last_message_at: null,
    snoozed_until: null,
    rating: null,
    created_at: now,
    closed_at: null,
    agent: null,
    queued_at: now,
    updated_at: now,
    read_seq: 0,
    unread_seqs: [],
    last_message: null,
  };
}

/** Two pages of two events. */
export function trailOf(query: Fields, now: string): object {
  const from = Number(query['cursor'] ?? 0);
  const events = [from, from + 1].map((count) => ({
    id: `e${count}`,
    kind: 'page_view',
    page_url: `https://shop.example/${count}`,
    created_at: now,
  }));
  return { events, has_more: from < 2, next_cursor: from < 2 ? String(from + 2) : null };
}

export function statsOf(all: Iterable<DeskConversation>, team: Iterable<WireTeamMember>, now: string): object {
  const open = [...all].map(({ wire }) => wire).filter(({ status }) => status === 'queued' || status === 'active');
  const agents = [...team].map(({ id, name }) => {
    const own = open.filter(({ agent }) => agent?.id === id).length;
    return { agent_id: id, name, presence: 'online', open: own, unanswered: 0, free: 5 - own };
  });
  const queued = open.filter(({ status }) => status === 'queued').length;
  return { at: now, open: open.length, queued, active: open.length - queued, agents, departments: [] };
}

/** What events and the answers to calls say of a conversation. */
export function conversationOf({ wire }: DeskConversation): Fields {
  return without(wire, ['queued_at', 'updated_at', 'read_seq', 'unread_seqs', 'last_message']);
}

/** What the answers to calls say of a message. */
export function plainMessage(message: WireTeamMessage): Fields {
  return without(message, ['is_internal', 'agent_id', 'deleted_by']);
}

function itemOf(conversation: DeskConversation, agentId: string): WireInboxItem {
  const { wire, reads } = conversation;
  return { ...wire, read_seq: reads.get(agentId) ?? 0, unread_seqs: unreadIn(conversation, agentId) };
}

/** Where the visitor wrote after what an agent has read. */
export function unreadIn({ messages, reads }: DeskConversation, agentId: string): readonly number[] {
  const read = reads.get(agentId) ?? 0;
  const unread = messages.filter(
    ({ seq, sender, deleted_at }) => sender.kind === 'visitor' && seq > read && deleted_at === null,
  );
  return unread.slice(-100).map(({ seq }) => seq);
}

function without(object: object, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
