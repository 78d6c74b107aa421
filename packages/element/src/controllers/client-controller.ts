import {
  ChatError,
  createSupportChat,
  isChatError,
  type ChatConsent,
  type ChatMessage,
  type ChatSnapshot,
  type IdentityTokenSource,
  type OutgoingMessage,
  type SupportChat,
  type VisitorProfile,
} from '@support-chat/sdk';
import type { WireVisitorContext } from '@support-chat/sdk/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isEnded } from '../content/conversation.ts';
import { mayKeep } from '../content/may-keep.ts';
import type { ChatActions } from '../contexts/chat-actions.ts';
import { ChatBeforeSendEvent } from '../events/before-send.ts';
import { ChatErrorEvent } from '../events/error.ts';
import { forwardClientEvents } from './client-events.ts';
import { logToConsole } from './console-logger.ts';
import { forgetConversation, hasConversation, rememberConversation } from './conversation-hint.ts';
import { describePage } from './describe-page.ts';
import { StoreController } from './store-controller.ts';
import { whenIdle } from './when-idle.ts';

/** What a client of the element's own is made from. */
export interface ClientSettings {
  readonly widgetKey: string;
  readonly apiUrl: string;
  readonly storage: 'auto' | 'session' | 'memory';
  readonly loading: 'lazy' | 'eager' | 'manual';
  readonly debug: boolean;
  /** Empty: the visitor need not be asked. */
  readonly consent: ChatConsent | '';
  /** Id or name of the department that conversations begin with. */
  readonly department: string;
  readonly user: VisitorProfile | null;
  readonly identityToken: string | IdentityTokenSource | null;
  /** Over what the page tells by itself. */
  readonly context: WireVisitorContext | null;
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
  readonly #onForget: () => void;
  #client: SupportChat | null = null;
  #isOwn = false;
  #undo: (() => void) | null = null;
  #isOpen = false;
  /** Who the client was told the visitor is. */
  #user: VisitorProfile | null = null;
  #token: string | IdentityTokenSource | null = null;
  readonly #told = new WeakSet<ChatError>();
  /** Id of the department that the visitor has chosen. */
  chosenDepartmentId: string | null = null;

