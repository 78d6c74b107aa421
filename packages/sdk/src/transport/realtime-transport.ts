/**
 * Supabase Realtime, and the only module that knows it. One `start` is one attempt to join one private channel; it
 * ends with `onLost` and never tries again by itself. Who starts it again, and when, is the connection's business.
 *
 * The library's own reconnecting is switched off by leaving the channel and closing the socket at the first sign of
 * trouble, because it comes back with the token it had: after sleep that one has expired, and every refused join blocks
 * the whole socket for five seconds (supabase/supabase-js#2613, #2614). A closed channel is final in that library.
 */
import type { Timers } from '../lib/timers.ts';
import type { WireRealtimeEvent } from '../protocol/realtime-event.ts';
import type { WireRealtimeAddress } from '../protocol/widget-config.ts';
import type { TransportListener } from './transport.ts';

/** The part of `RealtimeChannel` that is used here. */
export interface RealtimeChannelLike {
  /** Hears what is sent to the channel. */
  on(type: 'broadcast', filter: { event: string }, callback: (message: BroadcastMessage) => void): unknown;
  /** Hears what the server says about the channel itself. */
  on(type: 'system', filter: object, callback: (message: SystemMessage) => void): unknown;
  /** Joins. Calls back with what came of it, and again when that changes. */
  subscribe(callback: (status: string, error?: Error) => void): unknown;
  /** Leaves for good. */
  unsubscribe(): Promise<unknown>;
}

/** The part of `RealtimeClient` that is used here. */
export interface RealtimeClientLike {
  /** Frames that wait for the socket to open. */
  readonly sendBuffer: unknown[];
  /** The access token for joining, and for staying when it changes. */
  setAuth(token: string): Promise<void>;
  /** One private channel, not joined yet. */
  channel(topic: string, options: typeof CHANNEL_OPTIONS): RealtimeChannelLike;
  /** Closes the socket. */
  disconnect(): Promise<unknown>;
}

/** Loads the library and makes a client for one address. May reject; it is asked again at the next try. */
export type CreateRealtimeClient = (address: WireRealtimeAddress) => Promise<RealtimeClientLike>;

/** What came over a channel. */
export interface BroadcastMessage {
  readonly event: string;
  readonly payload?: unknown;
}

/** What the server said about a channel. */
export interface SystemMessage {
  readonly status?: string;
  readonly message?: string;
}

/** Where the tokens come from. */
export interface RealtimeSession {
  /** A token with enough life left, and the channel that it opens. */
  fresh(need: 'existing'): Promise<{ readonly access_token: string; readonly realtime_topic: string }>;
  keepFresh(isOn: boolean): void;
  /** The server does not accept this token any more. */
  distrust(token: string): void;
}

export interface RealtimeTransportOptions<Event = WireRealtimeEvent> extends TransportListener<Event> {
  readonly createRealtimeClient: CreateRealtimeClient;
  /** Null while it is not known; there is no way to join then. */
  readonly address: () => WireRealtimeAddress | null;
  /** Gives the tokens and keeps them fresh while the way is open; `setToken` brings the new ones. */
  readonly session: RealtimeSession;
  /** Whether a message of the channel is one of those that the listener understands; others come from a newer server. */
  readonly isEvent: (message: BroadcastMessage) => message is BroadcastMessage & Event;
  readonly timers: Timers;
}

/** The library gives up after 10 s, but not while it only opens the socket or loads. */
const JOIN_TIMEOUT_MS = 15_000;

const CHANNEL_OPTIONS = {
  config: { private: true, broadcast: { ack: false, self: false, replication_ready: true } },
};

export type RealtimeTransport = ReturnType<typeof createRealtimeTransport>;

export function createRealtimeTransport<Event = WireRealtimeEvent>(options: RealtimeTransportOptions<Event>) {
  const { session, timers } = options;
  let library: Promise<RealtimeClientLike> | null = null;
  let closing: Promise<unknown> = Promise.resolve();
  /** Which attempt it is; null while stopped. What belongs to an older one is not listened to any more. */
  let current: object | null = null;
  let token = '';
  let open: { readonly client: RealtimeClientLike; readonly channel: RealtimeChannelLike } | null = null;
  let cancelTimeout = (): void => {};

  const join = async (attempt: object): Promise<void> => {
    const address = options.address();
    if (address === null) throw new Error('no address');
    const fresh = await session.fresh('existing');
    library ??= options.createRealtimeClient(address).catch((error: unknown) => {
      library = null; // a chunk that did not load may load next time
      throw error;
    });
    const client = await library;
    // Until the old socket is gone the library would silently not open a new one.
    await closing;
    if (attempt !== current) return;
    token = fresh.access_token;
    // Without waiting, the first join goes out without the token and is refused after five seconds.
    await client.setAuth(token);
    if (attempt !== current) return;

    /** The server's last words; a closing channel gives none of its own. */
    let lastError = '';
    const channel = client.channel(fresh.realtime_topic, CHANNEL_OPTIONS);
    open = { client, channel };
    channel.on('broadcast', { event: '*' }, (message) => {
      if (attempt === current && options.isEvent(message)) options.onEvent(message);
    });
    channel.on('system', {}, ({ status, message }) => {
      if (attempt !== current) return;
      if (status === 'error') lastError = message ?? '';
      // The database's stream stands only now: what was committed between the join and this was never sent.
      else options.onGap();
    });
    channel.subscribe((status, error) => {
      if (attempt !== current) return;
      if (status !== 'SUBSCRIBED') return lose(attempt, error?.message ?? (lastError || status));
      cancelTimeout();
      options.onJoined();
    });
  };

  const lose = (attempt: object, reason: string): void => {
    if (attempt !== current) return;
    stop();
    const isExpired = /expired/i.test(reason);
    if (isExpired) session.distrust(token);
    options.onLost({ isRefusal: !isExpired && REFUSALS.test(reason), reason });
  };

  const start = (): void => {
    stop();
    const attempt = {};
    current = attempt;
    cancelTimeout = timers.after(JOIN_TIMEOUT_MS, () => lose(attempt, 'timed out'));
    session.keepFresh(true);
    join(attempt).catch((error: unknown) => lose(attempt, String(error)));
  };

  const stop = (): void => {
    if (!current) return;
    current = null;
    cancelTimeout();
    session.keepFresh(false);
    if (!open) return;
    const { client, channel } = open;
    open = null;
    void channel.unsubscribe();
    closing = client.disconnect();
    // A join that never left would go out first on the next socket, with the old token.
    client.sendBuffer.length = 0;
  };

  return {
    start,
    stop,

    /** Hands a renewed token to the open channel. */
    setToken(next: string): void {
      const attempt = current;
      if (!attempt || !open || token === next) return;
      token = next;
      open.client.setAuth(next).catch((error: unknown) => lose(attempt, String(error)));
    },
  };
}

/** Join errors that stay the same until the token does not (Realtime's own codes and sentences). */
const REFUSALS = /unauthorized|permissions|jwt|signature|tenant ?not ?found|realtimedisabled/i;

/** What a visitor's channel carries. */
export function isRealtimeEvent(message: BroadcastMessage): message is WireRealtimeEvent {
  const { event, payload } = message;
  const isKnown = /^(message|conversation|read|typing|availability|queue)\.(created|updated)$/.test(event);
  return (
    isKnown &&
    typeof payload === 'object' &&
    payload !== null &&
    ['message', 'conversation', 'agent', 'availability', 'queue'].some((key) => key in payload)
  );
}
