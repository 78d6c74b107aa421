/** The outbox: what the server still has to send to Telegram and by e-mail, in lanes. And the scheduled housekeeping. */
import type { WireTextEntity } from '@support-chat/sdk/protocol';
import type { TeamConversation } from './agent-db.ts';
import type { DatabaseCaller } from './database-caller.ts';
import { namedArguments } from './named-arguments.ts';
import type { TelegramChatMode, TelegramTopicState } from './telegram-db.ts';

interface OutboxJobBase<Kind extends string, Payload> {
  /** Text, because a bigint does not survive JSON.parse. */
  readonly id: string;
  /** `telegram:<chat_id>`; jobs of one lane are sent one at a time, the most urgent first, then the oldest. */
  readonly lane: string;
  readonly kind: Kind;
  readonly chat_id: number;
  /** 1 at the first try. */
  readonly attempts: number;
  /** Parts of a long text that were recorded by an earlier try; left out when there are none. */
  readonly sent_parts?: number;
  /** Further lines of a visitor, leased along because more waits than the lane may send. */
  readonly batch?: readonly BatchedLine[];
  readonly payload: Payload;
  /** Read at lease time, so it is newer than the job. Empty when the job is about no conversation. */
  readonly context: OutboxContext;
}

export type OutboxJob =
  | OutboxJobBase<'visitor_message', { readonly conversation_id: string; readonly message_id: string }>
  | OutboxJobBase<
      'conversation_state',
      {
        readonly conversation_id: string;
        /** moved: it came here from another group, which makes this one its place. */
        readonly state: 'closed' | 'reopened' | 'claimed' | 'passed' | 'moved';
        readonly agent_name: string | null;
      }
    >
  | OutboxJobBase<'claim_transcript', { readonly conversation_id: string; readonly agent_id: string }>
  | OutboxJobBase<
      'agent_notice',
      {
        readonly text: string;
        /** Where `reply_to_message_id` is; left out in groups without topics. */
        readonly thread_id?: number | null;
        readonly reply_to_message_id: number | null;
      }
    >
  | OutboxJobBase<'visitor_edit', ConversationPayload>
  | OutboxJobBase<'visitor_deletion', ConversationPayload>
  | OutboxJobBase<'visitor_typing', ConversationPayload>
  | OutboxJobBase<'read_receipt', ConversationPayload & { readonly telegram_message_id: number }>
  | OutboxJobBase<
      'visitor_card',
      /** With a message: the card in an agent's direct messages, which is the job's chat. */
      ConversationPayload & { readonly card_message_id?: number }
    >
  | OutboxJobBase<'agent_message', ConversationPayload>
  | OutboxJobBase<
      'reminder',
      ConversationPayload & {
        readonly waiting_since: string | null;
        /** Whom it calls. */
        readonly mentions?: readonly { readonly telegram_user_id: number; readonly name: string }[];
      }
    >
  | OutboxJobBase<'owner_alert', OwnerAlert>
  | OutboxJobBase<'forget_topic', { readonly chat_id: number; readonly thread_id: number }>;

interface ConversationPayload {
  readonly conversation_id: string;
}

interface OwnerAlert {
  /** The bot was removed from a group, or lost a right there. */
  readonly event: 'chat_paused';
  readonly chat_id: number;
  readonly title: string | null;
  /** In Telegram's words. */
  readonly reason: string;
}

export interface OutboxContext {
  /** Null when the organization's group was taken out of the configuration. */
  readonly mode: TelegramChatMode | null;
  /** The group of the organization or department; differs from the job's chat when that is an agent's DM. */
  readonly group_chat_id: number | null;
  readonly organization_id: string;
  readonly widget_id: string;
  readonly widget_name: string;
  readonly visitor: OutboxVisitor;
  readonly conversation: TeamConversation;
  readonly message: OutboxMessage | null;
  readonly topic: { readonly chat_id: number; readonly thread_id: number; readonly state: TelegramTopicState } | null;
  /** This conversation's card in this chat. */
  readonly card: { readonly chat_id: number; readonly message_id: number } | null;
  /** The last ten messages before `message`, oldest first. */
  readonly tail: readonly TailMessage[];
  /** How many conversations this visitor had before. */
  readonly past_conversations: number;
  /** Who wrote `message`; where that is not always the visitor: answers, edits, deletions. */
  readonly sender_kind?: 'visitor' | 'agent' | 'bot' | 'system' | null;
  readonly sender_name?: string | null;
  /** Of `message`, when it has any. */
  readonly attachments?: readonly OutboxAttachment[];
  /** What `message` has become in Telegram so far; where that matters: edits, deletions, a text sent in part. */
  readonly sent_messages?: readonly KnownTelegramMessage[];
}

export interface OutboxVisitor {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly language: string | null;
  readonly time_zone: string | null;
  readonly page_url: string | null;
  readonly page_title: string | null;
  readonly referrer: string | null;
  readonly country: string | null;
}

export interface OutboxMessage {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
  /** An agent's formatting; left out when the text is plain, as visitors' always is. */
  readonly entities?: readonly WireTextEntity[];
  readonly deleted_at: string | null;
  readonly edited_at: string | null;
  /** What it quotes, in the job's chat; null when it quotes nothing that this chat has. */
  readonly reply_to_message_id?: number | null;
}

export interface OutboxAttachment {
  readonly name: string;
  readonly byte_size: number;
}

