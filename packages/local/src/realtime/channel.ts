import { Broadcast } from './broadcast.ts';
import { AuthorizationUnavailableError } from './channel-authorizer.ts';
import type { AuthorizationQuestion, Extension } from './channel-authorizer.ts';
import type { ChannelLink, ChannelServices } from './channel-services.ts';
import { encodeMessage } from './frames.ts';
import type { ClientBroadcast, ClientMessage } from './frames.ts';
import type { Subscriber, TopicAddress } from './hub.ts';
import { parseToken } from './join-config.ts';
import type { JoinConfig } from './join-config.ts';
import { LONGEST_PAYLOAD_BYTES, LONGEST_TIMER_MS, PRESENCE_CALLS, PRESENCE_WINDOW_MS } from './limits.ts';
import { Mailbox } from './mailbox.ts';
import type { PresenceDiff } from './presence.ts';
import { isPresencePayload, parsePresenceCall } from './presence-call.ts';
import { describeAtRefresh, describeExpiry } from './token-verifier.ts';
import type { Identity } from './token-verifier.ts';

export interface ChannelFields {
  readonly services: ChannelServices;
  readonly link: ChannelLink;
  /** With the `realtime:` prefix. */
  readonly topic: string;
  readonly address: TopicAddress;
  readonly joinRef: string | null;
  readonly config: JoinConfig;
  readonly presenceKey: string;
  readonly token: string;
  readonly identity: Identity;
  /** `undefined` for public channels, where everything is allowed. */
  readonly readable: ReadonlySet<Extension> | undefined;
}

/**
 * One joined channel of one socket. It handles what the client sends in order, whatever the database takes to answer,
 * and ends when the client leaves, the token expires, a new token is refused, or the socket goes.
 *
 * Permissions are asked for once per token: reading at the join, writing at the first push.
 */
export class Channel implements Subscriber {
  readonly topic: string;
  readonly joinRef: string | null;
  readonly #fields: ChannelFields;
  readonly #inbox: Mailbox;
  #token: string;
  #identity: Identity;
  #canReadBroadcast: boolean;
  /** `undefined` until somebody asks: a join without presence does not. */
  #canReadPresence: boolean | undefined;
  #writable: Readonly<Record<Extension, boolean>> | undefined;
  #hasTracked = false;
  #presenceCalls = { count: 0, until: 0 };
  #cancelExpiry = () => {};
  #replayed: ReadonlySet<string> = new Set();
  #isOpen = true;

