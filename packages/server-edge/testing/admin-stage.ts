/** The app over the real functions, an organization with an owner and an agent, and what they ask for. */
import assert from 'node:assert/strict';
import { createTestDatabase } from '../../local/testing/test-database.ts';
import { createApp } from '../src/app.ts';
import { createChatDb } from '../src/db/chat-db.ts';
import { createSqlCaller } from '../src/db/sql-caller.ts';
import { assertDocumented } from './documented-answer.ts';
import { createFakeDeps, type FakeDeps } from './fake-deps.ts';
import { createAdminSite, type AdminSite } from './hostile/admin-site.ts';

export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

export interface AdminAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is no JSON. */
  readonly json: unknown;
}

export interface AuditLine {
  readonly actor_id: string | null;
  readonly action: string;
  readonly change: Readonly<Record<string, readonly [unknown, unknown]>>;
  readonly ip_hash: string | null;
  readonly user_agent: string | null;
}

export class AdminStage {
  readonly database: Awaited<ReturnType<typeof createTestDatabase>>;
  readonly deps: FakeDeps;

  private constructor(database: AdminStage['database'], deps: FakeDeps) {
    this.database = database;
    this.deps = deps;
  }

  static async open(): Promise<AdminStage> {
    const database = await createTestDatabase();
    const caller = createSqlCaller((text, parameters) => database.query(text, parameters, { role: 'service_role' }));
    const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    return new AdminStage(database, { ...(await createFakeDeps()), db: createChatDb(caller), randomBytes });
  }

  createSite(): Promise<AdminSite> {
    return createAdminSite(this.database, this.deps);
  }

  /** `request`: `PUT widget`; below `admin-config/`. */
  ask(token: string | undefined, request: string, body?: object, deps?: FakeDeps): Promise<AdminAnswer> {
    return this.#ask('admin-config', token, request, body, deps);
  }

  /** `request`: `POST own-response`; below `agent/`. */
  askAgentApi(token: string | undefined, request: string, body?: object): Promise<AdminAnswer> {
    return this.#ask('agent', token, request, body);
  }

  /** Every answer has to be one that the OpenAPI document describes. */
  async #ask(
    area: 'admin-config' | 'agent',
    token: string | undefined,
    request: string,
    body?: object,
    deps: FakeDeps = this.deps,
  ): Promise<AdminAnswer> {
    const [method = '', address = ''] = request.split(' ');
    const response = await createApp(deps).fetch(
      new Request(`https://project.example/support-chat/${area}/${address}`, {
        method,
        headers: {
          authorization: `Bearer ${token ?? ''}`,
          'x-forwarded-for': '203.0.113.7',
          'user-agent': USER_AGENT,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const { status, headers } = response;
    const text = await response.text();
    assertDocumented({ method, path: `/${area}/${address.split('?')[0] ?? ''}`, status, headers, text });
    const isJson = headers.get('content-type')?.startsWith('application/json') === true;
    return { status, headers, text, json: isJson ? (JSON.parse(text) as unknown) : undefined };
  }

  /** As the owner of a site; fails unless it is done. */
  async done<Answer>(site: AdminSite, request: string, body?: object): Promise<Answer> {
    const { status, text, json } = await this.ask(site.known['admin_token'], request, body);
    assert.equal(status, 200, `${request}: ${text}`);
    return json as Answer;
  }

  /** As the owner of a site; the status and the code of the refusal. */
  async refused(site: AdminSite, request: string, body?: object): Promise<readonly [number, string]> {
    const { status, json } = await this.ask(site.known['admin_token'], request, body);
    return [status, (json as { readonly error?: { readonly code: string } }).error?.code ?? 'done'];
  }

  /** What was logged of an organization, the newest in front. */
  async auditOf({ organizationId }: AdminSite): Promise<readonly AuditLine[]> {
    return this.database.query<AuditLine & Record<string, unknown>>(
      `select actor_id, action, change, ip_hash, user_agent from support.audit_logs
       where organization_id = $1 and actor_kind = 'agent' order by id desc`,
      [organizationId],
    );
  }
}
