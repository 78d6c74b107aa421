/** What an agent may cause, whichever way they reach us. */
import type { WireTextEntity } from '@support-chat/sdk/protocol';
import type { WireTeamReadResponse } from '@support-chat/sdk/protocol/agent';
import type { ConversationStatus } from '../schemas/conversation.ts';
import type { Message } from '../schemas/message.ts';
import type { DatabaseCaller } from './database-caller.ts';
import { namedArguments } from './named-arguments.ts';

/** A conversation as the team sees it. */
export interface TeamConversation {
  readonly id: string;
  /** `#1024` */
  readonly number: number;
  readonly status: ConversationStatus;
  readonly organization_id: string;
  readonly visitor_id: string;
  readonly visitor_name: string | null;
  readonly last_seq: number;
  readonly revision: number;
  readonly agent: AssignedAgent | null;
}

export interface AssignedAgent {
  readonly id: string;
  readonly name: string;
  readonly telegram_user_id: number | null;
}

export interface AgentName {
  readonly id: string;
  readonly name: string;
}

export interface NewAgentMessage {
  readonly conversationId: string;
  readonly agentId: string;
  readonly messageId: string;
  readonly text: string;
  /** How the text is formatted. */
  readonly content?: { readonly entities: readonly WireTextEntity[] } | undefined;
  /** A note that the visitor never sees. Default false. */
  readonly internal?: boolean | undefined;
  /** The message that this one answers. */
  readonly replyTo?: string | undefined;
  /** Files of this agent, stored and not sent yet; they make it a `file` or an `image`. */
  readonly attachmentIds?: readonly string[] | undefined;
  /** Recorded in the same transaction; the same Telegram message twice is one message here. */
  readonly telegram?: TelegramMessageRef | undefined;
}

export interface TelegramMessageRef {
  readonly bot_id: number;
  readonly chat_id: number;
  readonly message_id: number;
  readonly thread_id: number | null;
  /** What it quotes; one that is no message of ours is no quote. */
  readonly reply_to_message_id?: number | null;
}

export interface AgentMessageResult {
  readonly outcome: 'posted' | 'duplicate';
  readonly message: Message;
  readonly conversation: TeamConversation;
}

export interface AgentMessageEdit {
  readonly chatId: number;
  readonly telegramMessageId: number;
  readonly text: string;
  /** Left out: the text is plain from now on. */
  readonly entities?: readonly WireTextEntity[] | undefined;
}

export type AgentMessageEditResult =
  { readonly outcome: 'edited' | 'unchanged'; readonly message?: Message } | { readonly outcome: 'unknown' };

export interface TelegramMessageDeletion {
  readonly chatId: number;
  readonly telegramMessageId: number;
  readonly agentId: string;
}

export interface TelegramMessageDeletionResult {
  readonly outcome: 'deleted' | 'already_deleted' | 'unknown';
}

export interface AgentOnConversation {
  readonly conversationId: string;
  readonly agentId: string;
}

export interface ClaimResult {
  readonly outcome: 'claimed' | 'already_yours' | 'taken' | 'closed';
  /** Who has it now. */
  readonly agent: AgentName | null;
  readonly conversation: TeamConversation;
}

export interface StateChange {
  readonly conversationId: string;
  readonly agentId?: string | undefined;
}

export interface StateChangeResult<Outcome extends string> {
  readonly outcome: Outcome;
  readonly conversation: TeamConversation;
}

export interface AgentDb {
  /** Assigns the agent when nobody has the conversation; reopens a closed one. */
  postAgentMessage(message: NewAgentMessage): Promise<AgentMessageResult>;
  editAgentMessage(edit: AgentMessageEdit): Promise<AgentMessageEditResult>;
  /** Their own words, or, for an admin, anybody's. Never comes back. */
  deleteTelegramMessage(deletion: TelegramMessageDeletion): Promise<TelegramMessageDeletionResult>;
  /** Never back, never past the newest message; the visitor learns that they were seen. */
  markConversationRead(mark: AgentOnConversation & { readonly seq: number }): Promise<WireTeamReadResponse>;
  /** One winner, however many try at the same moment. */
  claimConversation(claim: AgentOnConversation): Promise<ClaimResult>;
  passConversation(pass: AgentOnConversation): Promise<StateChangeResult<'passed' | 'not_yours'>>;
  closeConversation(change: StateChange): Promise<StateChangeResult<'closed' | 'already_closed'>>;
  reopenConversation(change: StateChange): Promise<StateChangeResult<'reopened' | 'already_open'>>;
}

export function createAgentDb(caller: DatabaseCaller): AgentDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    postAgentMessage: (message) => call('support_post_agent_message', message),
    editAgentMessage: (edit) => call('support_edit_agent_message', edit),
    deleteTelegramMessage: (deletion) => call('support_delete_telegram_message', deletion),
    markConversationRead: (mark) => call('support_mark_conversation_read', mark),
    claimConversation: (claim) => call('support_claim_conversation', claim),
    passConversation: (pass) => call('support_pass_conversation', pass),
    closeConversation: (change) => call('support_close_conversation', change),
    reopenConversation: (change) => call('support_reopen_conversation', change),
  };
}
