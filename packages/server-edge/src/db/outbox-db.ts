/** The outbox: what the server still has to send to Telegram, in lanes. And the scheduled housekeeping. */
import type { TeamConversation } from './agent-db.ts';
import type { DatabaseCaller } from './database-caller.ts';
import { namedArguments } from './named-arguments.ts';
import type { TelegramChatMode, TelegramTopicState } from './telegram-db.ts';

interface OutboxJobBase<Kind extends string, Payload> {
  /** Text, because a bigint does not survive JSON.parse. */
  readonly id: string;
  /** `telegram:<chat_id>`; jobs of one lane are sent in the order of their ids. */
  readonly lane: string;
  readonly kind: Kind;
  readonly chat_id: number;
  /** 1 at the first try. */
  readonly attempts: number;
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
        readonly state: 'closed' | 'reopened' | 'claimed' | 'passed';
        readonly agent_name: string | null;
      }
    >
  | OutboxJobBase<'claim_transcript', { readonly conversation_id: string; readonly agent_id: string }>
  | OutboxJobBase<'agent_notice', { readonly text: string; readonly reply_to_message_id: number | null }>;

export interface OutboxContext {
  readonly mode: TelegramChatMode;
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
  readonly deleted_at: string | null;
  readonly edited_at: string | null;
}

export interface TailMessage {
  readonly sender_kind: 'visitor' | 'agent' | 'bot' | 'system';
  readonly sender_name: string | null;
  readonly text: string;
  readonly created_at: string;
}

export interface OutboxLease {
  readonly limit?: number | undefined;
  readonly leaseSeconds?: number | undefined;
  readonly lane?: string | undefined;
}

export interface OutboxSettlement {
  readonly id: string;
  readonly outcome: 'sent' | 'retry' | 'dead';
  readonly error?: string | undefined;
  readonly retrySeconds?: number | undefined;
  readonly sent?: readonly SentTelegramMessage[] | undefined;
}

export interface SentTelegramMessage {
  readonly chat_id: number;
  readonly message_id: number;
  readonly thread_id: number | null;
  readonly role: 'message' | 'card' | 'transcript' | 'notice';
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

export interface TickResult {
  readonly expired_sessions: number;
  readonly pruned_updates: number;
  readonly pruned_outbox: number;
  readonly pruned_rate_limits: number;
}

export interface OutboxDb {
  /** At most one job per lane, the head; `attempts` already counts this try. */
  leaseOutbox(lease?: OutboxLease): Promise<readonly OutboxJob[]>;
  /** `null`: the job was settled before. */
  settleOutbox(settlement: OutboxSettlement): Promise<{ readonly state: 'sent' | 'pending' | 'dead' | null }>;
  countBacklog(): Promise<Backlog>;
  runTick(): Promise<TickResult>;
}

export function createOutboxDb(caller: DatabaseCaller): OutboxDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    leaseOutbox: (lease = {}) => call('support_lease_outbox', lease),
    settleOutbox: (settlement) => call('support_settle_outbox', settlement),
    countBacklog: () => call('support_count_backlog', {}),
    runTick: () => call('support_run_tick', {}),
  };
}
