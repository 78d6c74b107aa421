import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import { parseVersion } from './frames.ts';
import type { ProtocolVersion } from './frames.ts';
import { describeAtHandshake } from './token-verifier.ts';
import type { TokenVerifier } from './token-verifier.ts';

export type Handshake =
  | {
      readonly kind: 'accepted';
      readonly version: ProtocolVersion;
      readonly token: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly error: string | undefined;
      readonly isDelayed: boolean;
    };

export const WEBSOCKET_PATH = '/realtime/v1/websocket';

/** Decides a request for a socket by its path, `vsn` and key, which comes as a header or in the URL. */
export async function decideHandshake(request: IncomingMessage, verifier: TokenVerifier): Promise<Handshake> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname !== WEBSOCKET_PATH) return { kind: 'refused', status: 404, error: 'Not found', isDelayed: false };
  const version = parseVersion(url.searchParams.get('vsn'));
  if (version === undefined) return { kind: 'refused', status: 403, error: undefined, isDelayed: false };

  const header = request.headers['x-api-key'];
  const token = typeof header === 'string' ? header : url.searchParams.get('apikey');
  if (token === null || token === '')
    return { kind: 'refused', status: 401, error: 'API key is missing', isDelayed: true };
  const verification = await verifier.verify(token);
  if (verification.kind === 'refused') {
    return { kind: 'refused', status: 401, error: describeAtHandshake(verification.problem), isDelayed: true };
  }
  return { kind: 'accepted', version, token, headers: headersForPolicies(request) };
}

/** Answers a request for a socket with plain HTTP and ends its connection. */
export function refuseHandshake(socket: Duplex, status: number, error: string | undefined): void {
  const body = error === undefined ? '' : JSON.stringify({ error });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...(body === '' ? [] : ['content-type: application/json; charset=utf-8']),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Policies may read `request.headers`; like the server, only the `x-` headers of the handshake are kept. */
function headersForPolicies({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[0].startsWith('x-') && typeof entry[1] === 'string',
  );
  return Object.fromEntries(kept.filter(([name]) => name !== 'x-api-key'));
}