  /** `onForget`: the visitor is nobody any more, or does not want anything kept. */
  constructor(host: ReactiveControllerHost & HTMLElement, settings: () => ClientSettings, onForget: () => void) {
    this.#host = host;
    this.#settings = settings;
    this.#onForget = onForget;
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

  /** Whether the visitor has agreed that something is kept, or need not be asked. */
  get mayKeep(): boolean {
    return mayKeep(this.#settings().consent, this.snapshot.consent);
  }

  hostConnected(): void {
    if (this.#client !== null && this.#undo === null) this.#follow(this.#client);
    const { loading, widgetKey } = this.#settings();
    if (loading === 'eager') this.load();
    else if (loading === 'lazy' && hasConversation(widgetKey)) whenIdle(() => this.#host.isConnected && this.load());
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
    const { widgetKey, apiUrl, storage, debug, consent } = this.#settings();
    try {
      const client = createSupportChat({
        widgetKey,
        storage,
        context: () => ({ ...describePage(), ...this.#settings().context }),
        ...(apiUrl === '' ? {} : { apiUrl }),
        ...(consent === '' ? {} : { consent }),
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

  /** The visitor comes near: time to fetch what opening needs. */
  onIntent(): void {
    if (this.#settings().loading !== 'manual' && this.snapshot.status === 'idle') this.load();
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
    this.#user = this.#token = null;
    this.#store.follow(null);
  }

  /** Starts over with other settings; a client of the page's own stays. */
  restart(): void {
    if (this.#client !== null && !this.#isOwn) return;
    this.release();
    if (this.#isOpen) this.setOpen(true);
    if (this.#settings().loading === 'eager') this.load();
  }

  /** Says that something of the chat itself did not work. */
  fail(cause: unknown): void {
    this.#report(new ChatError('network_unavailable', 'A part of the chat did not load.', { retryable: true, cause }));
  }

  async ask<T>(call: (client: SupportChat) => T | Promise<T>): Promise<T | ChatError> {
    try {
      const client = this.#make();
      return client === null ? (this.snapshot.error as ChatError) : await call(client);
    } catch (cause) {
      return this.#report(cause);
    }
  }

  /** Tells the client who the page says the visitor is, as far as it has not heard it. */
  identify(): void {
    const { user, identityToken } = this.#settings();
    const client = this.#client;
    if (client === null) return;
    if (identityToken !== this.#token) {
      // A callback that is written anew at every drawing of the page is still the same one: the latest is asked.
      const isKnown = typeof identityToken === 'function' && typeof this.#token === 'function';
      this.#token = identityToken;
      if (identityToken === null) this.#run(client.logout());
      else if (!isKnown)
        this.#run(client.identify(typeof identityToken === 'function' ? this.#fetchToken : identityToken));
    }
    if (user !== null && JSON.stringify(user) !== JSON.stringify(this.#user)) this.#run(client.identify(user));
    this.#user = user;
  }

  /** The page's own banner has been answered. */
  followConsent(): void {
    const { consent } = this.#settings();
    if (this.#client === null || consent === this.snapshot.consent) return;
    if (consent === 'granted' || consent === 'denied') void this.ask((client) => client.setConsent(consent));
  }

  readonly #fetchToken = async (): Promise<string | null> => {
    const source = this.#settings().identityToken;
    return typeof source === 'function' ? source() : source;
  };

  /** Id of the department that the visitor has chosen, or the page, by its id or its name. */
  get departmentId(): string | undefined {
    if (this.chosenDepartmentId !== null) return this.chosenDepartmentId;
    const { department } = this.#settings();
    const name = department.toLowerCase();
    const known = this.snapshot.config?.departments.find((one) => one.name.toLowerCase() === name);
    return known?.id ?? (department || undefined);
  }

  /** Null when the page stopped it or when it was refused; the error has been reported then. */
  async post(text: string): Promise<ChatMessage | null> {
    if (!this.#mayPost(text)) return null;
    try {
      return (await this.ensure()?.send(this.#addressed(text))) ?? null;
    } catch (cause) {
      this.#report(cause);
      return null;
    }
  }

  send(text: string, more: Omit<OutgoingMessage, 'text'> = {}): boolean {
    if (!this.#mayPost(text)) return false;
    this.#run(this.ensure()?.send(this.#addressed(text, more)));
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

  /** The first message of a conversation goes to the department of the page. */
  #addressed(text: string, more: Omit<OutgoingMessage, 'text'> = {}): OutgoingMessage {
    const { conversation } = this.snapshot;
    const departmentId = conversation === null || isEnded(conversation) ? this.departmentId : undefined;
    return { text, ...more, ...(departmentId === undefined ? {} : { departmentId }) };
  }

  #mayPost(text: string): boolean {
    return this.#host.dispatchEvent(new ChatBeforeSendEvent({ text }));
  }

  #follow(client: SupportChat): void {
    const undos = [
      forwardClientEvents(client, this.#host),
      client.on('error', ({ error }) => this.#tell(error)),
      client.on('message:sent', () => this.mayKeep && rememberConversation(this.#settings())),
      client.on('identity:changed', ({ visitor }) => visitor === null && this.#forget()),
      client.on('consent:changed', ({ consent }) => consent === 'denied' && this.#forget()),
    ];
    this.#undo = () => undos.forEach((undo) => undo());
    this.#store.follow(client);
    this.identify();
    if (this.#isOpen) this.setOpen(true);
  }

  /** What the element itself has kept goes with what the client has kept. */
  #forget(): void {
    forgetConversation(this.#settings().widgetKey);
    this.#onForget();
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