  constructor(fields: ChannelFields) {
    const { services, config, readable } = fields;
    this.topic = fields.topic;
    this.joinRef = fields.joinRef;
    this.#fields = fields;
    this.#token = fields.token;
    this.#identity = fields.identity;
    this.#canReadBroadcast = readable?.has('broadcast') ?? true;
    this.#canReadPresence =
      readable === undefined || (config.presence.isEnabled ? readable.has('presence') : undefined);
    this.#writable = readable === undefined ? { broadcast: true, presence: true } : undefined;
    this.#inbox = new Mailbox((error) =>
      services.logger.error('A Realtime channel failed.', { topic: this.topic, error: String(error) }),
    );
    services.hub.subscribe(fields.address, this);
    this.#watchExpiry();
  }

  /** Writes what follows the reply to the join. Called by the socket, in its turn. */
  welcome(replay: readonly Broadcast[]): void {
    const { link, config, services, address } = this.#fields;
    this.#replayed = new Set(replay.flatMap(({ rowId }) => rowId ?? []));
    for (const broadcast of replay) {
      const frame = broadcast.replayFrame(link.version, this.joinRef);
      if (frame !== undefined) link.write(frame);
    }
    // The endpoint listened to the database before it accepted anybody, so there is nothing to wait for.
    if (config.wantsReplicationNotice) link.write(this.#system('ok', 'Replication connection established'));
    if (config.presence.isEnabled && this.#canReadPresence === true) {
      link.write(this.#message(null, 'presence_state', services.hub.presence(address)));
    }
  }

  receiveText(message: ClientMessage): void {
    this.#inbox.post(() => (this.#isOpen ? this.#handle(message) : undefined));
  }

  receiveBinary({ ref, broadcast }: ClientBroadcast): void {
    this.#inbox.post(() =>
      this.#isOpen
        ? this.#broadcast(ref, Broadcast.fromBinary(this.topic, broadcast), broadcast.payload.byteLength)
        : undefined,
    );
  }

  receiveBroadcast(broadcast: Broadcast): void {
    if (!this.#canReadBroadcast) return;
    const { link } = this.#fields;
    link.post(() => {
      // What was replayed may arrive once more when it was committed during the join.
      if (!this.#isOpen || (broadcast.rowId !== undefined && this.#replayed.has(broadcast.rowId))) return;
      const frame = broadcast.frame(link.version);
      if (frame !== undefined) link.write(frame);
    });
  }

  receivePresenceDiff(diff: PresenceDiff): void {
    if (this.#canReadPresence !== true) return;
    // A channel that switched presence on by tracking hears through its own process, so its frames name the join.
    if (this.#fields.config.presence.isEnabled)
      this.#send(
        encodeMessage(this.#fields.link.version, {
          joinRef: null,
          ref: null,
          topic: this.topic,
          event: 'presence_diff',
          payload: diff,
        }),
      );
    else if (this.#hasTracked) this.#send(this.#message(null, 'presence_diff', diff));
  }

  /** Ends the channel without telling its client. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#cancelExpiry();
    this.#fields.services.hub.unsubscribe(this.#fields.address, this);
  }

  /** The frame that tells the client that this join is over. */
  closeFrame(): string {
    return this.#message(this.joinRef, 'phx_close', {});
  }

  #handle({ event, ref, payload }: ClientMessage): void | Promise<void> {
    switch (event) {
      case 'phx_leave':
        this.#reply(ref, 'ok', {});
        return this.#end();
      case 'access_token':
        return this.#refresh(payload);
      case 'broadcast':
        return this.#broadcast(
          ref,
          Broadcast.fromEnvelope(this.topic, payload),
          Buffer.byteLength(JSON.stringify(payload ?? null)),
        );
      case 'presence':
        return this.#presence(ref, payload);
      default:
        return undefined;
    }
  }

  async #broadcast(ref: string | null, broadcast: Broadcast, bytes: number): Promise<void> {
    const { config, services, address } = this.#fields;
    // A refused broadcast gets no answer at all, not even with ack.
    if (!(await this.#mayWrite('broadcast')) || !this.#isOpen) return;
    if (bytes > LONGEST_PAYLOAD_BYTES) {
      if (config.ack) this.#reply(ref, 'error', 'payload_size_exceeded');
      return;
    }
    services.hub.publish(address, broadcast, config.self ? undefined : this);
    if (config.ack) this.#reply(ref, 'ok', {});
  }

  async #presence(ref: string | null, payload: unknown): Promise<void> {
    const { services, address, presenceKey } = this.#fields;
    const call = parsePresenceCall(payload);
    if (call === undefined) return this.#reply(ref, 'ok', {});
    if (!this.#countPresenceCall()) return this.#endWith('Client presence rate limit exceeded');
    if (call.event === 'untrack') {
      this.#reply(ref, 'ok', {});
      return services.hub.untrack(address, this);
    }
    if (call.event !== 'track') return this.#reply(ref, 'error', {});
    if (this.#writable === undefined && this.#canReadPresence === undefined)
      this.#canReadPresence = await this.#mayReadPresence();
    if (!(await this.#mayWrite('presence'))) return this.#reply(ref, 'error', {});
    if (!this.#isOpen) return;
    if (!isPresencePayload(call.payload))
      return this.#reply(ref, 'error', { reason: 'Presence track payload must be a map' });
    this.#hasTracked = true;
    this.#reply(ref, 'ok', {});
    services.hub.track(address, this, presenceKey, call.payload);
  }

  async #refresh(payload: unknown): Promise<void> {
    const given =
      typeof payload === 'object' && payload !== null && 'access_token' in payload ? payload.access_token : undefined;
    const token = parseToken(given);
    if (token === undefined || token === this.#token) return;
    const verification = await this.#fields.services.verifier.verify(token);
    if (!this.#isOpen) return;
    if (verification.kind === 'refused') return this.#endWith(describeAtRefresh(verification.problem));
    this.#token = token;
    this.#identity = verification.identity;
    if (this.#fields.address.isPrivate && !(await this.#renewPermissions())) return;
    this.#watchExpiry();
  }

  /** Asks again what may be read; ends the channel and answers false when that is less than before. */
  async #renewPermissions(): Promise<boolean> {
    const { services, config, address } = this.#fields;
    const before = { broadcast: this.#canReadBroadcast, presence: this.#canReadPresence };
    const extensions: Extension[] = config.presence.isEnabled ? ['broadcast', 'presence'] : ['broadcast'];
    const readable = await this.#ask(() => services.authorizer.mayRead(this.#question(), extensions));
    if (!this.#isOpen) return false;
    if (readable === undefined) this.#endWith('Realtime was unable to connect to the project database');
    else if (readable.size === 0)
      this.#endWith(`You do not have permissions to read from this Channel topic: ${address.name}`);
    else if (extensions.some((extension) => before[extension] === true && !readable.has(extension))) {
      this.#endWith(`You no longer have permission to read from this Channel topic: ${address.name}`);
    } else {
      this.#canReadBroadcast = readable.has('broadcast');
      if (config.presence.isEnabled) this.#canReadPresence = readable.has('presence');
      this.#writable = undefined;
    }
    return this.#isOpen;
  }

  async #mayWrite(extension: Extension): Promise<boolean> {
    if (this.#writable === undefined) {
      const { authorizer } = this.#fields.services;
      this.#writable = await this.#ask(async () => ({
        broadcast: await authorizer.mayWrite(this.#question(), 'broadcast'),
        presence: await authorizer.mayWrite(this.#question(), 'presence'),
      }));
    }
    return this.#writable?.[extension] ?? false;
  }

  async #mayReadPresence(): Promise<boolean> {
    const { authorizer } = this.#fields.services;
    return (await this.#ask(() => authorizer.mayRead(this.#question(), ['presence'])))?.has('presence') ?? false;
  }

  /** `undefined` when the database did not answer. */
  async #ask<Answer>(question: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof AuthorizationUnavailableError)) throw error;
      this.#fields.services.logger.warn('A Realtime permission could not be checked.', {
        topic: this.topic,
        error: String(error.cause),
      });
      return undefined;
    }
  }

  #question(): AuthorizationQuestion {
    return { topic: this.#fields.address.name, identity: this.#identity, headers: this.#fields.link.headers };
  }

  #countPresenceCall(): boolean {
    const now = this.#fields.services.clock.now();
    if (now > this.#presenceCalls.until) this.#presenceCalls = { count: 0, until: now + PRESENCE_WINDOW_MS };
    this.#presenceCalls.count += 1;
    return this.#presenceCalls.count <= PRESENCE_CALLS;
  }

  #watchExpiry(): void {
    const { clock } = this.#fields.services;
    const { expiresAt } = this.#identity;
    this.#cancelExpiry();
    if (expiresAt === undefined) return;
    this.#cancelExpiry = clock.schedule(Math.min(expiresAt - clock.now(), LONGEST_TIMER_MS), () => {
      if (clock.now() < expiresAt) this.#watchExpiry();
      else this.#endWith(describeExpiry(expiresAt, clock.now()));
    });
  }

  #endWith(message: string): void {
    this.#send(this.#system('error', message));
    this.#end();
  }

  #end(): void {
    this.close();
    this.#fields.link.forget(this);
    this.#send(this.closeFrame());
  }

  #reply(ref: string | null, status: 'ok' | 'error', response: unknown): void {
    this.#send(this.#message(ref, 'phx_reply', { status, response }));
  }

  #system(status: 'ok' | 'error', message: string): string {
    return this.#message(null, 'system', { message, status, extension: 'system', channel: this.#fields.address.name });
  }

  #message(ref: string | null, event: string, payload: unknown): string {
    return encodeMessage(this.#fields.link.version, { joinRef: this.joinRef, ref, topic: this.topic, event, payload });
  }

  #send(frame: string): void {
    const { link } = this.#fields;
    link.post(() => link.write(frame));
  }
}
