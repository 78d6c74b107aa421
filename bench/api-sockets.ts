import { summarize, type Summary } from './statistics.ts';

export interface SocketVisitor {
  readonly topic: string;
  readonly token: string;
}

/** Opens a Realtime socket per visitor, a few at a time, joins their private channel, and says how long each took. */
export async function openSockets(
  realtime: { readonly url: string; readonly apiKey: string },
  visitors: readonly SocketVisitor[],
  atOnce: number,
): Promise<{ readonly joined: Summary; closeAll(): void }> {
  const samples: number[] = [];
  const sockets: WebSocket[] = [];
  const waiting = [...visitors];
  const open = async () => {
    for (let visitor = waiting.pop(); visitor !== undefined; visitor = waiting.pop()) {
      const started = performance.now();
      sockets.push(await join(realtime, visitor));
      samples.push(performance.now() - started);
    }
  };
  const closeAll = () => {
    for (const socket of sockets) socket.close();
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, open));
  } catch (error) {
    closeAll();
    throw error;
  }
  return { joined: summarize(samples), closeAll };
}

/** Resolves when the server has let the visitor into their channel. Frames of the protocol's version 2 are arrays. */
function join(
  { url, apiKey }: { readonly url: string; readonly apiKey: string },
  { topic, token }: SocketVisitor,
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url}/websocket?vsn=2.0.0&apikey=${apiKey}`);
    const config = { private: true, broadcast: { ack: false, self: false }, presence: { enabled: false } };
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify(['1', '1', `realtime:${topic}`, 'phx_join', { config, access_token: token }]));
    });
    socket.addEventListener('message', ({ data }: MessageEvent<string | Blob>) => {
      if (typeof data !== 'string') return; // a broadcast, in the binary frame of this version
      const [, , , event, payload] = JSON.parse(data) as [unknown, unknown, string, string, { status?: string }];
      if (event !== 'phx_reply') return;
      if (payload.status === 'ok') resolve(socket);
      else reject(new Error(`not let in: ${data}`));
    });
    socket.addEventListener('close', ({ code }) => reject(new Error(`the socket closed with ${String(code)}`)));
    socket.addEventListener('error', () => reject(new Error('the socket failed')));
  });
}
