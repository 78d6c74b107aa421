/**
 * What the parts of the panel may ask for. Nothing here throws or rejects: whatever goes wrong shows in the next
 * snapshot and as a `chat-error` event.
 */
export interface ChatActions {
  /** False when the page stopped it (`chat-before-send`), so that the text stays where it is. */
  send(text: string): boolean;
  retry(messageId: string): void;
  discard(messageId: string): void;
  loadOlder(): void;
  markRead(): void;
  reload(): void;
  reconnect(): void;
}
