/** Conversations from the wire's shape to the snapshot's. */
import type {
  WireConversationDetails,
  WireConversationFacts,
  WireInboxExcerpt,
  WireInboxItem,
  WireTeamConversation,
} from '../../protocol/agent/conversation.ts';
import type {
  AgentAssignment,
  AgentConversation,
  AgentConversationDetails,
  AgentExcerpt,
} from '../agent-conversation.ts';
import {
  count,
  countOrNull,
  fieldsOf,
  list,
  named,
  oneOf,
  record,
  text,
  textOrNull,
  texts,
  time,
  timeOrNull,
} from './read-value.ts';
import { toVisitor } from './visitor.ts';

/** What an event or the answer to a call says about a conversation. */
export type ConversationNews = Omit<
  AgentConversation,
  'queuedAt' | 'updatedAt' | 'readSeq' | 'unreadCount' | 'visitorIsTyping' | 'lastMessage'
> & { readonly revision: number };

/** All that is known of one; what the snapshot shows is made of it. */
export type ConversationRecord = ConversationNews &
  Pick<AgentConversation, 'queuedAt' | 'updatedAt' | 'readSeq' | 'lastMessage'> & {
    /** Where the visitor wrote after `readSeq`, oldest first. */
    readonly unreadSeqs: readonly number[];
  };

/** Null for what is no conversation. */
export function toConversationNews(value: unknown): ConversationNews | null {
  const wire = fieldsOf<WireTeamConversation>(value);
  if (typeof wire.id !== 'string' || typeof wire.revision !== 'number') return null;
  return {
    id: wire.id,
    revision: wire.revision,
    number: count(wire.number),
    status: oneOf(['closed', 'queued', 'active', 'resolved'], wire.status),
    widgetId: text(wire.widget_id),
    departmentId: textOrNull(wire.department_id),
    visitorId: text(wire.visitor_id),
    visitorName: textOrNull(wire.visitor_name),
    subject: textOrNull(wire.subject),
    category: textOrNull(wire.category),
    priority: oneOf(['normal', 'low', 'high', 'urgent'], wire.priority),
    tags: texts(wire.tags),
    isOffline: wire.is_offline === true,
    agent: named(wire.agent),
    waitingSince: timeOrNull(wire.waiting_since),
    snoozedUntil: timeOrNull(wire.snoozed_until),
    rating: countOrNull(wire.rating),
    createdAt: time(wire.created_at),
    closedAt: timeOrNull(wire.closed_at),
    lastMessageAt: timeOrNull(wire.last_message_at),
    lastSeq: count(wire.last_seq),
    visitorReadSeq: count(wire.visitor_read_seq),
  };
}

/** Null for what is no line of an inbox. */
export function toConversationRecord(value: unknown): ConversationRecord | null {
  const news = toConversationNews(value);
  const wire = fieldsOf<WireInboxItem>(value);
  return (
    news && {
      ...news,
      queuedAt: time(wire.queued_at),
      updatedAt: time(wire.updated_at),
      readSeq: count(wire.read_seq),
      unreadSeqs: list(wire.unread_seqs, countOrNull),
      lastMessage: toExcerpt(wire.last_message),
    }
  );
}

function toExcerpt(value: unknown): AgentExcerpt | null {
  const wire = fieldsOf<WireInboxExcerpt>(value);
  if (typeof wire.seq !== 'number') return null;
  return Object.freeze({
    seq: wire.seq,
    sender: toSenderKind(wire.sender_kind),
    senderName: textOrNull(wire.sender_name),
    type: toMessageType(wire.type),
    text: text(wire.text),
    createdAt: time(wire.created_at),
  });
}

export const toSenderKind = (value: unknown): AgentExcerpt['sender'] =>
  oneOf(['system', 'visitor', 'agent', 'bot'], value);

export const toMessageType = (value: unknown): AgentExcerpt['type'] =>
  oneOf(['text', 'file', 'image', 'card', 'form'], value);

/** What the details say besides the conversation itself; null when the answer is none. */
export function toDetails(value: unknown, conversation: AgentConversation): AgentConversationDetails | null {
  const wire = fieldsOf<WireConversationDetails>(value);
  const visitor = toVisitor(wire.visitor);
  const facts = fieldsOf<WireConversationFacts>(wire.conversation);
  if (!visitor) return null;
  return Object.freeze({
    conversation,
    visitor,
    department: named(wire.department),
    assignments: list(wire.assignments, toAssignment),
    context: record(facts.context),
    prechat: record(facts.prechat),
    requiredSkills: texts(facts.required_skills),
    claimedAt: timeOrNull(facts.claimed_at),
    firstResponseAt: timeOrNull(facts.first_response_at),
    escalatedAt: timeOrNull(facts.escalated_at),
    reopenedCount: count(facts.reopened_count),
    endedBy: textOrNull(facts.ended_by),
    ratingComment: textOrNull(facts.rating_comment),
    nps: countOrNull(facts.nps),
    waitSeconds: countOrNull(facts.wait_seconds),
    firstResponseSeconds: countOrNull(facts.first_response_seconds),
    resolutionSeconds: countOrNull(facts.resolution_seconds),
  });
}

function toAssignment(value: unknown): AgentAssignment | null {
  const wire = fieldsOf<WireConversationDetails['assignments'][number]>(value);
  const agent = named(wire.agent);
  return (
    agent &&
    Object.freeze({
      agent,
      reason: text(wire.reason),
      startedAt: time(wire.started_at),
      endedAt: timeOrNull(wire.ended_at),
      endedReason: textOrNull(wire.ended_reason),
    })
  );
}
