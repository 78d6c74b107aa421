import type { ChatEnvironment } from './chat-environment.ts';
import type { ResolvedChatOptions } from './chat-options.ts';
import type { TellEvent } from './events.ts';
import type { Send } from './http/endpoints.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { WireRealtimeAddress } from './protocol/widget-config.ts';
import type { VisitorSession } from './session/visitor-session.ts';
import type { FallbackStorage } from './storage/fallback-storage.ts';
import type { KeyValueStorage } from './storage/key-value-storage.ts';
import type { ChatState } from './store/chat-reducer.ts';
import type { ConnectionStatus } from './store/chat-state.ts';
import type { ChatStore } from './store/chat-store.ts';
import type { ConversationSync } from './sync/conversation-sync.ts';
import type { TabMessage, TabNews } from './tabs/tab-channel.ts';
import type { RunLocked } from './tabs/tab-locks.ts';

/** What the core of a client hands to the part that talks to the server. */
export interface CoreParts extends ChatEnvironment, Omit<ResolvedChatOptions, 'storage' | 'environment'> {
  /** Names what belongs to this widget in the browser. */
  readonly scope: string;
  readonly store: ChatStore;
  readonly storage: FallbackStorage;
  /** What the browser has for storage; null where that is nothing. `storage` uses it unless it must not or cannot. */
  readonly kept: KeyValueStorage | null;
  /** Whether what is stored is shared with the other tabs. */
  readonly isShared: () => boolean;
  readonly runLocked: RunLocked;
  readonly send: Send;
  readonly outbox: Outbox;
  readonly events: { readonly emit: TellEvent };
  /** For the other tabs. */
  readonly share: (message: TabMessage) => void;
  /** Called when whatever waits should try now: the page came back, or (`isForced`) a person asked for it. */
  readonly wakers: Set<(isForced: boolean) => void>;
  /** Null before the configuration is here. */
  readonly realtimeAddress: () => WireRealtimeAddress | null;
  readonly onStatus: (status: ConnectionStatus) => void;
  /** Whether something waits for the server that no connection has been asked for. */
  readonly isWaiting: (state: ChatState) => boolean;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** What the parts take that are loaded when they are first needed. */
export interface ClientParts extends Omit<CoreParts, 'events'> {
  readonly session: VisitorSession;
  readonly sync: ConversationSync;
  readonly emit: TellEvent;
  /** Merges what the server said in an answer, here and in the other tabs. */
  readonly tell: (news: TabNews) => void;
  /** Calls back for everything that is told about a conversation, be it here or not. Returns its undo. */
  readonly onNews: (listener: (news: TabNews) => void) => () => void;
  /** Lets go of everything about the visitor in this page; storage stays as it is. */
  readonly leave: () => void;
  /** Calls back when the visitor has logged out or was erased, here or in another tab. Returns its undo. */
  readonly onLeave: (listener: () => void) => () => void;
  readonly openConversation: (conversationId: string | null) => Promise<void>;
}
