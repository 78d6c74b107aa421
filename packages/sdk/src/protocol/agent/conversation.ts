import type { WireConversationStatus } from '../conversation.ts';
import type { WireMessageType, WireSender } from '../message.ts';

export type WirePriority = 'low' | 'normal' | 'high' | 'urgent';

/** A conversation as the team sees it. */
export interface WireTeamConversation {
  readonly id: string;
  /** The number people use: `#1024`. */
  readonly number: number;
  readonly status: WireConversationStatus;
  readonly organization_id: string;
  readonly widget_id: string;
  readonly department_id: string | null;
  readonly visitor_id: string;
  readonly visitor_name: string | null;
  readonly last_seq: number;
  /** Grows by one with every change in the conversation, whatever its kind. */
  readonly revision: number;
  /** Newest message that the visitor has seen. */
  readonly visitor_read_seq: number;
  readonly subject: string | null;
  readonly category: string | null;
  readonly priority: WirePriority;
  readonly tags: readonly string[];
  /** Begun outside working hours. */
  readonly is_offline: boolean;
  /** Since when the visitor waits for an answer. */
  readonly waiting_since: string | null;
  readonly last_message_at: string | null;
  readonly snoozed_until: string | null;
  /** 1 to 5 */
  readonly rating: number | null;
  readonly created_at: string;
  readonly closed_at: string | null;
  readonly agent: WireAssignedAgent | null;
}

export interface WireAssignedAgent {
  readonly id: string;
  readonly name: string;
  readonly telegram_user_id: number | null;
}

/**
 * `GET agent/conversations?scope=…`: a page of an agent's inbox. A search for what very many have looks at so many conversations
 * at a time, so its page may be short, or empty, with more behind it.
 */
export interface WireInboxPage {
  readonly conversations: readonly WireInboxItem[];
  readonly has_more: boolean;
  /** For the next page; null on the last one. */
  readonly next_cursor: string | null;
}

export interface WireInboxItem extends WireTeamConversation {
  readonly queued_at: string;
  readonly updated_at: string;
  /** How far this agent has read. */
  readonly read_seq: number;
  /** Where the visitor wrote after that and nobody took it back, oldest first; of more than a hundred places the newest hundred. */
  readonly unread_seqs: readonly number[];
  /** The newest message that is no note. */
  readonly last_message: WireInboxExcerpt | null;
}

export interface WireInboxExcerpt {
  readonly seq: number;
  readonly sender_kind: WireSender['kind'];
  readonly sender_name: string | null;
  readonly type: WireMessageType;
  /** At most 140 characters; empty when the message was taken back. */
  readonly text: string;
  readonly created_at: string;
}

/** `GET agent/conversation?conversation_id=…`: everything about a conversation but its messages. */
export interface WireConversationDetails {
  readonly conversation: WireInboxItem & WireConversationFacts;
  readonly visitor: WireTeamVisitor;
  readonly department: { readonly id: string; readonly name: string } | null;
  /** Who had it, the first of them in front; the latest hundred. */
  readonly assignments: readonly WireAssignment[];
}

export interface WireConversationFacts {
  /** Where the visitor was when it began: page_url, referrer, language, device and more; what is not known is left out. */
  readonly context: Readonly<Record<string, unknown>>;
  /** What the form before the chat asked, by the field's name. */
  readonly prechat: Readonly<Record<string, unknown>>;
  readonly required_skills: readonly string[];
  readonly delivered_seq: number;
  readonly seen_seq: number;
  readonly claimed_at: string | null;
  readonly first_response_at: string | null;
  readonly escalated_at: string | null;
  readonly escalations: number;
  readonly reopened_count: number;
  readonly ended_by: string | null;
  readonly rating_comment: string | null;
  /** 0 to 10 */
  readonly nps: number | null;
  readonly rated_at: string | null;
  readonly wait_seconds: number | null;
  readonly first_response_seconds: number | null;
  readonly resolution_seconds: number | null;
}

export interface WireAssignment {
  readonly agent: { readonly id: string; readonly name: string };
  readonly reason: string;
  readonly assigned_by: string | null;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly ended_reason: string | null;
}

/** A visitor as the team sees them; what a visitor may know of themselves is less. */
export interface WireTeamVisitor {
  readonly id: string;
  /** The site's own id for them, once it has said who they are. */
  readonly external_id: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly avatar_url: string | null;
  readonly locale: string | null;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly consent: 'unknown' | 'granted' | 'denied';
  readonly identified_at: string | null;
  readonly banned_at: string | null;
  /** Null with `banned_at`: for good. */
  readonly banned_until: string | null;
  readonly banned_by: string | null;
  readonly ban_reason: string | null;
  readonly created_at: string;
  readonly last_seen_at: string;
}

/** `PATCH agent/conversation`: what is left out stays as it is. */
export interface WireConversationChange {
  readonly conversation_id: string;
  readonly subject?: string | null;
  readonly category?: string | null;
  readonly priority?: WirePriority;
  readonly tags?: readonly string[];
  readonly required_skills?: readonly string[];
  /** ISO 8601, within a year; null ends the snooze. */
  readonly snoozed_until?: string | null;
}

/** `POST agent/claim`, `pass`, `unassign`, `resolve`, `close` and `reopen`. */
export interface WireConversationCall {
  readonly conversation_id: string;
}

/** `POST agent/assign`: to a colleague, or to oneself. */
export interface WireAssignRequest extends WireConversationCall {
  readonly agent_id: string;
}

/** `POST agent/transfer`: to a colleague, to a department's queue, or to a colleague in another department. */
export interface WireTransferRequest extends WireConversationCall {
  readonly to_agent_id?: string;
  readonly to_department_id?: string;
  /** Only the team reads it. */
  readonly note?: string;
}

export type WireConversationOutcome =
  | 'claimed'
  | 'already_yours'
  | 'taken'
  | 'passed'
  | 'not_yours'
  | 'assigned'
  | 'already_theirs'
  | 'unassigned'
  | 'not_assigned'
  | 'transferred'
  | 'resolved'
  | 'already_ended'
  | 'closed'
  | 'already_closed'
  | 'reopened'
  | 'already_open'
  | 'updated'
  | 'unchanged';

/** What became of it, and the conversation as it is now. Repeating a call changes nothing and says so. */
export interface WireConversationResult {
  readonly outcome: WireConversationOutcome;
  readonly conversation: WireTeamConversation;
}

export interface WireClaimResult extends WireConversationResult {
  /** Who has it now. */
  readonly agent: { readonly id: string; readonly name: string } | null;
}
