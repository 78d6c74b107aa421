import { PROTOCOL_VERSION } from '../../src/schemas/protocol-version.ts';
import type { RealtimeSocket } from '../../src/cli/world.ts';

export type FakeRoute = (request: Request) => Response | Promise<Response>;

export const FAKE_URL = 'https://abcdefgh.supabase.co';
export const FAKE_SECRET_KEY = 'sb_secret_of_this_test';

export interface FakeEntryPoint {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** In place of the real ones, so that a test reads what it expects. */
export const FAKE_ENTRY_POINTS: readonly FakeEntryPoint[] = [
  { name: 'support_count_backlog', parameters: [] },
  { name: 'support_get_widget', parameters: ['p_widget_key'] },
  { name: 'support_rotate_widget_key', parameters: ['p_actor', 'p_widget_id', 'p_grace_hours'] },
];

const SESSION = {
  session_id: '50000000-0000-4000-8000-000000000001',
  visitor_id: '60000000-0000-4000-8000-000000000001',
  access_token: 'the.access.token',
  realtime_topic: 'support:visitor:60000000-0000-4000-8000-000000000001',
};

const WIDGET = {
  id: '30000000-0000-4000-8000-000000000001',
  organization_id: '20000000-0000-4000-8000-000000000001',
  allowed_domains: ['*.shop.example'],
  features: { transcript: true },
};

/**
 * A deployed project in which all is well, as far as the doctor looks. A test breaks one thing by setting its route;
 * the key of a route is `METHOD /path`.
 */
export class FakeProject {
  readonly requests: Request[] = [];
  readonly routes = new Map<string, FakeRoute>();
  entryPoints: readonly FakeEntryPoint[] = FAKE_ENTRY_POINTS;
  /** What Realtime answers to the join; `close` hangs up, `never-opens` never lets anybody in. */
  realtime: object | 'close' | 'never-opens' = { status: 'ok', response: { postgres_changes: [] } };
  joins: unknown[] = [];
  readonly #files = new Map<string, number>();

  constructor() {
    const rpc = (name: string, body: unknown) =>
      this.routes.set(`POST /rest/v1/rpc/${name}`, () => Response.json(body));
    rpc('support_count_backlog', {
      outbox_pending: 0,
      outbox_dead: 0,
      updates_pending: 0,
      updates_dead: 0,
      oldest_outbox_seconds: null,
    });
    rpc('support_get_widget', WIDGET);
    rpc('support_revoke_session', { outcome: 'revoked' });
    rpc('support_list_telegram_chats', { telegram_chats: [{ chat_id: -1001, mode: 'topics' }] });
    this.answer('GET /functions/v1/support-chat/health', 200, { status: 'ok', protocol: PROTOCOL_VERSION });
    this.answer('GET /functions/v1/support-telegram', 405, { error: { code: 'method_not_allowed', message: '' } });
    this.answer('GET /functions/v1/support-chat/widget-config', 200, {
      name: 'Shop',
      features: { transcript: true },
      realtime: { url: 'wss://abcdefgh.supabase.co/realtime/v1', api_key: 'sb_publishable_of_this_test' },
    });
    this.answer('POST /functions/v1/support-chat/chat/session', 200, SESSION);
    this.answer('GET /storage/v1/bucket/support-attachments', 200, { id: 'support-attachments', public: false });
  }

  answer(route: string, status: number, body: unknown): void {
    this.routes.set(route, () => Response.json(body, { status }));
  }

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    this.requests.push(request.clone());
    const { pathname } = new URL(request.url);
    const probed = await this.#probe(request.clone(), pathname);
    const route = this.routes.get(`${request.method} ${pathname}`) ?? this.routes.get('*');
    return this.routes.get('* first')?.(request) ?? probed ?? route?.(request) ?? this.#storage(request, pathname);
  };

  /** As PostgREST refuses a function or a parameter that it does not know. */
  async #probe(request: Request, pathname: string): Promise<Response | undefined> {
    const name = /^\/rest\/v1\/rpc\/(\w+)$/.exec(pathname)?.[1];
    if (name === undefined) return undefined;
    if (request.headers.get('content-profile') === 'support') return refuse(406, 'PGRST106', null);
    const args = JSON.parse(await request.text()) as object;
    if (!Object.hasOwn(args, 'p_q')) return undefined;
    const found = this.entryPoints.find((entry) => entry.name === name);
    const list = [...(found?.parameters ?? [])].sort().join(', ');
    return refuse(
      404,
      'PGRST202',
      list === '' ? null : `Perhaps you meant to call the function public.${name}(${list})`,
    );
  }

  async #storage(request: Request, pathname: string): Promise<Response> {
    const path = pathname.replace(/^\/storage\/v1\/object\/(?:upload\/sign\/)?/, '');
    const bytes = (await request.clone().arrayBuffer()).byteLength;
    switch (request.method) {
      case 'POST':
        return Response.json({ url: `/object/upload/sign/${path}?token=t` });
      case 'PUT':
        this.#files.set(path, bytes);
        return Response.json({ Key: path });
      case 'GET':
        if (!this.#files.has(path)) return Response.json({ statusCode: '404', error: 'not_found' }, { status: 400 });
        return new Response(new Uint8Array(this.#files.get(path) ?? 0), { headers: { 'content-type': 'image/png' } });
      default:
        this.#files.clear();
        return Response.json([]);
    }
  }

  /** Files that were uploaded and not removed. */
  get filesLeft(): number {
    return this.#files.size;
  }

  readonly openSocket = (): RealtimeSocket => {
    const listeners = new Map<string, ((event: { readonly data: unknown }) => void)[]>();
    const emit = (type: string, data?: unknown) => {
      for (const listener of listeners.get(type) ?? []) listener({ data });
    };
    queueMicrotask(() => emit(this.realtime === 'never-opens' ? 'error' : 'open'));
    return {
      addEventListener: (type: string, listener: (event: { readonly data: unknown }) => void) => {
        listeners.set(type, [...(listeners.get(type) ?? []), listener]);
      },
      send: (text) => {
        this.joins.push(JSON.parse(text));
        if (this.realtime === 'close') return emit('close');
        emit('message', JSON.stringify([null, null, 'realtime:x', 'presence_state', {}]));
        emit('message', JSON.stringify(['1', '1', 'realtime:x', 'phx_reply', this.realtime]));
      },
      close: () => {},
    };
  };
}

export function refuse(status: number, code: string, hint: string | null): Response {
  return Response.json({ code, details: null, hint, message: '' }, { status });
}
