import type { WireConversation } from '../protocol/conversation.ts';
import type { WireMessage } from '../protocol/message.ts';
import type { StoredSession } from '../session/session-state.ts';

/** What one tab tells the others. A hint each: storage and server hold the truth, so a lost one costs only time. */
export type TabMessage =
  /** Stored messages changed; `sendingId` is on the wire in the telling tab. */
  | { readonly type: 'outbox'; readonly sendingId: string | null }
  /** The session changed; here it is, for tabs whose storage has failed. */
  | { readonly type: 'session'; readonly session: StoredSession | null }
  /** What is known of the visitor changed; `consent` when they have just decided. */
  | { readonly type: 'visitor'; readonly consent?: 'granted' | 'denied' }
  /** The visitor has logged out, or was erased. */
  | { readonly type: 'leave' }
  /** The visitor has read up to here; the server may not know yet. */
  | { readonly type: 'read'; readonly conversationId: string; readonly seq: number }
  /** What this tab heard from the server about something it did. */
  | { readonly type: 'news'; readonly news: TabNews };

/** A message or a conversation, as the server has it now. */
export type TabNews = { readonly message: WireMessage } | { readonly conversation: WireConversation };

/** Carries hints between the tabs of one widget. */
export interface TabChannel<Message = TabMessage> {
  /** Never reaches the sender itself. */
  post(message: Message): void;
  /** Nothing is heard after it. */
  close(): void;
}

/** Null where there is no BroadcastChannel: tabs then meet at the next poll. */
export type OpenTabChannel<Message = TabMessage> = (
  name: string,
  onMessage: (message: Message) => void,
) => TabChannel<Message> | null;

export function openBroadcastChannel<Message>(
  name: string,
  onMessage: (message: Message) => void,
): TabChannel<Message> | null {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => onMessage(data as Message);
    return {
      post: (message) => channel.postMessage(message),
      close: () => channel.close(),
    };
  } catch {
    return null; // an old browser, or one that was told to keep this site from storing anything
  }
}
