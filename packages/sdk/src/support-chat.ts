import type { ChatEventMap } from './events.ts';
import type { ChatMessage, ChatSnapshot } from './store/chat-state.ts';

/** A client for one widget on one page. All methods work without `this` being bound to anything else. */
export interface SupportChat {
  /** Calls back, at most once per microtask, after the snapshot has changed. Returns its undo. */
  subscribe(listener: () => void): () => void;
  /** The current state: frozen, and the same object until something changes. */
  getSnapshot(): ChatSnapshot;
  /** Listens to one kind of event. Returns its undo. */
  on<Type extends keyof ChatEventMap>(type: Type, listener: (event: ChatEventMap[Type]) => void): () => void;
  /**
   * Fetches the widget's configuration, and looks whether an earlier visit has left something: then its unsent
   * messages go out and its unread count is watched. Further calls share the first one's outcome; after a failure the
   * next call tries again.
   *
   * @throws {ChatError}
   */
  load(): Promise<void>;
  /** Tells whether the chat is on screen. Open: answers arrive at once. Closed: a look every 30 s for the unread count. */
  setOpen(isOpen: boolean): void;
  /**
   * Sends a text. Resolves as soon as it is stored here and part of the snapshot; how it goes on is told by its
   * `delivery` there.
   *
   * @throws {ChatError} `message_empty`, `message_too_long`, `client_destroyed`
   */
  send(text: string): Promise<ChatMessage>;
  /** Sends a failed message again, behind those that wait. Does nothing for others. */
  retry(messageId: string): Promise<void>;
  /** Removes a message that was not sent. Does nothing for one that is on its way or has arrived. */
  discard(messageId: string): Promise<void>;
  /**
   * Puts the page before the oldest message in front of it. Does nothing when there is none or one is on its way.
   *
   * @throws {ChatError}
   */
  loadOlder(): Promise<void>;
  /** The visitor has seen everything that is here. Sends nothing when nothing was unread. */
  markRead(): Promise<void>;
  /** Stops waiting and tries everything now. */
  reconnect(): void;
  /** Stops everything for good. What is stored stays: unsent messages go out with the next client. */
  destroy(): void;
}
