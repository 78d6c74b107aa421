/**
 * The app over the real functions, with everything it can depend on, and visitors who may be robbed: a shop with two
 * widgets, and a bakery that is none of its business. Nothing is limited in number, or all requests but the first few would
 * only meet the limits.
 */
import type { Hono } from 'hono';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { AppEnv } from '../../src/app-env.ts';
import { createApp } from '../../src/app.ts';
import { createChatDb } from '../../src/db/chat-db.ts';
import { createSqlCaller } from '../../src/db/sql-caller.ts';
import type { Endpoint } from '../../src/openapi/endpoint.ts';
import { createFakeDeps, type FakeDeps } from '../fake-deps.ts';
import { createAdminSite, type AdminSite } from './admin-site.ts';
import { createActor, type Actor, type ActorSite } from './actor.ts';
import { createFakeStorage } from './fake-storage.ts';
import type { HostileRequest } from './spoil-request.ts';

export const SHOP: ActorSite = {
  widgetKey: 'wk_demo',
  departmentId: '26000000-0000-4000-8000-000000000001',
  agent: { id: '27000000-0000-4000-8000-000000000001', userId: '28000000-0000-4000-8000-000000000001' },
  identitySecret: { kid: 'k-shop', secret: 'the secret of the shop, 32 bytes at least' },
};
/** Another widget of the same shop. */
export const BRANCH: ActorSite = { ...SHOP, widgetKey: 'wk_other' };
export const BAKERY: ActorSite = {
  widgetKey: 'wk_bakery',
  departmentId: '26000000-0000-4000-8000-000000000002',
  agent: { id: '27000000-0000-4000-8000-000000000002', userId: '28000000-0000-4000-8000-000000000002' },
  identitySecret: { kid: 'k-bakery', secret: 'the secret of the bakery, 32 bytes at least' },
};

/** Only for pages of shop.example and of everything below branch.example. */
export const GUARDED: ActorSite = { ...SHOP, widgetKey: 'wk_guarded' };

const SHOP_ID = '20000000-0000-4000-8000-000000000001';
const BAKERY_ID = '20000000-0000-4000-8000-000000000002';
const FORM = JSON.stringify({
  is_required: false,
  title: null,
  fields: [
    { name: 'nick', label: 'Your name', kind: 'text', is_required: false },
    { name: 'story', label: 'What happened?', kind: 'textarea', is_required: false },
    { name: 'newsletter', label: 'News, please', kind: 'checkbox', is_required: false },
  ],
});
const FEATURES = JSON.stringify({
  attachments: { enabled: true },
  feedback: true,
  nps: true,
  transcript: true,
  tracking: true,
});

const SEED = `
  insert into support.organizations (id, name) values ('${SHOP_ID}', 'Robin''s shop'), ('${BAKERY_ID}', 'The bakery');
  insert into support.widgets (organization_id, key, name, prechat, features) values
    ('${SHOP_ID}', 'wk_demo', 'Demo', '${FORM}', '${FEATURES}'),
    ('${SHOP_ID}', 'wk_other', 'Other', '{}', '${FEATURES}'),
    ('${BAKERY_ID}', 'wk_bakery', 'Bakery', '{}', '${FEATURES}');
  insert into support.widgets (organization_id, key, name, allowed_domains) values
    ('${SHOP_ID}', 'wk_guarded', 'Guarded', '{shop.example,*.branch.example}');
  insert into support.departments (id, organization_id, name) values
    ('${SHOP.departmentId}', '${SHOP_ID}', 'Orders'), ('${BAKERY.departmentId}', '${BAKERY_ID}', 'Cakes');
  insert into support.agents (id, organization_id, user_id, name, role) values
    ('${SHOP.agent.id}', '${SHOP_ID}', '${SHOP.agent.userId}', 'Mika', 'agent'),
    ('${BAKERY.agent.id}', '${BAKERY_ID}', '${BAKERY.agent.userId}', 'Ana', 'owner');
  insert into support.canned_responses (organization_id, shortcut, title, body) values
    ('${SHOP_ID}', 'hello', 'Hello', 'Hello {{visitor.name}}');
  insert into support.organization_identity_secrets (organization_id, kid, secret) values
    ('${SHOP_ID}', '${SHOP.identitySecret.kid}', '${SHOP.identitySecret.secret}'),
    ('${BAKERY_ID}', '${BAKERY.identitySecret.kid}', '${BAKERY.identitySecret.secret}');
  create or replace function support.count_hit(p_key text, p_limit integer, p_window interval) returns void
    language sql set search_path = '' as '';
  create or replace function public.support_count_hits(p_limits jsonb) returns jsonb
    language sql set search_path = '' as 'select ''{"allowed": true}''::jsonb';
`;

export interface SentAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export class HostileStage {
  readonly database: Awaited<ReturnType<typeof createTestDatabase>>;
  readonly deps: FakeDeps;
  readonly app: Hono<AppEnv>;
  #actor: Actor | undefined;
  #adminSite: AdminSite | undefined;

  private constructor(database: HostileStage['database'], deps: FakeDeps) {
    this.database = database;
    this.deps = deps;
    this.app = createApp(deps);
  }

  static async open(): Promise<HostileStage> {
    const database = await createTestDatabase();
    await database.execute(SEED);
    const caller = createSqlCaller((text, parameters) => database.query(text, parameters, { role: 'service_role' }));
    const fakes = await createFakeDeps({ config: { countryHeader: 'cf-ipcountry' } });
    const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    return new HostileStage(database, {
      ...fakes,
      db: createChatDb(caller),
      storage: createFakeStorage(),
      randomBytes,
    });
  }

