import type { WireConversation } from '../protocol/conversation.ts';
import type { WireMessage } from '../protocol/message.ts';

/** What one tab tells the others. A hint each: storage and server hold the truth, so a lost one costs only time. */
export type TabMessage =
  /** Stored messages changed; `sendingId` is on the wire in the telling tab. */
  | { readonly type: 'outbox'; readonly sendingId: string | null }
  /** The stored session changed. */
  | { readonly type: 'session' }
  /** What this tab heard from the server about something it did. */
  | { readonly type: 'news'; readonly news: TabNews };

export type TabNews = { readonly message: WireMessage } | { readonly conversation: WireConversation };

export interface TabChannel {
  /** Never reaches the sender itself. */
  post(message: TabMessage): void;
  close(): void;
}

/** Null where there is no BroadcastChannel: tabs then meet at the next poll. */
export type OpenTabChannel = (name: string, onMessage: (message: TabMessage) => void) => TabChannel | null;

export const openBroadcastChannel: OpenTabChannel = (name, onMessage) => {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => onMessage(data as TabMessage);
    return {
      post: (message) => channel.postMessage(message),
      close: () => channel.close(),
    };
  } catch {
    return null; // an old browser, or one that was told to keep this site from storing anything
  }
};
