import type { WebSocket } from 'ws';

import type { Channel } from './channel.ts';
import type { ChannelLink, ChannelServices } from './channel-services.ts';
import { wait } from './clock.ts';
import { decodeFrame, encodeMessage } from './frames.ts';
import type { ClientMessage, Frame, ProtocolVersion } from './frames.ts';
import { joinChannel } from './join-channel.ts';
import type { JoinOutcome } from './join-channel.ts';
import { CHANNELS_PER_SOCKET, LONGEST_FRAME_BYTES, TOPIC_PREFIX } from './limits.ts';
import { Mailbox } from './mailbox.ts';

export interface ConnectionFields {
  readonly services: ChannelServices;
  readonly socket: WebSocket;
  readonly version: ProtocolVersion;
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A reader this slow is cut, so that it cannot fill the memory of everybody's server. */
const LONGEST_BACKLOG_BYTES = 16_000_000;

/**
 * One WebSocket: dispatches frames to its channels and writes what they send, everything in one queue.
 *
 * A join is decided inside that queue, and a refused join keeps it for the server's five seconds: replies, acks and
 * broadcasts of the other channels wait, as they do on the real server.
 */
export class Connection implements ChannelLink {
  readonly version: ProtocolVersion;
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly #services: ChannelServices;
  readonly #socket: WebSocket;
  readonly #channels = new Map<string, Channel>();
  readonly #mailbox: Mailbox;
  #heardAt: number;
  #cancelIdle = () => {};
  #isOpen = true;

  constructor({ services, socket, version, token, headers }: ConnectionFields) {
    this.version = version;
    this.token = token;
    this.headers = headers;
    this.#services = services;
    this.#socket = socket;
    this.#heardAt = services.clock.now();
    this.#mailbox = new Mailbox((error) =>
      services.logger.error('A Realtime socket failed.', { error: String(error) }),
    );
    socket.on('message', (data: Buffer, isBinary) => this.#receive(data, isBinary));
    socket.on('ping', () => this.#hear());
    socket.on('close', () => this.#cleanUp());
    socket.on('error', () => socket.terminate());
    this.#watchIdleness();
  }

  post(task: () => void | Promise<void>): void {
    this.#mailbox.post(() => (this.#isOpen ? task() : undefined));
  }

  write(frame: Frame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > LONGEST_BACKLOG_BYTES) this.#socket.terminate();
    else this.#socket.send(frame);
  }

  forget(channel: Channel): void {
    if (this.#channels.get(channel.topic) === channel) this.#channels.delete(channel.topic);
  }

  /** Closes the socket, by default as a server that restarts. */
  close(code = 1012): void {
    this.#cleanUp();
    this.#socket.close(code);
  }

  /** Cuts the socket; the client sees 1006. */
  terminate(): void {
    this.#cleanUp();
    this.#socket.terminate();
  }

  /** Tells every channel that the server wants everybody to come back, then closes. */
  requestDisconnect(): void {
    this.post(() => {
      const payload = { message: 'Server requested disconnect', status: 'ok', extension: 'system' };
      for (const topic of this.#channels.keys()) {
        this.write(encodeMessage(this.version, { joinRef: null, ref: null, topic, event: 'system', payload }));
      }
      this.close();
    });
  }

  #receive(data: Buffer, isBinary: boolean): void {
    this.#hear();
    if (data.byteLength > LONGEST_FRAME_BYTES) return this.terminate();
    const frame = decodeFrame(this.version, data, isBinary);
    if (frame === undefined) return;
    this.post(() => {
      if (frame.kind === 'text') return this.#dispatch(frame.message);
      const channel = this.#channels.get(frame.message.topic);
      if (channel === undefined)
        this.#reply({ ...frame.message, joinRef: null }, 'error', { reason: 'unmatched topic' });
      else channel.receiveBinary(frame.message);
    });
  }

  #dispatch(message: ClientMessage): void | Promise<void> {
    if (message.topic === 'phoenix') {
      if (message.event === 'heartbeat') this.#reply({ ...message, joinRef: null }, 'ok', {});
      return;
    }
    if (message.event === 'phx_join' && message.topic.startsWith(TOPIC_PREFIX)) return this.#join(message);
    const channel = this.#channels.get(message.topic);
    if (channel !== undefined) channel.receiveText(message);
    else if (message.event === 'phx_leave') this.#reply(message, 'ok', {});
    else this.#reply({ ...message, joinRef: null }, 'error', { reason: 'unmatched topic' });
  }

  async #join(message: ClientMessage): Promise<void> {
    // A second join of a topic replaces the first, whatever becomes of it.
    const previous = this.#channels.get(message.topic);
    previous?.close();
    this.#channels.delete(message.topic);

    const outcome: JoinOutcome =
      this.#channels.size >= CHANNELS_PER_SOCKET
        ? { kind: 'refused', reason: 'ChannelRateLimitReached: Too many channels' }
        : await joinChannel(this.#services, this, message);
    if (outcome.kind === 'refused') {
      this.#services.logger.warn('A Realtime join was refused.', { topic: message.topic, reason: outcome.reason });
      await wait(this.#services.clock, this.#services.delays.joinErrorMs);
      this.#reply(message, 'error', { reason: outcome.reason });
    } else if (!this.#isOpen) {
      outcome.channel.close();
    } else {
      this.#channels.set(message.topic, outcome.channel);
      this.#reply(message, 'ok', { postgres_changes: [] });
      outcome.channel.welcome(outcome.replay);
    }
    if (previous !== undefined) this.write(previous.closeFrame());
  }

  #reply(
    { joinRef, ref, topic }: Pick<ClientMessage, 'joinRef' | 'ref' | 'topic'>,
    status: 'ok' | 'error',
    response: unknown,
  ): void {
    this.write(encodeMessage(this.version, { joinRef, ref, topic, event: 'phx_reply', payload: { status, response } }));
  }

  #hear(): void {
    this.#heardAt = this.#services.clock.now();
  }

  #watchIdleness(): void {
    const { clock, delays } = this.#services;
    const remainingMs = this.#heardAt + delays.idleTimeoutMs - clock.now();
    if (remainingMs <= 0) this.close(1000);
    else this.#cancelIdle = clock.schedule(remainingMs, () => this.#watchIdleness());
  }

  #cleanUp(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#cancelIdle();
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
  }
}