  createActor(site: ActorSite = SHOP): Promise<Actor> {
    return createActor(this.deps, site);
  }

  createAdminSite(): Promise<AdminSite> {
    return createAdminSite(this.database, this.deps);
  }

  /** An organization for requests of admins, the same until one of them has changed something. */
  async #knownToAdmin(): Promise<AdminSite['known']> {
    this.#adminSite ??= await this.createAdminSite();
    return this.#adminSite.known;
  }

  /** The same as last time for as long as a request can still do something with it. */
  async usableActor(): Promise<Actor> {
    if (this.#actor !== undefined && (await this.#isUsable(this.#actor))) return this.#actor;
    this.#actor = await this.createActor();
    return this.#actor;
  }

  async #isUsable({ scope, known }: Actor): Promise<boolean> {
    const rows = await this.database.query(
      `select from support.sessions as session, support.messages as message, support.conversations as conversation,
         support.attachments as attachment, support.visitors as visitor, support.messages as answer,
         support.attachments as agent_file, support.canned_responses as own_response
       where session.id = $1 and session.visitor_id = $2 and session.revoked_at is null
         and message.id = $3 and message.deleted_at is null
         and conversation.id = message.conversation_id and conversation.status <> 'resolved'
         and attachment.id = $4 and attachment.message_id is null
         and visitor.id = session.visitor_id and visitor.banned_at is null
         and answer.id = $5 and answer.deleted_at is null
         and agent_file.id = $6 and agent_file.message_id is null
         and own_response.id = $7`,
      [
        scope.sessionId,
        scope.visitorId,
        known['message_id'] ?? '',
        known['attachment_id'] ?? '',
        known['agent_message_id'] ?? '',
        known['agent_attachment_id'] ?? '',
        known['own_response_id'] ?? '',
      ],
    );
    return rows.length === 1;
  }

  /** Through the app, without a network. `known` fills in the request; who is no admin by it is one of some organization. */
  async send(request: HostileRequest, known: Actor['known'], app = this.app): Promise<SentAnswer> {
    const { method, path, query, headers, body } = request;
    const isBorrowed = path.startsWith('/admin-config/') && known['admin_token'] === undefined;
    const filledWith = isBorrowed ? { ...known, ...(await this.#knownToAdmin()) } : known;
    const fill = (text: string) => fillIn(text, filledWith);
    const sent = typeof body === 'string' ? new TextEncoder().encode(fill(body)) : body;
    const given = new Headers();
    for (const [name, value] of headers) given.append(name, fill(value));
    const response = await app.fetch(
      new Request(`https://project.example/support-chat${fill(path)}?${fill(query)}`, {
        method,
        headers: given,
        ...(sent === undefined || method === 'GET' || method === 'HEAD' ? {} : { body: sent }),
      }),
    );
    const answer = { status: response.status, headers: response.headers, text: await response.text() };
    if (isBorrowed && method !== 'GET' && answer.status === 200) this.#adminSite = undefined;
    // Whoever has too many files that were never sent gets no further.
    if (/"code":"attachment_limit_reached"/.test(answer.text)) this.#actor = undefined;
    return answer;
  }

  /** Every row that belongs to the visitor, of whatever table. */
  async rowsOf({ scope, known }: Actor): Promise<Readonly<Record<string, string>>> {
    this.#rowsQuery ??= this.#describeRows();
    const { visitorId, sessionId } = scope;
    const [row] = await this.database.query<{ rows: string }>(await this.#rowsQuery, [
      visitorId,
      sessionId,
      known['conversation_id'] ?? '',
    ]);
    return JSON.parse(row?.rows ?? '{}') as Record<string, string>;
  }

  #rowsQuery: Promise<string> | undefined;

  async #describeRows(): Promise<string> {
    const columns = await this.database.query<{ table_name: string; column_name: string }>(
      `select table_name, column_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = 'support' and table_type = 'BASE TABLE'
         and (column_name in ('visitor_id', 'session_id', 'conversation_id')
           or column_name = 'id' and table_name in ('visitors', 'sessions', 'conversations'))`,
    );
    const conditions = Map.groupBy(columns, ({ table_name }) => table_name);
    const selects = [...conditions].map(([table, named]) => {
      const condition = named
        .map(({ column_name }) => `${column_name}::text = ${parameterOf(table, column_name)}`)
        .join(' or ');
      return `select '${table}' as name, string_agg(found::text, e'\\n' order by found::text) as rows
        from support.${table} as found where ${condition}`;
    });
    // Not every table has something for every parameter.
    return `with given as (select $1::text, $2::text, $3::text)
      select jsonb_object_agg(name, rows)::text as rows from given, (${selects.join(' union all ')}) as tables`;
  }
}

function parameterOf(table: string, column: string): string {
  const owner = column === 'id' ? `${table.slice(0, -1)}_id` : column;
  return { visitor_id: '$1::text', session_id: '$2::text', conversation_id: '$3::text' }[owner] ?? 'null';
}

/** `"<<#name>>"` is a number. */
function fillIn(text: string, known: Actor['known']): string {
  const valueOf = (name: string) => (name === 'new_id' ? crypto.randomUUID() : (known[name] ?? `no ${name}`));
  return text
    .replace(/"<<#(\w+)>>"/g, (_whole, name: string) => valueOf(name))
    .replace(/<<(\w+)>>/g, (_whole, name: string) => valueOf(name));
}

export function nameOf({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  return `${method.toUpperCase()} ${path}`;
}
