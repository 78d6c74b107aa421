import type { RealtimeSocket } from '../world.ts';

/** How the private join of one channel ended. */
export type JoinOutcome =
  | { readonly kind: 'joined' }
  /** In the server's words, such as `JwtSignerError: …`. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The socket never opened: wrong address, wrong API key, or no Realtime. */
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'no-answer' };

export interface JoinOptions {
  /** `wss://<project>.supabase.co/realtime/v1`, as `widget-config` hands it out. */
  readonly url: string;
  readonly apiKey: string;
  /** Without `realtime:`. */
  readonly topic: string;
  readonly accessToken: string;
  /** The server answers a refused join after five seconds. Default 15 000. */
  readonly timeoutMs?: number;
}

/**
 * Joins as `@supabase/realtime-js` does (protocol 2.0.0; recordings in packages/local/src/realtime/fixtures) and leaves.
 */
export function joinRealtime(openSocket: (url: string) => RealtimeSocket, options: JoinOptions): Promise<JoinOutcome> {
  const { url, apiKey, topic, accessToken, timeoutMs = 15_000 } = options;
  const socket = openSocket(`${url}/websocket?apikey=${encodeURIComponent(apiKey)}&vsn=2.0.0`);
  return new Promise((resolve) => {
    let isOpen = false;
    const end = (outcome: JoinOutcome) => {
      clearTimeout(timer);
      socket.close();
      resolve(outcome);
    };
    const timer = setTimeout(() => end({ kind: isOpen ? 'no-answer' : 'not-connected' }), timeoutMs);
    socket.addEventListener('open', () => {
      isOpen = true;
      const config = {
        broadcast: { ack: false, self: false },
        presence: { key: '', enabled: false },
        postgres_changes: [],
        private: true,
      };
      socket.send(JSON.stringify(['1', '1', `realtime:${topic}`, 'phx_join', { config, access_token: accessToken }]));
    });
    socket.addEventListener('message', ({ data }) => {
      const outcome = typeof data === 'string' ? readReply(data) : undefined;
      if (outcome !== undefined) end(outcome);
    });
    const closed = () => end({ kind: isOpen ? 'no-answer' : 'not-connected' });
    socket.addEventListener('error', closed);
    socket.addEventListener('close', closed);
  });
}

interface Reply {
  readonly status?: string;
  readonly response?: { readonly reason?: unknown };
}

function readReply(frame: string): JoinOutcome | undefined {
  const [, ref, , event, payload] = JSON.parse(frame) as readonly [unknown, unknown, unknown, unknown, Reply];
  if (event !== 'phx_reply' || ref !== '1') return undefined;
  if (payload.status === 'ok') return { kind: 'joined' };
  return { kind: 'refused', reason: String(payload.response?.reason ?? 'no reason') };
}
