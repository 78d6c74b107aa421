import type {
  CreateRealtimeClient,
  RealtimeChannelLike,
  RealtimeClientLike,
} from '../src/transport/realtime-transport.ts';

type BroadcastListener = (message: { event: string; payload?: unknown }) => void;
type SystemListener = (message: { status?: string; message?: string }) => void;

interface FakeChannel extends RealtimeChannelLike {
  readonly topic: string;
  readonly token: string;
  readonly isPrivate: boolean;
  broadcast(event: string, payload: object): void;
  system(status: string, message: string): void;
  end(status: string, error?: Error): void;
}

/**
 * Stands in for the Realtime library and its server at once. By default every join is accepted in the next turn; a
 * test can refuse, stay silent, drop, and expire.
 */
export class FakeRealtime {
  /** How joins are answered. `silent`: not at all. A function decides by token. */
  answer: 'accept' | 'silent' | { readonly error: string } | ((token: string) => string | null) = 'accept';
  /** The library cannot be loaded. */
  loadError: Error | null = null;
  /** Joins that were asked for, with the token they came with. */
  readonly joins: { readonly topic: string; readonly token: string; readonly isPrivate: boolean }[] = [];
  readonly tokens: string[] = [];
  clients = 0;
  readonly #channels = new Set<FakeChannel>();
  #sockets = 0;

  /** Sockets that are open now. */
  get sockets(): number {
    return this.#sockets;
  }

  get joined(): number {
    return this.#channels.size;
  }

  createClient: CreateRealtimeClient = async () => {
    if (this.loadError) throw this.loadError;
    this.clients += 1;
    let token = '';
    let isConnected = false;
    const own = new Set<FakeChannel>();
    const client: RealtimeClientLike = {
      sendBuffer: [],
      setAuth: async (next) => {
        token = next;
        this.tokens.push(next);
      },
      channel: (topic, options) => {
        const channel = this.#createChannel(
          topic,
          () => token,
          options.config.private,
          () => {
            if (!isConnected) this.#sockets += 1;
            isConnected = true;
          },
        );
        own.add(channel);
        return channel;
      },
      disconnect: async () => {
        if (isConnected) this.#sockets -= 1;
        isConnected = false;
        for (const channel of own) this.#channels.delete(channel);
        own.clear();
      },
    };
    return client;
  };

  broadcast(topic: string, event: string, payload: object): void {
    for (const channel of this.#channels) {
      if (channel.topic === topic) channel.broadcast(event, structuredClone(payload));
    }
  }

  /** The socket breaks. */
  drop(): void {
    for (const channel of [...this.#channels]) channel.end('CHANNEL_ERROR', new Error('socket closed: 1006'));
  }

  /** What the server does at `exp`: a last word, then the channel is closed; the socket stays. */
  expire(): void {
    this.end('Token has expired 0 seconds ago');
  }

  /** The server ends the channels with a last word; the socket stays. */
  end(lastWord: string): void {
    for (const channel of [...this.#channels]) {
      channel.system('error', lastWord);
      channel.end('CLOSED');
    }
  }

  /** The database's stream stands (`replication_ready`). */
  announceReplication(): void {
    for (const channel of this.#channels) channel.system('ok', 'Replication connection established');
  }

  #createChannel(topic: string, currentToken: () => string, isPrivate: boolean, onConnect: () => void): FakeChannel {
    const broadcasts: BroadcastListener[] = [];
    const systems: SystemListener[] = [];
    let onStatus: (status: string, error?: Error) => void = () => {};
    const channel: FakeChannel = {
      topic,
      isPrivate,
      get token() {
        return currentToken();
      },
      on: ((type: string, _filter: object, listener: never) => {
        if (type === 'broadcast') broadcasts.push(listener);
        else systems.push(listener);
        return channel;
      }) as RealtimeChannelLike['on'],
      subscribe: (callback) => {
        onStatus = callback;
        onConnect();
        const token = currentToken();
        this.joins.push({ topic, token, isPrivate });
        const { answer } = this;
        if (answer === 'silent') return;
        const error = answer === 'accept' ? null : typeof answer === 'function' ? answer(token) : answer.error;
        setImmediate(() => {
          if (error !== null) return onStatus('CHANNEL_ERROR', new Error(error));
          this.#channels.add(channel);
          onStatus('SUBSCRIBED');
        });
      },
      unsubscribe: async () => {
        this.#channels.delete(channel);
        onStatus('CLOSED');
      },
      broadcast: (event, payload) => broadcasts.forEach((listener) => listener({ event, payload })),
      system: (status, message) => systems.forEach((listener) => listener({ status, message })),
      end: (status, error) => {
        this.#channels.delete(channel);
        onStatus(status, error);
      },
    };
    return channel;
  }
}
