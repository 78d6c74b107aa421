/** An organization of its own with something of everything that admins decide about, for requests that may ruin it. */
import { createRefreshToken } from '../../src/auth/refresh-token.ts';
import type { createTestDatabase } from '../../../local/testing/test-database.ts';
import { signIn, type FakeDeps } from '../fake-deps.ts';

type Database = Awaited<ReturnType<typeof createTestDatabase>>;

export interface AdminSite {
  readonly organizationId: string;
  /** What `<<name>>` stands for. */
  readonly known: Readonly<Record<string, string>>;
  /** Occurs in the name of everything. */
  readonly secret: string;
  /** Whatever nobody else may ever be told. */
  readonly traces: readonly string[];
}

let sites = 0;

export async function createAdminSite(database: Database, deps: FakeDeps): Promise<AdminSite> {
  const secret = `secret-${crypto.randomUUID()}`;
  const ids = Object.fromEntries(
    ['organization', 'widget', 'department', 'owner', 'agent', 'colleague', 'visitor', 'response', 'invitation'].map(
      (name) => [name, crypto.randomUUID()],
    ),
  ) as Readonly<Record<string, string>>;
  const accounts = { owner: crypto.randomUUID(), agent: crypto.randomUUID() };
  const chatId = String(-1_009_000_000_000 - ++sites);
  const invitation = await createRefreshToken(deps.randomBytes);
  const id = (name: string) => `'${ids[name] ?? ''}'::uuid`;
  await database.execute(`
    insert into support.organizations (id, name) values (${id('organization')}, '${secret}');
    insert into support.widgets (id, organization_id, key, name)
    values (${id('widget')}, ${id('organization')}, 'wk_${secret.replace(/\W|secret/g, '').slice(0, 30)}', '${secret}');
    insert into support.departments (id, organization_id, name)
    values (${id('department')}, ${id('organization')}, '${secret}');
    insert into support.agents (id, organization_id, user_id, name, role) values
      (${id('owner')}, ${id('organization')}, '${accounts.owner}', '${secret} owner', 'owner'),
      (${id('agent')}, ${id('organization')}, '${accounts.agent}', '${secret} agent', 'agent'),
      (${id('colleague')}, ${id('organization')}, null, '${secret} colleague', 'admin');
    insert into support.visitors (id, organization_id, name) values (${id('visitor')}, ${id('organization')}, '${secret}');
    insert into support.canned_responses (id, organization_id, shortcut, title, body)
    values (${id('response')}, ${id('organization')}, 'hello', '${secret}', '${secret}');
    insert into support.agent_invitations (id, organization_id, token_hash, email, expires_at)
    values (${id('invitation')}, ${id('organization')}, '${invitation.hash}', '${secret}@shop.example', now() + interval '1 day');
    insert into support.telegram_chats (chat_id, organization_id, title)
    values (${chatId}, ${id('organization')}, '${secret}');
    insert into support.organization_identity_secrets (organization_id, kid, secret)
    values (${id('organization')}, '${secret}', '${secret}, and more than 32 bytes of it');
  `);
  const named = Object.fromEntries(Object.entries(ids).map(([name, value]) => [`${name}_id`, value]));
  const known = {
    ...named,
    agent_id: ids['colleague'] ?? '',
    chat_id: chatId,
    kid: secret,
    invitation_token: invitation.token,
    admin_token: await signIn(accounts.owner, deps.clock),
    /** Of somebody who answers, and may not administer. */
    plain_agent_token: await signIn(accounts.agent, deps.clock),
    account_token: await signIn(crypto.randomUUID(), deps.clock),
  };
  return { organizationId: ids['organization'] ?? '', known, secret, traces: [secret, chatId, ...Object.values(ids)] };
}

/** Every row of the organization, of whatever table. */
export async function rowsOfOrganization(database: Database, organizationId: string): Promise<string> {
  const tables = await database.query<{ table_name: string }>(
    `select table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'support' and table_type = 'BASE TABLE' and column_name = 'organization_id'
     order by table_name`,
  );
  const selects = tables.map(
    ({ table_name }) =>
      `select '${table_name}' as name, string_agg(found::text, e'\\n' order by found::text) as rows
       from support.${table_name} as found where organization_id = $1::uuid`,
  );
  const [row] = await database.query<{ rows: string }>(
    `select jsonb_object_agg(name, rows)::text as rows from (
       ${selects.join(' union all ')}
       union all select 'organizations', organization::text from support.organizations as organization where id = $1::uuid
     ) as tables`,
    [organizationId],
  );
  return row?.rows ?? '';
}
