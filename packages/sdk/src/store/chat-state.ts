import type { ChatError } from '../errors.ts';
import type { WireTextEntity } from '../protocol/text-entity.ts';

/**
 * Everything a user interface needs, as one frozen value. A new snapshot is made for every change and parts that did
 * not change keep their identity, so `===` is enough to decide what to draw again.
 */
export interface ChatSnapshot {
  /** Where the widget's configuration is. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly config: ChatConfig | null;
  readonly availability: ChatAvailability | null;
  readonly conversation: ChatConversation | null;
  /** Oldest first; messages that are still on their way stand last, in the order they were written. */
  readonly messages: readonly ChatMessage[];
  /** True while the history of the conversation is on its way for the first time. */
  readonly isLoadingMessages: boolean;
  readonly hasOlderMessages: boolean;
  readonly isLoadingOlder: boolean;
  readonly unreadCount: number;
  readonly connection: ConnectionStatus;
  /** `memory`: the browser refuses storage, so unsent messages and the conversation do not survive a reload. */
  readonly storage: 'persistent' | 'memory';
  /** What last went wrong and still stands in the way; null when all is well. */
  readonly error: ChatError | null;
}

/**
 * - `idle`: nothing to be connected for (chat closed, or no conversation yet)
 * - `connecting`: on the way
 * - `live`: answers arrive at once over Realtime
 * - `polling`: Realtime is away, answers arrive within seconds
 * - `offline`: the server cannot be reached; messages wait
 */
export type ConnectionStatus = 'idle' | 'connecting' | 'live' | 'polling' | 'offline';

export interface ChatConfig {
  readonly name: string;
  readonly teamName: string;
  readonly accent: string | null;
  readonly logoUrl: string | null;
  readonly greetingTitle: string | null;
  readonly greetingText: string | null;
  readonly defaultLocale: string;
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  /** Longest text of one message, in UTF-16 code units. */
  readonly maxMessageLength: number;
}

export interface ChatAvailability {
  /** `away`: working hours, but nobody is there; `offline`: outside working hours. */
  readonly status: 'online' | 'away' | 'offline';
  readonly agents: readonly ChatPerson[];
  readonly replyTimeMs: number | null;
}

export interface ChatPerson {
  readonly name: string;
  readonly avatarUrl: string | null;
}

export interface ChatConversation {
  readonly id: string;
  readonly number: number;
  readonly status: 'queued' | 'active' | 'resolved' | 'closed';
  readonly agent: ChatPerson | null;
}

export interface ChatMessage {
  /** UUID, the same before and after sending. */
  readonly id: string;
  /** Position in the conversation; null while the message has not reached the server. */
  readonly seq: number | null;
  readonly sender: {
    readonly kind: 'visitor' | 'agent' | 'bot' | 'system';
    readonly name: string | null;
    readonly avatarUrl: string | null;
  };
  readonly text: string;
  /** How an agent formatted the text: sorted, one within the other or apart. Undefined: plain. */
  readonly entities?: readonly WireTextEntity[] | undefined;
  /** Milliseconds since 1970; the server's time once it has answered. */
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
  /** Null for messages of other people. */
  readonly delivery: MessageDelivery | null;
}

/**
 * - `queued`: stored here, waits for its turn or for the network
 * - `sending`: on the wire
 * - `sent`: the server has it
 * - `delivered`: it reached the team
 * - `seen`: an agent has certainly seen it
 * - `failed`: refused for good; retry or discard it
 */
export type MessageDelivery =
  | { readonly state: 'queued' | 'sending' | 'sent' | 'delivered' | 'seen' }
  | { readonly state: 'failed'; readonly error: ChatError };
