import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';

export interface HttpHandlers {
  readonly handleRequest: (request: Request) => Promise<Response>;
  /** Takes the socket over, or ends it. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface HttpServer {
  readonly port: number;
  /** Stops listening and ends every open connection, also the idle ones browsers keep. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 only. Throws a sentence for the person at the terminal when the port is taken. */
export async function listen(port: number, handlers: HttpHandlers): Promise<HttpServer> {
  const answer = getRequestListener(handlers.handleRequest, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => {
    // The Fetch standard allows no `Request` with it.
    if (incoming.method === 'TRACE') outgoing.writeHead(501).end();
    else void answer(incoming, outgoing);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', handlers.handleUpgrade);
  await start(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function start(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Stop what uses it, or choose another: PORT=4200 npm start`, {
              cause: error,
            })
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
