import type { ChatError } from './errors.ts';
import type { WireMessage } from './protocol/message.ts';
import type {
  ChatAvailability,
  ChatConfig,
  ChatConsent,
  ChatConversation,
  ChatMessage,
  ChatProactiveMessage,
  ChatVisitor,
  ConnectionStatus,
} from './store/chat-state.ts';
import type { Selection } from './store/selectors.ts';
import type { Thread } from './store/thread.ts';
import type { ThreadView } from './store/thread-view.ts';

/** Facts, told after the snapshot shows them. With several tabs open each tells its own, unless noted. */
export interface ChatEventMap {
  /** The configuration is here. Once. */
  ready: { readonly config: ChatConfig };
  /** The server has a message of the visitor. Only in the tab that sent it. */
  'message:sent': { readonly message: ChatMessage };
  /** Somebody else wrote, into the newest conversation or the one that is shown. Not told for history that is loaded. */
  'message:received': { readonly message: ChatMessage };
  /** A message was refused for good. Only in the tab that sent it. */
  'message:failed': { readonly message: ChatMessage; readonly error: ChatError };
  /** A conversation was opened: by a message of the visitor, by `startConversation`, in another tab. */
  'conversation:started': { readonly conversation: ChatConversation };
  /** The status or the agent of the newest conversation, or of the one that is shown, changed. */
  'conversation:updated': { readonly conversation: ChatConversation };
  'unread:changed': { readonly unreadCount: number };
  'connection:changed': { readonly connection: ConnectionStatus };
  'availability:changed': { readonly availability: ChatAvailability };
  /** What is known of the visitor changed; null after a logout. */
  'identity:changed': { readonly visitor: ChatVisitor | null };
  /** The visitor has decided, here or in another tab. */
  'consent:changed': { readonly consent: ChatConsent };
  /** A trigger of the configuration came true: `snapshot.proactive` is to be shown. Each tab has its own. */
  trigger: { readonly proactive: ChatProactiveMessage };
  /** Something stands in the way; the same that `snapshot.error` shows. */
  error: { readonly error: ChatError };
}

export type TellEvent = <Type extends keyof ChatEventMap>(type: Type, event: ChatEventMap[Type]) => void;

/** Tells the events that follow from a change. */
export function tellChanges(previous: Selection, next: Selection, tell: TellEvent): void {
  const { config, availability, connection, unreadCount, visitor, consent, error } = next.snapshot;
  const before = previous.snapshot;
  if (config && !before.config) tell('ready', { config });
  if (availability && before.availability && availability !== before.availability) {
    tell('availability:changed', { availability });
  }
  if (connection !== before.connection) tell('connection:changed', { connection });

  const tellThread = (from: ThreadView | null, to: ThreadView): void => {
    const { conversation, thread } = to;
    const isSame = from?.thread.conversationId === thread.conversationId;
    if (conversation && conversation !== from?.conversation) {
      tell(from?.conversation?.id === conversation.id ? 'conversation:updated' : 'conversation:started', {
        conversation,
      });
    }
    // What went on in another conversation before the last word in this one was told then, or is history.
    const since = isSame ? '' : (from?.thread.messages.at(-1)?.created_at ?? '');
    for (const wire of newMessages(isSame ? from.thread : null, thread)) {
      if (wire.created_at <= since) continue;
      const message = next.cache.get(wire);
      if (message && !message.delivery) tell('message:received', { message });
    }
  };
  // History that is loaded is no news.
  if (previous.state.history !== 'loading') tellThread(previous.newest, next.newest);
  const { other } = next;
  if (
    other &&
    other.thread.conversationId === previous.other?.thread.conversationId &&
    previous.other.thread.messages.length > 0
  ) {
    tellThread(previous.other, other);
  }

  if (visitor !== before.visitor) tell('identity:changed', { visitor });
  if (consent !== before.consent) tell('consent:changed', { consent });
  if (unreadCount !== before.unreadCount) tell('unread:changed', { unreadCount });
  if (error && error !== before.error) tell('error', { error });
}

/** What lies before the oldest known message is history that was asked for. Looks at the end only. */
function newMessages(from: Thread | null, { messages }: Thread): readonly WireMessage[] {
  const known = from?.messages ?? [];
  const oldest = known[0]?.seq ?? 0;
  const found: WireMessage[] = [];
  let last = known.length - 1;
  // Messages never leave: when as many are left on both sides, they are the same.
  for (let index = messages.length - 1; index > last; index--) {
    const message = messages[index] as WireMessage;
    if (message.seq < oldest) break;
    if (message.seq === known[last]?.seq) last -= 1;
    else found.push(message);
  }
  return found.reverse();
}
