import {
  ChatError,
  createAgentClient,
  EMPTY_AGENT_SNAPSHOT,
  isChatError,
  type AgentClient,
  type AgentEventMap,
  type AgentSnapshot,
} from '@support-chat/sdk/agent';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AccessTokenSource } from '../../desk/desk-element.ts';

/** What the link needs to know of the element. */
export interface ClientSource extends ReactiveControllerHost {
  readonly apiUrl: string;
  readonly organizationId: string;
  readonly getAccessToken: AccessTokenSource | null;
  /** Given by the page instead of the three above. */
  readonly client: AgentClient | null;
  readonly isConnected: boolean;
}

export interface ClientLinkOptions {
  readonly onSnapshot: (snapshot: AgentSnapshot, before: AgentSnapshot) => void;
  readonly onMessage: (event: AgentEventMap['message:received']) => void;
  readonly onQueued: (event: AgentEventMap['conversation:queued']) => void;
  readonly onAssigned: (event: AgentEventMap['conversation:assigned']) => void;
  readonly onUpdated: (event: AgentEventMap['conversation:updated']) => void;
  readonly onError: (error: ChatError) => void;
}

/**
 * The only bridge from the agent's client to the inbox. Makes a client when there is enough to make one of, and ends it
 * when the element leaves the page for good; one that the page has given is the page's, and only listened to.
 */
export class ClientLink implements ReactiveController {
  snapshot: AgentSnapshot = EMPTY_AGENT_SNAPSHOT;
  /** True once the connection was lost, until it is back. */
  wasOffline = false;
  readonly #host: ClientSource;
  readonly #options: ClientLinkOptions;
  #client: AgentClient | null = null;
  /** Made here, so ended here. */
  #isOwn = false;
  #undo: (() => void)[] = [];
  #madeOf = '';

  constructor(host: ClientSource, options: ClientLinkOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get client(): AgentClient | null {
    return this.#client;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (!this.#host.isConnected) return;
    const { client, apiUrl, organizationId, getAccessToken } = this.#host;
    if (client !== null) return this.#use(client, false);
    // A function that replaces another one is asked from then on, without a new client.
    const madeOf = apiUrl === '' || getAccessToken === null ? '' : `${apiUrl} ${organizationId}`;
    if (madeOf === this.#madeOf && this.#isOwn === (madeOf !== '')) return;
    this.#madeOf = madeOf;
    if (madeOf === '') return this.#use(null, false);
    try {
      this.#use(this.#make(apiUrl, organizationId), true);
    } catch (cause) {
      this.#options.onError(asChatError(cause));
    }
  }

  hostDisconnected(): void {
    // Moving an element takes it out and puts it back within one task.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#use(null, false);
    });
  }

  /** Asks the client; what goes wrong comes back as the error. */
  async ask<T>(call: (client: AgentClient) => T | Promise<T>): Promise<T | ChatError> {
    const client = this.#client;
    try {
      if (client === null) throw new ChatError('client_destroyed', 'There is no client.');
      return await call(client);
    } catch (cause) {
      return asChatError(cause);
    }
  }

  #make(apiUrl: string, organizationId: string): AgentClient {
    return createAgentClient({
      apiUrl,
      ...(organizationId === '' ? {} : { organizationId }),
      getAccessToken: async (isRejected) => (await this.#host.getAccessToken?.(isRejected)) ?? null,
    });
  }

  #use(client: AgentClient | null, isOwn: boolean): void {
    if (client === this.#client) return;
    for (const undo of this.#undo) undo();
    if (this.#isOwn) this.#client?.destroy();
    if (!isOwn) this.#madeOf = '';
    this.#client = client;
    this.#isOwn = isOwn;
    this.#undo = client === null ? [] : this.#listen(client);
    this.#read();
    if (client !== null) client.start().catch((cause: unknown) => this.#options.onError(asChatError(cause)));
  }

  #listen(client: AgentClient): (() => void)[] {
    const { onMessage, onQueued, onAssigned, onUpdated, onError } = this.#options;
    return [
      client.subscribe(() => this.#read()),
      client.on('message:received', onMessage),
      client.on('conversation:queued', onQueued),
      client.on('conversation:assigned', onAssigned),
      client.on('conversation:updated', onUpdated),
      client.on('message:failed', ({ error }) => onError(error)),
      client.on('error', ({ error }) => onError(error)),
    ];
  }

  #read(): void {
    const before = this.snapshot;
    this.snapshot = this.#client?.getSnapshot() ?? EMPTY_AGENT_SNAPSHOT;
    const { connection } = this.snapshot;
    this.wasOffline = connection === 'offline' || (this.wasOffline && connection === 'connecting');
    this.#options.onSnapshot(this.snapshot, before);
    this.#host.requestUpdate();
  }
}

function asChatError(cause: unknown): ChatError {
  return isChatError(cause) ? cause : new ChatError('internal_error', 'An unexpected failure in the inbox.', { cause });
}
