import type { ChatError, OutgoingMessage, SupportChat } from '@support-chat/sdk';

/**
 * What the parts of the panel may ask for. Nothing here throws or rejects: whatever goes wrong shows in the next
 * snapshot and as a `chat-error` event.
 */
export interface ChatActions {
  /** False when the page stopped it (`chat-before-send`), so that the text stays where it is. */
  send(text: string, more?: Pick<OutgoingMessage, 'uploadIds' | 'replyTo'>): boolean;
  retry(messageId: string): void;
  discard(messageId: string): void;
  loadOlder(): void;
  markRead(): void;
  reload(): void;
  reconnect(): void;
  /** Asks the client for anything else; answers with what went wrong instead of throwing it. */
  ask<T>(call: (client: SupportChat) => T | Promise<T>): Promise<T | ChatError>;
}
