import { Broadcast } from './broadcast.ts';
import { AuthorizationUnavailableError } from './channel-authorizer.ts';
import type { ChannelServices } from './channel-services.ts';
import { LONGEST_PAYLOAD_BYTES, TOPIC_PREFIX } from './limits.ts';
import type { Identity } from './token-verifier.ts';

interface BatchMessage {
  readonly topic: string;
  readonly event: string;
  readonly payload: unknown;
  readonly private: boolean;
}

const BATCH_PATH = '/realtime/v1/api/broadcast';
const EVENT_PATH = /^\/realtime\/v1\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/;
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers': 'authorization, apikey, content-type, x-client-info',
};

/**
 * The two REST routes that broadcast: many messages as text, or one event whose payload is the body.
 *
 * As on the server, the batch route answers 202 whatever the policies say and just drops what they refuse, while the
 * single route answers 403.
 */
export class BroadcastApi {
  readonly #services: Pick<ChannelServices, 'hub' | 'verifier' | 'authorizer' | 'logger'>;

  constructor(services: Pick<ChannelServices, 'hub' | 'verifier' | 'authorizer' | 'logger'>) {
    this.#services = services;
  }

  /** `undefined` for requests that are not for these routes. */
  async handle(request: Request): Promise<Response | undefined> {
    const url = new URL(request.url);
    const event = EVENT_PATH.exec(url.pathname);
    if (url.pathname !== BATCH_PATH && event === null) return undefined;
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS });
    if (request.method !== 'POST') return answer(405, { message: 'Method not allowed' });

    const identity = await this.#identify(request, url);
    if (identity === undefined) return answer(401, { message: 'Unauthorized' });
    try {
      if (event === null) return await this.#broadcastBatch(request, identity);
      const [, topic = '', name = ''] = event;
      return await this.#broadcastEvent(request, url, identity, decodeURIComponent(topic), decodeURIComponent(name));
    } catch (error) {
      if (!(error instanceof AuthorizationUnavailableError)) throw error;
      return answer(422, { message: 'Tenant database unavailable' });
    }
  }

  async #identify(request: Request, url: URL): Promise<Identity | undefined> {
    const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    const token = bearer ?? request.headers.get('apikey') ?? url.searchParams.get('apikey');
    if (token === null) return undefined;
    const verification = await this.#services.verifier.verify(token);
    return verification.kind === 'verified' ? verification.identity : undefined;
  }

  async #broadcastBatch(request: Request, identity: Identity): Promise<Response> {
    const parsed = parseBatch(await readJson(request));
    if (parsed.kind === 'invalid') return answer(422, { errors: { messages: parsed.errors } });
    const allowed = new Map<string, boolean>();
    for (const message of parsed.messages) {
      if (message.private && !allowed.has(message.topic))
        allowed.set(message.topic, await this.#mayWrite(request, identity, message.topic));
    }
    for (const { topic, event, payload, private: isPrivate } of parsed.messages) {
      if (isPrivate && allowed.get(topic) !== true) continue;
      const broadcast = Broadcast.fromEnvelope(`${TOPIC_PREFIX}${topic}`, { event, payload, type: 'broadcast' });
      this.#services.hub.publish({ name: topic, isPrivate }, broadcast);
    }
    return answer(202, undefined);
  }

  async #broadcastEvent(
    request: Request,
    url: URL,
    identity: Identity,
    topic: string,
    event: string,
  ): Promise<Response> {
    const isPrivate = url.searchParams.get('private') === 'true';
    const isRaw = request.headers.get('content-type')?.startsWith('application/octet-stream') === true;
    const body = new Uint8Array(await request.arrayBuffer());
    if (body.byteLength > LONGEST_PAYLOAD_BYTES)
      return answer(422, { errors: { payload: ['Payload size exceeds tenant limit'] } });
    const json = isRaw ? undefined : parseJson(Buffer.from(body).toString('utf8'));
    if (!isRaw && (json === undefined || json === null))
      return answer(422, { errors: { payload: [`can't be blank`] } });
    if (isPrivate && !(await this.#mayWrite(request, identity, topic))) return answer(403, { message: 'Unauthorized' });

    const payload = isRaw ? body : Buffer.from(JSON.stringify(json));
    const broadcast = Broadcast.fromBinary(`${TOPIC_PREFIX}${topic}`, {
      event,
      encoding: isRaw ? 'raw' : 'json',
      payload,
    });
    this.#services.hub.publish({ name: topic, isPrivate }, broadcast);
    return answer(202, undefined);
  }

  #mayWrite(request: Request, identity: Identity, topic: string): Promise<boolean> {
    const headers = Object.fromEntries(
      [...request.headers].filter(([name]) => name.startsWith('x-') && name !== 'x-api-key'),
    );
    return this.#services.authorizer.mayWrite({ topic, identity, headers }, 'broadcast');
  }
}

type BatchErrors = readonly string[] | readonly Readonly<Record<string, readonly string[]>>[];

function parseBatch(
  body: unknown,
): { kind: 'valid'; messages: readonly BatchMessage[] } | { kind: 'invalid'; errors: BatchErrors } {
  const list = isRecord(body) ? body['messages'] : undefined;
  if (list === undefined || list === null) return { kind: 'invalid', errors: [`can't be blank`] };
  if (!Array.isArray(list) || !list.every(isRecord)) return { kind: 'invalid', errors: ['is invalid'] };
  const errors = list.map(findErrors);
  if (errors.some((error) => Object.keys(error).length > 0)) return { kind: 'invalid', errors };
  const messages = list.map(({ topic, event, payload, private: isPrivate }) => ({
    topic: String(topic),
    event: String(event),
    payload,
    private: isPrivate === true,
  }));
  return { kind: 'valid', messages };
}

function findErrors(message: Readonly<Record<string, unknown>>): Readonly<Record<string, readonly string[]>> {
  const errors: Record<string, readonly string[]> = {};
  for (const name of ['topic', 'event', 'payload']) {
    const value = message[name];
    if (value === undefined || value === null || value === '') errors[name] = [`can't be blank`];
    else if (name === 'payload' ? !isRecord(value) : typeof value !== 'string') errors[name] = ['is invalid'];
  }
  return errors;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readJson(request: Request): Promise<unknown> {
  return parseJson(await request.text());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(status: number, body: unknown): Response {
  if (body === undefined) return new Response(null, { status, headers: CORS });
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...CORS, 'content-type': 'application/json; charset=utf-8' },
  });
}
