import type { ChatError } from './errors.ts';
import type {
  ChatAvailability,
  ChatConfig,
  ChatConversation,
  ChatMessage,
  ChatSnapshot,
  ConnectionStatus,
} from './store/chat-state.ts';

/** Facts, told after the snapshot shows them. With several tabs open each tells its own, unless noted. */
export interface ChatEventMap {
  /** The configuration is here. Once. */
  ready: { readonly config: ChatConfig };
  /** The server has a message of the visitor. Only in the tab that sent it. */
  'message:sent': { readonly message: ChatMessage };
  /** Somebody else wrote. Not told for history that is loaded. */
  'message:received': { readonly message: ChatMessage };
  /** A message was refused for good. Only in the tab that sent it. */
  'message:failed': { readonly message: ChatMessage; readonly error: ChatError };
  /** The visitor's message opened a conversation. */
  'conversation:started': { readonly conversation: ChatConversation };
  /** Its status or its agent changed. */
  'conversation:updated': { readonly conversation: ChatConversation };
  'unread:changed': { readonly unreadCount: number };
  'connection:changed': { readonly connection: ConnectionStatus };
  'availability:changed': { readonly availability: ChatAvailability };
  /** Something stands in the way; the same that `snapshot.error` shows. */
  error: { readonly error: ChatError };
}

export type TellEvent = <Type extends keyof ChatEventMap>(type: Type, event: ChatEventMap[Type]) => void;

/** Tells the events that follow from a change of the snapshot. */
export function tellChanges(previous: ChatSnapshot, next: ChatSnapshot, tell: TellEvent): void {
  const { config, availability, connection, conversation, unreadCount, error } = next;
  const isSameConversation = conversation?.id === previous.conversation?.id;
  if (config && !previous.config) tell('ready', { config });
  if (availability && previous.availability && availability !== previous.availability) {
    tell('availability:changed', { availability });
  }
  if (connection !== previous.connection) tell('connection:changed', { connection });

  // History that is loaded is no news.
  if (!previous.isLoadingMessages) {
    if (conversation && conversation !== previous.conversation) {
      tell(isSameConversation ? 'conversation:updated' : 'conversation:started', { conversation });
    }
    const known = new Set(previous.messages.map(({ id }) => id));
    // Whatever lies before the oldest known message is history that was asked for.
    const oldest = (isSameConversation && previous.messages[0]?.seq) || 0;
    for (const message of next.messages) {
      const isForeign = message.sender.kind !== 'visitor';
      if (isForeign && !known.has(message.id) && (message.seq ?? 0) > oldest) tell('message:received', { message });
    }
  }
  if (unreadCount !== previous.unreadCount) tell('unread:changed', { unreadCount });
  if (error && error !== previous.error) tell('error', { error });
}
