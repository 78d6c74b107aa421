import {
  ChatError,
  createSupportChat,
  isChatError,
  type ChatMessage,
  type ChatSnapshot,
  type SupportChat,
} from '@support-chat/sdk';
import type { WireVisitorContext } from '@support-chat/sdk/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChatActions } from '../contexts/chat-actions.ts';
import { ChatBeforeSendEvent } from '../events/before-send.ts';
import { ChatErrorEvent } from '../events/error.ts';
import { forwardClientEvents } from './client-events.ts';
import { logToConsole } from './console-logger.ts';
import { rememberConversation } from './conversation-hint.ts';
import { StoreController } from './store-controller.ts';

/** What a client of the element's own is made from. */
export interface ClientSettings {
  readonly widgetKey: string;
  readonly apiUrl: string;
  readonly storage: 'auto' | 'session' | 'memory';
  readonly debug: boolean;
}

/**
 * Life of the client behind one element.
 *
 * Guarantees that nothing is made, stored or sent before somebody needs it; that a client of the element's own ends with the
 * element, while one that the page brought is only let go; and that no failure leaves here but as a `chat-error` event.
 */
export class ClientController implements ReactiveController, ChatActions {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #store: StoreController;
  readonly #settings: () => ClientSettings;
  #client: SupportChat | null = null;
  #isOwn = false;
  #undo: (() => void) | null = null;
  #isOpen = false;
  readonly #told = new WeakSet<ChatError>();

  constructor(host: ReactiveControllerHost & HTMLElement, settings: () => ClientSettings) {
    this.#host = host;
    this.#settings = settings;
    this.#store = new StoreController(host);
    host.addController(this);
  }

  get client(): SupportChat | null {
    return this.#client;
  }

  get snapshot(): ChatSnapshot {
    return this.#store.snapshot;
  }

  get wasOffline(): boolean {
    return this.#store.wasOffline;
  }

  hostConnected(): void {
    if (this.#client !== null && this.#undo === null) this.#follow(this.#client);
  }

  hostDisconnected(): void {
    // Moving an element is a removal and an insertion in one task: only an element that stays away lets go.
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#isOpen = false;
      if (this.#isOwn) this.release();
      else this.#leave();
    });
  }

  /** Uses a client that the page made; it stays the page's. */
  inject(client: SupportChat | null): void {
    if (client === this.#client) return;
    this.release();
    this.#client = client;
    if (client !== null) this.#follow(client);
  }

  /** The client, made now if need be; null when there is nothing to make it from. */
  ensure(): SupportChat | null {
    // A framework may set the key a moment after it has put the element on the page.
    return this.#settings().widgetKey === '' ? this.#client : this.#make();
  }

  #make(): SupportChat | null {
    if (this.#client !== null) return this.#client;
    const { widgetKey, apiUrl, storage, debug } = this.#settings();
    try {
      const client = createSupportChat({
        widgetKey,
        storage,
        context: describePage,
        ...(apiUrl === '' ? {} : { apiUrl }),
        ...(debug ? { logger: logToConsole } : {}),
      });
      this.#client = client;
      this.#isOwn = true;
      this.#follow(client);
      return client;
    } catch (cause) {
      this.#store.fail(this.#report(cause));
      return null;
    }
  }

  /** Makes the client and fetches the configuration. */
  load(): void {
    this.#run(this.ensure()?.load());
  }

  setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen;
    const client = isOpen ? this.#make() : this.#client;
    client?.setOpen(isOpen);
    if (isOpen) this.#run(client?.load());
  }

  /** Ends the client, or lets go of one that is not ours. */
  release(): void {
    const client = this.#client;
    this.#leave();
    this.#client = null;
    if (this.#isOwn) client?.destroy();
    this.#isOwn = false;
    this.#store.follow(null);
  }

  /** Starts over with other settings; a client of the page's own stays. */
  restart(): void {
    if (this.#client !== null && !this.#isOwn) return;
    this.release();
    if (this.#isOpen) this.setOpen(true);
  }

  /** Says that something of the chat itself did not work. */
  fail(cause: unknown): void {
    this.#report(new ChatError('network_unavailable', 'A part of the chat did not load.', { retryable: true, cause }));
  }

  /** Null when the page stopped it or when it was refused; the error has been reported then. */
  async post(text: string): Promise<ChatMessage | null> {
    if (!this.#mayPost(text)) return null;
    try {
      return (await this.ensure()?.send(text)) ?? null;
    } catch (cause) {
      this.#report(cause);
      return null;
    }
  }

  send(text: string): boolean {
    if (!this.#mayPost(text)) return false;
    this.#run(this.ensure()?.send(text));
    return true;
  }

  retry(messageId: string): void {
    this.#run(this.#client?.retry(messageId));
  }

  discard(messageId: string): void {
    this.#run(this.#client?.discard(messageId));
  }

  loadOlder(): void {
    this.#run(this.#client?.loadOlder());
  }

  markRead(): void {
    this.#run(this.#client?.markRead());
  }

  reload(): void {
    this.load();
  }

  reconnect(): void {
    this.#client?.reconnect();
  }

  #mayPost(text: string): boolean {
    return this.#host.dispatchEvent(new ChatBeforeSendEvent({ text }));
  }

  #follow(client: SupportChat): void {
    const undos = [
      forwardClientEvents(client, this.#host),
      client.on('error', ({ error }) => this.#tell(error)),
      client.on('message:sent', () => rememberConversation(this.#settings())),
    ];
    this.#undo = () => undos.forEach((undo) => undo());
    this.#store.follow(client);
    if (this.#isOpen) this.setOpen(true);
  }

  #leave(): void {
    this.#undo?.();
    this.#undo = null;
    this.#client?.setOpen(false);
  }

  #run(work: Promise<unknown> | undefined): void {
    const client = this.#client;
    work?.catch((cause: unknown) => {
      // What a client says while it is being ended is of no interest any more.
      if (client === this.#client) this.#report(cause);
    });
  }

  #report(cause: unknown): ChatError {
    const error = isChatError(cause)
      ? cause
      : new ChatError('internal_error', 'An unexpected failure in the chat.', { cause });
    this.#tell(error);
    return error;
  }

  /** A failed call and the client's own event bring the same error; the page hears of it once. */
  #tell(error: ChatError): void {
    if (this.#told.has(error)) return;
    this.#told.add(error);
    this.#host.dispatchEvent(new ChatErrorEvent({ error }));
  }
}

/** What agents see of the visitor's surroundings. */
function describePage(): WireVisitorContext {
  return {
    page_url: location.href,
    page_title: document.title,
    referrer: document.referrer,
    language: navigator.language,
    time_zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
