import type { ChatError, ChatEventMap, ChatMessage, ChatSnapshot, SupportChat } from '@support-chat/sdk';
import { EMPTY_SNAPSHOT } from '../src/controllers/store-controller.ts';

type Listeners = { [K in keyof ChatEventMap]?: Set<(event: ChatEventMap[K]) => void> };

/**
 * A chat client without a server: the test decides what the snapshot is and which events are told, and sees what was
 * asked of it in `calls`.
 */
export class FakeChat implements SupportChat {
  readonly calls: string[] = [];
  /** What `load`, `retry` and so on reject with; null lets them succeed. */
  failure: ChatError | null = null;
  #snapshot: ChatSnapshot;
  readonly #subscribers = new Set<() => void>();
  readonly #listeners: Listeners = {};
  #nextId = 1;

  constructor(snapshot: Partial<ChatSnapshot> = {}) {
    this.#snapshot = Object.freeze({ ...EMPTY_SNAPSHOT, ...snapshot });
  }

  /** Changes the snapshot and tells everybody. */
  update(change: Partial<ChatSnapshot>): void {
    this.#snapshot = Object.freeze({ ...this.#snapshot, ...change });
    for (const listener of [...this.#subscribers]) listener();
  }

  emit<K extends keyof ChatEventMap>(type: K, event: ChatEventMap[K]): void {
    for (const listener of [...(this.#listeners[type] ?? [])]) listener(event);
  }

  get subscriberCount(): number {
    return this.#subscribers.size + Object.values(this.#listeners).reduce((sum, set) => sum + (set?.size ?? 0), 0);
  }

  subscribe(listener: () => void): () => void {
    this.#subscribers.add(listener);
    return () => this.#subscribers.delete(listener);
  }

  getSnapshot(): ChatSnapshot {
    return this.#snapshot;
  }

  on<K extends keyof ChatEventMap>(type: K, listener: (event: ChatEventMap[K]) => void): () => void {
    const set = ((this.#listeners as Record<string, Set<unknown>>)[type] ??= new Set());
    set.add(listener);
    return () => set.delete(listener);
  }

  load(): Promise<void> {
    return this.#answer('load');
  }

  setOpen(open: boolean): void {
    this.calls.push(`setOpen ${open}`);
  }

  async send(text: string): Promise<ChatMessage> {
    await this.#answer(`send ${text}`);
    const message: ChatMessage = {
      id: `own-${this.#nextId++}`,
      seq: null,
      sender: { kind: 'visitor', name: null, avatarUrl: null },
      text,
      createdAt: Date.now(),
      editedAt: null,
      deletedAt: null,
      delivery: { state: 'queued' },
    };
    this.update({ messages: [...this.#snapshot.messages, message] });
    return message;
  }

  retry(messageId: string): Promise<void> {
    return this.#answer(`retry ${messageId}`);
  }

  discard(messageId: string): Promise<void> {
    return this.#answer(`discard ${messageId}`);
  }

  loadOlder(): Promise<void> {
    return this.#answer('loadOlder');
  }

  markRead(): Promise<void> {
    return this.#answer('markRead');
  }

  reconnect(): void {
    this.calls.push('reconnect');
  }

  destroy(): void {
    this.calls.push('destroy');
  }

  #answer(call: string): Promise<void> {
    this.calls.push(call);
    return this.failure === null ? Promise.resolve() : Promise.reject(this.failure);
  }
}
