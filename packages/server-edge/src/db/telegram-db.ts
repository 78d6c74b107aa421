/** What the Telegram bridge remembers: agents, chats, topics, cards, and the inbox of updates. */
import type { AgentName, TeamConversation } from './agent-db.ts';
import type { DatabaseCaller } from './database-caller.ts';
import { namedArguments } from './named-arguments.ts';

export interface TelegramAgentInput {
  readonly organizationId: string;
  readonly telegramUserId: number;
  /** Kept only until an admin sets another one. */
  readonly name: string;
  readonly username?: string | undefined;
  /** Whether the bot may write to this agent first. Left out: as it is. */
  readonly dmStarted?: boolean | undefined;
}

export interface TelegramAgent extends AgentName {
  readonly telegram_user_id: number;
  readonly dm_started: boolean;
}

export type TelegramChatMode = 'topics' | 'claims';

export interface TelegramChat {
  readonly organization_id: string;
  readonly chat_id: number;
  readonly mode: TelegramChatMode;
  readonly department_id: string | null;
}

export interface TelegramChatConnection {
  readonly actor: { readonly kind: 'service' };
  readonly organizationId: string;
  /** By the columns' names. */
  readonly chat: {
    readonly chat_id: number;
    readonly mode: TelegramChatMode;
    readonly bot_id: number;
    readonly title?: string;
    readonly is_forum?: boolean;
  };
}

export interface TelegramRouteQuery {
  readonly chatId: number;
  readonly threadId?: number | undefined;
  readonly replyToMessageId?: number | undefined;
  readonly telegramUserId?: number | undefined;
}

export type TelegramRoute =
  | {
      readonly kind: 'topic';
      readonly organization_id: string;
      /** The newest conversation of the topic's visitor. */
      readonly conversation: TeamConversation;
      readonly topic_closed: boolean;
    }
  | {
      readonly kind: 'dm';
      readonly agent: AgentName & { readonly organization_id: string };
      /** By the message replied to, else the one this agent chose, else the one touched last; null when they have none. */
      readonly conversation: TeamConversation | null;
      readonly open_conversations: readonly OpenConversation[];
    }
  | { readonly kind: 'none' };

export interface TelegramMessageQuery {
  readonly chatId: number;
  readonly telegramMessageId: number;
  /** Who asks. */
  readonly telegramUserId: number;
}

/** The message behind a Telegram message. */
export interface FoundTelegramMessage {
  readonly conversation_id: string;
  readonly seq: number;
  readonly sender_kind: 'visitor' | 'agent' | 'bot' | 'system';
  /** in: somebody of the team wrote it in Telegram; out: the bot showed it there. */
  readonly direction: 'in' | 'out';
  readonly thread_id: number | null;
  readonly is_internal: boolean;
  /** Who asks; null when they are no active agent of this team. */
  readonly agent_id: string | null;
  /** Whether who asks has written it. */
  readonly is_own: boolean;
}

export interface OpenConversation {
  readonly id: string;
  readonly number: number;
  readonly visitor_name: string | null;
}

export interface TelegramTopicRecord {
  readonly visitorId: string;
  readonly widgetId: string;
  readonly chatId: number;
  readonly threadId: number;
  readonly name: string;
}

/** `lost`: the thread is forgotten, and the next delivery creates it anew. */
export type TelegramTopicState = 'open' | 'closed' | 'lost';

export interface TelegramCardRecord {
  readonly conversationId: string;
  readonly chatId: number;
  readonly messageId: number;
  readonly threadId?: number | undefined;
  /** picker: a list of answers to choose from. Default: card. */
  readonly role?: 'card' | 'picker' | undefined;
}

export interface NewTelegramUpdate {
  readonly botId: number;
  readonly updateId: number;
  /** Updates of one lane are worked off one after another. */
  readonly lane: string;
  readonly update: unknown;
}

export interface LeasedTelegramUpdate {
  readonly update_id: number;
  readonly lane: string;
  readonly update: unknown;
  readonly attempts: number;
}

