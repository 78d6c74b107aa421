import type { WireConversationStatus } from '../protocol/conversation.ts';
import type { WireConversationOutcome, WirePriority } from '../protocol/agent/conversation.ts';
import type { ChatMessage } from '../store/chat-state.ts';

/** `queued`: nobody has it. `active`: somebody has. `resolved`, `closed`: it has ended; a message may open the former again. */
export type ConversationStatus = WireConversationStatus;

/** How soon it should be answered; the queue is sorted by it. */
export type ConversationPriority = WirePriority;

/** What became of a call. Repeating one changes nothing and says so (`already_yours`, `unchanged` …). */
export type ConversationOutcome = WireConversationOutcome;

/** Which conversations the inbox shows. */
export interface InboxFilter {
  /** `mine`: open ones of this agent; `queued`: what they could take; `all`: everything of the organization. */
  readonly scope: 'mine' | 'queued' | 'all';
  /** Left out: any; in `mine` the open ones. */
  readonly status?: readonly ConversationStatus[];
  readonly departmentId?: string;
  readonly tag?: string;
  readonly priority?: ConversationPriority;
  /** Only what was put off, or only what was not. Left out: in `all` both, otherwise what was not. */
  readonly isSnoozed?: boolean;
  /** Beginnings of words in the visitor's name, e-mail address or the subject, or `#1024`. */
  readonly search?: string;
}

/** A line of the inbox. Times are milliseconds since 1970. */
export interface AgentConversation {
  readonly id: string;
  /** The number people use: `#1024`. */
  readonly number: number;
  readonly status: ConversationStatus;
  readonly widgetId: string;
  readonly departmentId: string | null;
  readonly visitorId: string;
  readonly visitorName: string | null;
  readonly subject: string | null;
  readonly category: string | null;
  readonly priority: ConversationPriority;
  readonly tags: readonly string[];
  /** Begun outside working hours. */
  readonly isOffline: boolean;
  /** Who has it. */
  readonly agent: { readonly id: string; readonly name: string } | null;
  /** Since when the visitor waits for an answer. */
  readonly waitingSince: number | null;
  readonly snoozedUntil: number | null;
  /** 1 to 5 */
  readonly rating: number | null;
  readonly createdAt: number;
  readonly queuedAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  readonly lastMessageAt: number | null;
  /** Of the newest message, a note or a line of the chat's own included. */
  readonly lastSeq: number;
  /** How far this agent has read. */
  readonly readSeq: number;
  /** How far the visitor has read. */
  readonly visitorReadSeq: number;
  /** What the visitor wrote, did not take back, and this agent has not read; 100 stands for that many or more. Whoever writes has read. */
  readonly unreadCount: number;
  readonly visitorIsTyping: boolean;
  /** The newest message that is no note. */
  readonly lastMessage: AgentExcerpt | null;
}

/** The beginning of a message. */
export interface AgentExcerpt {
  readonly seq: number;
  readonly sender: ChatMessage['sender']['kind'];
  readonly senderName: string | null;
  readonly type: ChatMessage['type'];
  /** At most 140 characters; empty when the message was taken back. */
  readonly text: string;
  readonly createdAt: number;
}

/** Everything about a conversation but its messages. Times are milliseconds since 1970. */
export interface AgentConversationDetails {
  readonly conversation: AgentConversation;
  readonly visitor: AgentVisitor;
  readonly department: { readonly id: string; readonly name: string } | null;
  /** Who had it, the first of them in front. */
  readonly assignments: readonly AgentAssignment[];
  /** Where the visitor was when it began: page_url, referrer, language, device and more; what is not known is left out. */
  readonly context: Readonly<Record<string, unknown>>;
  /** What the form before the chat asked, by the field's name. */
  readonly prechat: Readonly<Record<string, unknown>>;
  readonly requiredSkills: readonly string[];
  readonly claimedAt: number | null;
  readonly firstResponseAt: number | null;
  readonly escalatedAt: number | null;
  readonly reopenedCount: number;
  readonly endedBy: string | null;
  readonly ratingComment: string | null;
  /** 0 to 10 */
  readonly nps: number | null;
  readonly waitSeconds: number | null;
  readonly firstResponseSeconds: number | null;
  readonly resolutionSeconds: number | null;
}

/** A time that somebody had the conversation. */
export interface AgentAssignment {
  readonly agent: { readonly id: string; readonly name: string };
  readonly reason: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly endedReason: string | null;
}

/** A visitor as the team sees them. Times are milliseconds since 1970. */
export interface AgentVisitor {
  readonly id: string;
  /** The site's own id for them, once it has said who they are. */
  readonly externalId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly avatarUrl: string | null;
  readonly locale: string | null;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly consent: 'unknown' | 'granted' | 'denied';
  readonly identifiedAt: number | null;
  readonly bannedAt: number | null;
  /** Null with `bannedAt`: for good. */
  readonly bannedUntil: number | null;
  readonly banReason: string | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
}

/** What `updateConversation` changes: what is left out stays as it is. */
export interface ConversationChange {
  readonly subject?: string | null;
  readonly category?: string | null;
  readonly priority?: ConversationPriority;
  readonly tags?: readonly string[];
  readonly requiredSkills?: readonly string[];
  /** Milliseconds since 1970, within a year; null ends the snooze. */
  readonly snoozedUntil?: number | null;
}

/** What `updateVisitor` changes: what is left out stays, null forgets. */
export interface VisitorChange {
  readonly name?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly locale?: string | null;
  readonly traits?: Readonly<Record<string, unknown>>;
}

/** To a colleague, to a department's queue, or to a colleague in another department: at least one of the two. */
export interface TransferTarget {
  readonly agentId?: string;
  readonly departmentId?: string;
  /** Only the team reads it. */
  readonly note?: string;
}

/** What a visitor did on the site, the newest in front, as far as it was loaded. */
export interface AgentTrail {
  readonly events: readonly AgentTrailEvent[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
}

/** A page that was seen, or something that the site has reported. */
export interface AgentTrailEvent {
  readonly id: string;
  readonly kind: 'page_view' | 'custom';
  readonly name: string | null;
  readonly pageUrl: string | null;
  readonly pageTitle: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
}

/** Who has a conversation after a `claim`. */
export interface ClaimResult {
  /** `claimed`, `already_yours`, or `taken` when somebody was faster. */
  readonly outcome: ConversationOutcome;
  readonly agent: { readonly id: string; readonly name: string } | null;
}