export interface KnownTelegramMessage {
  readonly chat_id: number;
  readonly message_id: number;
  readonly thread_id: number | null;
  readonly part: number;
  /** All it shows, as it is now, where several lines of the visitor went out together. */
  readonly lines?: readonly { readonly text: string; readonly deleted_at: string | null }[];
}

/** A line of the visitor that goes out in the same Telegram message as the one before it. */
export interface BatchedLine {
  /** Of its delivery. */
  readonly id: string;
  readonly message_id: string;
  readonly text: string;
}

export interface TailMessage {
  readonly sender_kind: 'visitor' | 'agent' | 'bot' | 'system';
  readonly sender_name: string | null;
  readonly text: string;
  readonly entities?: readonly WireTextEntity[];
  readonly created_at: string;
  /** A note, which the visitor never saw. */
  readonly is_internal?: boolean;
}

export interface OutboxLease {
  readonly limit?: number | undefined;
  readonly leaseSeconds?: number | undefined;
  readonly lane?: string | undefined;
  /** What a group takes, and a person in a third of the time; 0 for no budget. Default 20, Telegram's limit. */
  readonly sendsPerMinute?: number | undefined;
  /** How many lines of a visitor may come as one job (`batch`) when more waits than the lane may send. Default 1. */
  readonly lines?: number | undefined;
}

export interface OutboxSettlement {
  readonly id: string;
  /** As the job says: once it was handed to another worker, only `sent` counts. Default: whoever settles it has it. */
  readonly attempts?: number | undefined;
  /**
   * retry: it failed; the tenth failure buries what is a day old. wait: Telegram wants silence in the whole lane. paused:
   * the bot may not write there, so one job a minute tries. Neither of these two counts as a failure.
   */
  readonly outcome: 'sent' | 'retry' | 'wait' | 'paused' | 'dead';
  readonly error?: string | undefined;
  readonly retrySeconds?: number | undefined;
  readonly sent?: readonly SentTelegramMessage[] | undefined;
  readonly sentParts?: number | undefined;
  /** The rest of its batch: sent in the same message, or not sent either. */
  readonly withIds?: readonly string[] | undefined;
  /** Sends to the lane's chat besides the first and the recorded parts; -1: not even the first. For its budget. Default 0. */
  readonly furtherSends?: number | undefined;
}

export interface SentTelegramMessage {
  readonly chat_id: number;
  readonly message_id: number;
  readonly thread_id: number | null;
  readonly role: 'message' | 'card' | 'transcript' | 'notice' | 'reminder';
  /** 1 for the first part of a split text. */
  readonly part: number;
}

export interface Backlog {
  readonly outbox_pending: number;
  readonly outbox_dead: number;
  readonly updates_pending: number;
  readonly updates_dead: number;
  readonly oldest_outbox_seconds: number | null;
}

/** What a tick has done, by step; `skipped` and nothing else while another one runs. */
export type TickResult = TickCounts | { readonly skipped: true };

interface TickCounts {
  readonly skipped: false;
  /** Perhaps not all was done: call it again. */
  readonly has_more: boolean;
  /** Steps that failed; they stop no other step. */
  readonly failures: readonly { readonly step: string; readonly sqlstate: string; readonly message: string }[];
  readonly escalated: number;
  readonly routed: number;
  readonly rolled_up: number;
  readonly expired_presence: number;
  readonly ended_bans: number;
  readonly ended_snoozes: number;
  readonly removed_attachments: number;
  readonly pruned_invitations: number;
  readonly pruned_events: number;
  readonly pruned_audit_logs: number;
  readonly pruned_conversations: number;
  readonly pruned_widgets: number;
  readonly expired_sessions: number;
  readonly pruned_updates: number;
  readonly pruned_outbox: number;
  readonly pruned_rate_limits: number;
}

export interface LeaseRenewal {
  readonly id: string;
  /** As the job says. */
  readonly attempts: number;
  readonly leaseSeconds: number;
}

export interface OutboxDb {
  /** At most one job per lane, the head; `attempts` already counts this try. */
  leaseOutbox(lease?: OutboxLease): Promise<readonly OutboxJob[]>;
  /** In how many seconds a lane of Telegram's may send again; null when nothing waits. The budget is that of the lease. */
  getNextDelivery(budget?: Pick<OutboxLease, 'sendsPerMinute'>): Promise<{ readonly seconds: number | null }>;
  /** A delivery takes longer. False: somebody else has it by now. */
  renewLease(renewal: LeaseRenewal): Promise<{ readonly renewed: boolean }>;
  /** Remembers a part of a long text right after it was sent, so that a retry goes on after it. */
  recordOutboxPart(part: { readonly id: string; readonly sent: SentTelegramMessage }): Promise<void>;
  /** `null`: the job was settled before, or another worker has it. */
  settleOutbox(settlement: OutboxSettlement): Promise<{ readonly state: 'sent' | 'pending' | 'dead' | null }>;
  countBacklog(): Promise<Backlog>;
  runTick(): Promise<TickResult>;
}

export function createOutboxDb(caller: DatabaseCaller): OutboxDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    leaseOutbox: (lease = {}) => call('support_lease_outbox', lease),
    getNextDelivery: (budget = {}) => call('support_get_next_delivery', budget),
    renewLease: (renewal) => call('support_renew_lease', renewal),
    recordOutboxPart: async (part) => void (await call('support_record_outbox_part', part)),
    settleOutbox: (settlement) => call('support_settle_outbox', settlement),
    countBacklog: () => call('support_count_backlog', {}),
    runTick: () => call('support_run_tick', {}),
  };
}