export interface TelegramUpdateLease {
  readonly botId: number;
  readonly limit?: number | undefined;
  readonly leaseSeconds?: number | undefined;
}

export interface TelegramUpdateSettlement {
  readonly botId: number;
  readonly updateId: number;
  /** wait: Telegram wants silence, which is no failure. */
  readonly outcome: 'done' | 'retry' | 'wait' | 'dead';
  readonly error?: string | undefined;
  readonly retrySeconds?: number | undefined;
}

export interface TelegramDb {
  upsertTelegramAgent(agent: TelegramAgentInput): Promise<TelegramAgent>;
  findTelegramChat(chatId: number): Promise<TelegramChat | null>;
  findTelegramRoute(query: TelegramRouteQuery): Promise<TelegramRoute>;
  /** Null for what carries no message of a conversation. */
  findTelegramMessage(query: TelegramMessageQuery): Promise<FoundTelegramMessage | null>;
  /** Replaces a lost topic. */
  recordTelegramTopic(topic: TelegramTopicRecord): Promise<{ readonly thread_id: number }>;
  setTelegramTopicState(change: { chatId: number; threadId: number; state: TelegramTopicState }): Promise<void>;
  migrateTelegramChat(change: { oldChatId: number; newChatId: number }): Promise<void>;
  /** Connects a group to an organization, or changes how it is used. */
  connectTelegramChat(connection: TelegramChatConnection): Promise<{ readonly outcome: 'created' | 'updated' }>;
  /** The bot may not write there: everything waits, one delivery a minute tries, and the owners are told once. */
  pauseTelegramChat(change: { readonly chatId: number; readonly reason: string }): Promise<void>;
  /** It may again: what waits is due at once. */
  resumeTelegramChat(chatId: number): Promise<void>;
  recordTelegramCard(card: TelegramCardRecord): Promise<void>;
  /** Which of their open conversations an agent's next direct messages go to. */
  setAgentConversation(choice: {
    readonly agentId: string;
    readonly conversationId: string;
  }): Promise<{ readonly outcome: 'chosen' | 'not_yours' }>;
  /** False when this update was stored before. */
  storeTelegramUpdate(update: NewTelegramUpdate): Promise<{ readonly stored: boolean }>;
  leaseTelegramUpdates(lease: TelegramUpdateLease): Promise<readonly LeasedTelegramUpdate[]>;
  /** The fifth `retry` of an update makes it dead. */
  settleTelegramUpdate(settlement: TelegramUpdateSettlement): Promise<{ readonly state: 'done' | 'pending' | 'dead' }>;
}

export function createTelegramDb(caller: DatabaseCaller): TelegramDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    upsertTelegramAgent: (agent) => call('support_upsert_telegram_agent', agent),
    findTelegramChat: (chatId) => call('support_find_telegram_chat', { chatId }),
    findTelegramRoute: (query) => call('support_find_telegram_route', query),
    findTelegramMessage: (query) => call('support_find_telegram_message', query),
    recordTelegramTopic: (topic) => call('support_record_telegram_topic', topic),
    setTelegramTopicState: async (change) => void (await call('support_set_telegram_topic_state', change)),
    migrateTelegramChat: async (change) => void (await call('support_migrate_telegram_chat', change)),
    connectTelegramChat: (connection) => call('support_upsert_telegram_chat', connection),
    pauseTelegramChat: async (change) => void (await call('support_pause_telegram_chat', change)),
    resumeTelegramChat: async (chatId) => void (await call('support_resume_telegram_chat', { chatId })),
    recordTelegramCard: async (card) => void (await call('support_record_telegram_card', card)),
    setAgentConversation: (choice) => call('support_set_agent_conversation', choice),
    storeTelegramUpdate: (update) => call('support_store_telegram_update', update),
    leaseTelegramUpdates: (lease) => call('support_lease_telegram_updates', lease),
    settleTelegramUpdate: (settlement) => call('support_settle_telegram_update', settlement),
  };
}
