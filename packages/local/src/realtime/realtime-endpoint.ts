/**
 * A Realtime endpoint that `@supabase/realtime-js` cannot tell from Supabase's, for one project in one process.
 *
 * It speaks both protocol versions, broadcast and presence on public and private channels, replay, and the REST
 * broadcast routes. Permissions are the database's: each question is put to the policies of `realtime.messages` under
 * the token's role. Rows that `realtime.send` commits reach the sockets in commit order. `conformance.test.ts` holds it
 * to recordings of the real server.
 *
 * It refuses `postgres_changes` and does not persist client broadcasts. Rates that hosted plans limit are not limited.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer } from 'ws';

import type { LocalDatabase } from '../database/local-database.ts';
import type { Logger } from '../database/logger.ts';
import { BroadcastApi } from './broadcast-api.ts';
import { ChannelAuthorizer } from './channel-authorizer.ts';
import type { ChannelServices } from './channel-services.ts';
import { systemClock, wait } from './clock.ts';
import type { Clock } from './clock.ts';
import { Connection } from './connection.ts';
import { DatabaseBroadcasts } from './database-broadcasts.ts';
import { decideHandshake, refuseHandshake } from './handshake.ts';
import { Hub } from './hub.ts';
import { SERVER_DELAYS } from './limits.ts';
import type { RealtimeDelays } from './limits.ts';
import { TokenVerifier } from './token-verifier.ts';
import type { RealtimeKeys } from './token-verifier.ts';

export interface RealtimeEndpointOptions {
  readonly database: LocalDatabase;
  readonly keys: RealtimeKeys;
  /** API keys that are no tokens, each with its role: `{ 'sb_publishable_…': 'anon', 'sb_secret_…': 'service_role' }`. */
  readonly apiKeys: Readonly<Record<string, string>>;
  readonly logger: Logger;
  /** Default: those of the real server. */
  readonly delays?: Partial<RealtimeDelays>;
  /** Default: the system's. */
  readonly clock?: Clock;
}

export interface RealtimeEndpoint {
  /** For the `upgrade` event of an HTTP server; answers every request, refused ones with plain HTTP. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The REST routes below `/realtime/v1/api/`; `undefined` for anything else. */
  handleRequest(request: Request): Promise<Response | undefined>;
  /** While refusing, new sockets are answered 503 and the existing ones are cut: an outage, for tests and demos. */
  setRefusing(isRefusing: boolean): void;
  /** Asks every client to come back (`Server requested disconnect`) and closes its socket with 1012. */
  requestDisconnect(): void;
  readonly connectionCount: number;
  /** Closes every socket with 1012, as a server that restarts, and stops listening to the database. */
  close(): Promise<void>;
}

/** Beyond the server's 5 MB, so that a longer frame is cut the way the server does it and not by `ws`. */
const LONGEST_READ_BYTES = 8_000_000;
const GOODBYE_MS = 1_000;

/** Answers when the endpoint listens to the database: nothing committed afterwards is missed. */
export async function createRealtimeEndpoint(options: RealtimeEndpointOptions): Promise<RealtimeEndpoint> {
  const { database, keys, apiKeys, logger, clock = systemClock } = options;
  const hub = new Hub();
  const broadcasts = new DatabaseBroadcasts({ database, hub, logger, clock });
  const services: ChannelServices = {
    hub,
    broadcasts,
    clock,
    logger,
    verifier: new TokenVerifier({ keys, apiKeys, clock }),
    authorizer: new ChannelAuthorizer(database),
    delays: { ...SERVER_DELAYS, ...options.delays },
  };
  await broadcasts.start();
  return new Endpoint(services, broadcasts);
}

class Endpoint implements RealtimeEndpoint {
  readonly #services: ChannelServices;
  readonly #broadcasts: DatabaseBroadcasts;
  readonly #api: BroadcastApi;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: LONGEST_READ_BYTES, perMessageDeflate: false });
  readonly #connections = new Set<Connection>();
  #state: 'open' | 'refusing' | 'closed' = 'open';

  constructor(services: ChannelServices, broadcasts: DatabaseBroadcasts) {
    this.#services = services;
    this.#broadcasts = broadcasts;
    this.#api = new BroadcastApi(services);
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // The client may go away while its key is checked; without a listener that would end the process.
    socket.on('error', () => socket.destroy());
    this.#upgrade(request, socket, head).catch((error: unknown) => {
      this.#services.logger.error('A Realtime handshake failed.', { error: String(error) });
      socket.destroy();
    });
  }

  handleRequest(request: Request): Promise<Response | undefined> {
    return this.#api.handle(request);
  }

  setRefusing(isRefusing: boolean): void {
    if (this.#state === 'closed') return;
    this.#state = isRefusing ? 'refusing' : 'open';
    if (isRefusing) for (const connection of this.#connections) connection.terminate();
  }

  requestDisconnect(): void {
    for (const connection of this.#connections) connection.requestDisconnect();
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    for (const connection of this.#connections) connection.close();
    await this.#broadcasts.stop();
    // Clients that do not answer the close frame are cut.
    const cancel = this.#services.clock.schedule(GOODBYE_MS, () => {
      for (const client of this.#server.clients) client.terminate();
    });
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    cancel();
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (this.#state !== 'open') return refuseHandshake(socket, 503, 'Service unavailable');
    const handshake = await decideHandshake(request, this.#services.verifier);
    if (handshake.kind === 'refused') {
      if (handshake.isDelayed) await wait(this.#services.clock, this.#services.delays.handshakeErrorMs);
      return refuseHandshake(socket, handshake.status, handshake.error);
    }
    if (this.#state !== 'open') return refuseHandshake(socket, 503, 'Service unavailable');
    const { version, token, headers } = handshake;
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection({ services: this.#services, socket: webSocket, version, token, headers });
      this.#connections.add(connection);
      webSocket.on('close', () => this.#connections.delete(connection));
    });
  }
}
