import { createApp } from '../src/app.ts';
import type { Session } from '../src/schemas/session.ts';
import { assertDocumented } from './documented-answer.ts';
import { createFakeDeps, type FakeDeps, type FakeDepsOptions } from './fake-deps.ts';

export const SITE = 'https://shop.example';

export interface CallOptions {
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly rawBody?: BodyInit;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly token?: string;
  /** Default `wk_demo`. `null`: none. */
  readonly widgetKey?: string | null;
  readonly query?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: () => Record<string, unknown>;
  /** The `code` of an error. */
  readonly code: string | undefined;
}

/**
 * A browser on {@link SITE} and the app it talks to, without a network between them. Every answer has to be as the
 * OpenAPI document says.
 */
export class TestVisitor {
  readonly deps: FakeDeps;
  readonly #app: ReturnType<typeof createApp>;

  constructor(deps: FakeDeps) {
    this.deps = deps;
    this.#app = createApp(deps);
  }

  static async create(options: FakeDepsOptions = {}): Promise<TestVisitor> {
    return new TestVisitor(await createFakeDeps(options));
  }

  async call(path: string, options: CallOptions = {}): Promise<Answer> {
    const query = new URLSearchParams(options.query);
    if (options.widgetKey !== null) query.set('id', options.widgetKey ?? 'wk_demo');
    const body = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const given: Record<string, string | undefined> = {
      origin: SITE,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    };
    const headers = new Headers();
    for (const [name, value] of Object.entries(given)) if (value !== undefined) headers.set(name, value);
    const method = options.method ?? (body === undefined ? 'GET' : 'POST');
    const request = new Request(`https://project.example/support-chat/${path}?${query.toString()}`, {
      method,
      headers,
      // `duplex` is what Node asks for when the body is a stream.
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    });
    const answer = await read(await this.#app.fetch(request));
    assertDocumented({ method, path: new URL(request.url).pathname.replace('/support-chat', ''), ...answer });
    return answer;
  }

  async openSession(): Promise<Session> {
    const answer = await this.call('chat/session', { body: {} });
    return answer.json() as unknown as Session;
  }
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const json = () => JSON.parse(text) as Record<string, unknown>;
  const code = response.ok || text === '' ? undefined : (json()['error'] as { code: string }).code;
  return { status: response.status, headers: response.headers, text, json, code };
}
