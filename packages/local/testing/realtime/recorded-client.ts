import { WebSocket } from 'ws';

/** What a raw client hears: frames as they came, the outcome of the handshake, the end. */
export type HeardEvent =
  | { readonly kind: 'http'; readonly status: number; readonly contentType: string | undefined; readonly body: string }
  | { readonly kind: 'text'; readonly frame: string }
  | { readonly kind: 'binary'; readonly frame: Uint8Array }
  | { readonly kind: 'close'; readonly code: number };

const FENCE = 'fence-';

/**
 * A raw WebSocket that keeps everything it hears. Sockets that one name opens one after the other share one record, as
 * they do in the recordings.
 */
export class RecordedClient {
  readonly heard: HeardEvent[] = [];
  readonly #fences = new Map<string, () => void>();
  readonly #version: () => string;
  #socket: WebSocket | undefined;
  #onHeard = () => {};
  #lastFence = 0;
  #isClosing = false;

  /** `onHeard` is called after each event. */
  constructor(onHeard: () => void) {
    this.#onHeard = onHeard;
    this.#version = () => new URL(this.#socket?.url ?? 'ws://none').searchParams.get('vsn') ?? '1.0.0';
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  get isClosing(): boolean {
    return this.#isClosing;
  }

  open(url: string, headers: Readonly<Record<string, string>>): void {
    const socket = new WebSocket(url, { headers });
    this.#socket = socket;
    this.#isClosing = false;
    socket.on('upgrade', () => this.#hear({ kind: 'http', status: 101, contentType: undefined, body: '' }));
    socket.on('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        this.#hear({
          kind: 'http',
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'],
          body,
        });
      });
    });
    socket.on('message', (data: Buffer, isBinary) => {
      // Whether the server still gets a word in after the client said goodbye is a race.
      if (this.#isClosing) return;
      if (isBinary) return this.#hear({ kind: 'binary', frame: new Uint8Array(data) });
      const frame = data.toString('utf8');
      const fence = /"(fence-\d+)"/.exec(frame)?.[1];
      if (fence === undefined) return this.#hear({ kind: 'text', frame });
      this.#fences.get(fence)?.();
    });
    // The close event that follows tells the code, which is all a recording holds.
    socket.on('error', () => {});
    socket.on('close', (code) => {
      for (const passed of this.#fences.values()) passed();
      this.#hear({ kind: 'close', code });
    });
  }

  send(data: string | Uint8Array): void {
    this.#socket?.send(data);
  }

  close(code: number | undefined): void {
    if (!this.isOpen) return;
    this.#isClosing = true;
    this.#socket?.close(code);
  }

  terminate(): void {
    this.#socket?.terminate();
  }

  /** Answers when the server has gone through everything sent so far. */
  fence(): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    const ref = `${FENCE}${(this.#lastFence += 1)}`;
    return new Promise((resolve) => {
      this.#fences.set(ref, resolve);
      this.send(
        this.#version() === '2.0.0'
          ? JSON.stringify([null, ref, 'phoenix', 'heartbeat', {}])
          : JSON.stringify({ topic: 'phoenix', event: 'heartbeat', payload: {}, ref }),
      );
    });
  }

  #hear(event: HeardEvent): void {
    this.heard.push(event);
    this.#onHeard();
  }
}
