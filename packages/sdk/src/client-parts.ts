import type { ChatEnvironment } from './chat-environment.ts';
import type { ResolvedChatOptions } from './chat-options.ts';
import type { TellEvent } from './events.ts';
import type { Send } from './http/endpoints.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { VisitorSession } from './session/visitor-session.ts';
import type { KeyValueStorage } from './storage/key-value-storage.ts';
import type { ChatStore } from './store/chat-store.ts';
import type { ConversationSync } from './sync/conversation-sync.ts';
import type { TabNews } from './tabs/tab-channel.ts';
import type { RunLocked } from './tabs/tab-locks.ts';

/** What the core of a client hands to the parts that are loaded when they are first needed. */
export interface ClientParts extends ChatEnvironment, Omit<ResolvedChatOptions, 'storage' | 'environment'> {
  readonly store: ChatStore;
  readonly storage: KeyValueStorage;
  readonly runLocked: RunLocked;
  readonly send: Send;
  readonly session: VisitorSession;
  readonly outbox: Outbox;
  readonly sync: ConversationSync;
  readonly emit: TellEvent;
  /** Merges what the server said in an answer, here and in the other tabs. */
  readonly tell: (news: TabNews) => void;
  /** Ends everything. */
  readonly signal: AbortSignal;
}
