import type { ChatError } from '../errors.ts';
import type { ConnectionStatus, MessageDelivery } from '../store/chat-state.ts';
import type { AgentConversation, AgentConversationDetails, AgentTrail, InboxFilter } from './agent-conversation.ts';
import type { AgentMessage } from './agent-message.ts';
import type { AgentIdentity, AgentPresence, AgentTeam, CannedResponse, TeamFigures } from './agent-team.ts';

/**
 * Everything an inbox needs, as one frozen value. A new snapshot is made for every change and parts that did not change
 * keep their identity, so `===` is enough to decide what to draw again.
 */
export interface AgentSnapshot {
  readonly status: AgentStatus;
  /** Who is signed in; null until the server has said so. */
  readonly me: AgentIdentity | null;
  /** `idle`: not started, or signed out. Otherwise as in the visitor's chat. */
  readonly connection: ConnectionStatus;
  /** Null until the first heartbeat was answered. */
  readonly presence: AgentPresence | null;
  readonly inbox: AgentInbox;
  /** The conversation that is shown. */
  readonly thread: AgentThread | null;
  /** Null until `loadTeam` was called. */
  readonly team: AgentTeam | null;
  /** What is used most comes first; null until `loadCannedResponses` was called. */
  readonly cannedResponses: readonly CannedResponse[] | null;
  /** What is going on now; null until it was asked for the first time. */
  readonly live: TeamFigures | null;
  /** What this agent has written and the server does not have, over all conversations. */
  readonly outbox: OutboxFigures;
  /** `memory`: the browser refuses storage; unsent messages do not survive a reload. */
  readonly storage: 'persistent' | 'memory';
}

/**
 * - `starting`: not started yet, or on the way
 * - `ready`: the server knows who this is
 * - `signed-out`: nobody is signed in, or the server does not accept the token; goes on by itself with the next token
 * - `refused`: signed in, and not an active agent of the organization (`agent_not_found`), or the server takes no agents
 */
export type AgentStatus =
  { readonly name: 'starting' | 'ready' | 'signed-out' } | { readonly name: 'refused'; readonly error: ChatError };

/** The list of conversations, as far as it is here. */
export interface AgentInbox {
  readonly filter: InboxFilter;
  /** In the order of the server: the queue by priority and waiting time, everything else by the latest change. */
  readonly conversations: readonly AgentConversation[];
  readonly hasMore: boolean;
  /** A search has looked at very many conversations without a hit, and stopped: older ones are `loadMore`'s. */
  readonly isSearchPaused: boolean;
  /** The first page of this filter, or a further one, is on its way. */
  readonly isLoading: boolean;
  /** Why what was asked for last is not here; null when all is well. */
  readonly error: ChatError | null;
  /** Null until the figures were asked for the first time. */
  readonly counts: InboxCounts | null;
}

/** How many open conversations there are. */
export interface InboxCounts {
  readonly mine: number;
  readonly queued: number;
  readonly all: number;
}

/** The conversation that is shown. */
export interface AgentThread {
  readonly conversationId: string;
  /** Null while it is on its way for the first time. */
  readonly details: AgentConversationDetails | null;
  /** Oldest first; what has not reached the server stands last, in the order in which it was written. */
  readonly messages: readonly AgentMessage[];
  readonly hasOlder: boolean;
  /** The first page is on its way. */
  readonly isLoading: boolean;
  readonly isLoadingOlder: boolean;
  readonly error: ChatError | null;
  readonly visitorIsTyping: boolean;
  /** Names of colleagues who are writing here, in the order in which they began. */
  readonly otherAgentsTyping: readonly string[];
  /** How far this agent has read. */
  readonly readSeq: number;
  /** How far the visitor has read; an answer up to here was seen. */
  readonly visitorReadSeq: number;
  /** What the visitor did on the site; null until `loadTrail` was called. */
  readonly trail: AgentTrail | null;
}

/** How much has not reached the server. */
export interface OutboxFigures {
  /** Goes out by itself. */
  readonly waiting: number;
  /** Refused for good: to be sent again, or discarded. */
  readonly failed: number;
}

/**
 * - `queued`: stored here, waits for its turn or for the network
 * - `sending`: on the wire
 * - `sent`: the server has it
 * - `failed`: refused for good; `error` says why
 */
export type AgentDelivery =
  | Extract<MessageDelivery, { readonly state: 'failed' }>
  | {
      readonly state: 'queued' | 'sending' | 'sent';
    };
