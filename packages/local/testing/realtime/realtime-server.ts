import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { getRequestListener } from '@hono/node-server';
import { SignJWT } from 'jose';

import type { LocalDatabase } from '../../src/database/local-database.ts';
import { silentLogger } from '../../src/database/logger.ts';
import type { Logger } from '../../src/database/logger.ts';
import type { RealtimeDelays } from '../../src/realtime/limits.ts';
import { createRealtimeEndpoint } from '../../src/realtime/realtime-endpoint.ts';
import type { RealtimeEndpoint, RealtimeEndpointOptions } from '../../src/realtime/realtime-endpoint.ts';

export const SECRET = 'a secret of at least thirty-two characters';
export const PUBLISHABLE_KEY = 'sb_publishable_test';

/** Refusals that take the server seconds take a moment. */
export const QUICK: RealtimeDelays = { joinErrorMs: 30, handshakeErrorMs: 10, idleTimeoutMs: 60_000 };

export interface RealtimeServerOptions {
  readonly database: LocalDatabase;
  readonly delays?: Partial<RealtimeDelays>;
  readonly keys?: RealtimeEndpointOptions['keys'];
  readonly logger?: Logger;
  /** Default: any free one. */
  readonly port?: number;
}

/** A Realtime endpoint behind an HTTP server of its own. */
export interface RealtimeServer {
  readonly endpoint: RealtimeEndpoint;
  readonly port: number;
  readonly httpUrl: string;
  readonly socketUrl: string;
  close(): Promise<void>;
}

export async function startRealtimeServer(options: RealtimeServerOptions): Promise<RealtimeServer> {
  const endpoint = await createRealtimeEndpoint({
    database: options.database,
    keys: options.keys ?? { jwks: [], secret: SECRET },
    apiKeys: { [PUBLISHABLE_KEY]: 'anon' },
    logger: options.logger ?? silentLogger,
    delays: { ...QUICK, ...options.delays },
  });
  const server = createServer(
    getRequestListener(
      async (request) => (await endpoint.handleRequest(request)) ?? new Response(null, { status: 404 }),
    ),
  );
  server.on('upgrade', endpoint.handleUpgrade.bind(endpoint));
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    endpoint,
    port,
    httpUrl: `http://127.0.0.1:${port}/realtime/v1`,
    socketUrl: `ws://127.0.0.1:${port}/realtime/v1`,
    async close() {
      await endpoint.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A token as the project's own server would sign it; by default valid for an hour. */
export function mintToken(claims: Readonly<Record<string, unknown>>, secret = SECRET): Promise<string> {
  const payload = { exp: Math.floor(Date.now() / 1000) + 3600, ...claims };
  return new SignJWT(Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined)))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secret));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
