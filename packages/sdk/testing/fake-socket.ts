/**
 * The far end of a WebSocket, speaking as much of the Realtime protocol (version 2, text frames) as a private channel
 * needs. For tests that run the real library: its timers are its own, so no test may wait for one.
 */
export class FakeSocketServer {
  readonly sockets: FakeSocket[] = [];
  readonly frames: unknown[][] = [];
  /** Null accepts a join; a text refuses it; undefined leaves it unanswered. */
  answerJoin: (token: string | undefined) => string | null | undefined = () => null;
  isDown = false;

  /** Give this to the library as its `transport`. Called with `new`. */
  readonly WebSocket = new Proxy(FakeSocket, {
    construct: (_, [url]: [string]) => {
      const socket = new FakeSocket(url, this);
      this.sockets.push(socket);
      return socket;
    },
  });

  get open(): number {
    return this.sockets.filter(({ readyState }) => readyState === 1).length;
  }

  broadcast(topic: string, event: string, payload: object): void {
    const frame = [null, null, `realtime:${topic}`, 'broadcast', { type: 'broadcast', event, payload }];
    for (const socket of this.sockets) if (socket.joined.has(`realtime:${topic}`)) socket.receive(frame);
  }

  /** The server's way of ending a channel whose token has expired. */
  expire(): void {
    this.end('Token has expired 0 seconds ago');
  }

  /** The server ends the channels with a last word; the sockets stay. */
  end(message: string): void {
    for (const socket of this.sockets) {
      for (const [topic, ref] of socket.joined) {
        socket.receive([ref, null, topic, 'system', { extension: 'system', status: 'error', message, channel: topic }]);
        socket.receive([ref, ref, topic, 'phx_close', {}]);
      }
      socket.joined.clear();
    }
  }

  announceReplication(): void {
    for (const socket of this.sockets) {
      for (const [topic, ref] of socket.joined) {
        const message = 'Replication connection established';
        socket.receive([ref, null, topic, 'system', { extension: 'system', status: 'ok', message, channel: topic }]);
      }
    }
  }

  drop(): void {
    for (const socket of this.sockets) socket.fail(1006);
  }

  hear(socket: FakeSocket, frame: unknown[]): void {
    this.frames.push(frame);
    const [joinRef, ref, topic, event, payload] = frame as [string, string, string, string, Record<string, unknown>];
    const reply = (status: string, response: object): void =>
      socket.receive([joinRef, ref, topic, 'phx_reply', { status, response }]);
    if (event === 'phx_join') {
      const answer = this.answerJoin(payload['access_token'] as string | undefined);
      if (answer === undefined) return;
      if (answer !== null) return reply('error', { reason: answer });
      socket.joined.set(topic, joinRef);
      return reply('ok', { postgres_changes: [] });
    }
    if (event === 'phx_leave') {
      socket.joined.delete(topic);
      reply('ok', {});
      return socket.receive([joinRef, joinRef, topic, 'phx_close', {}]);
    }
    if (event === 'heartbeat') reply('ok', {});
  }
}

class FakeSocket {
  readyState = 0;
  bufferedAmount = 0;
  binaryType = 'arraybuffer';
  readonly joined = new Map<string, string>();
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  readonly url: string;
  readonly #server: FakeSocketServer;

  constructor(url: string, server: FakeSocketServer) {
    this.url = url;
    this.#server = server;
    setImmediate(() => {
      if (this.readyState !== 0) return;
      if (server.isDown) return this.fail(1006);
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(text: string): void {
    setImmediate(() => this.readyState === 1 && this.#server.hear(this, JSON.parse(text) as unknown[]));
  }

  receive(frame: unknown[]): void {
    setImmediate(() => this.readyState === 1 && this.onmessage?.({ data: JSON.stringify(frame) }));
  }

  close(code = 1000): void {
    if (this.readyState >= 2) return;
    this.readyState = 3;
    this.joined.clear();
    setImmediate(() => this.onclose?.({ code, reason: '', wasClean: true }));
  }

  fail(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.joined.clear();
    this.onerror?.({ type: 'error' });
    this.onclose?.({ code, reason: '', wasClean: false });
  }
}
