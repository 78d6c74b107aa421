/**
 * The migrations must run as the role that Supabase gives its users: `postgres` there is no superuser. This test makes
 * such a role and applies them with it, so that a statement the platform would refuse fails here first.
 *
 * Roles belong to a whole server, where other tests have made those of the migrations already. So this test gives that
 * role, and every role that a migration makes, a name of its own, and drops them when it is done.
 *
 * Not emulated, because it takes the platform's own extension `supautils`: roles that nobody may grant or alter
 * (`supabase_admin`, …), and its permission to create policies on tables of other owners; this test therefore runs exactly
 * those statements, on `realtime.messages`, as superuser.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { DatabaseNotice, Statement } from '../../packages/local/src/database/local-database.ts';
import { readMigrations } from '../../packages/local/src/database/migrator.ts';
import { splitStatements } from '../../packages/local/src/database/sql-statements.ts';
import { MIGRATIONS, openTestDatabase, whileAlone } from './open-test-database.ts';
import type { TestDatabase } from './open-test-database.ts';

const PREFIX = `test_${randomBytes(4).toString('hex')}`;
const HOSTED = `${PREFIX}_hosted_postgres`;
/** Before it, whoever could create roles could also grant and alter every role that is no superuser. */
const STRICTER_MAJOR = 16;

// Sources: supabase/postgres migrations/db (role attributes, 20250605172253 admin option, 20260506172403 realtime usage).
// The default privileges are those of projects made before May 2026.
const PLATFORM = `
  create role ${HOSTED} nologin createdb createrole bypassrls;
  grant anon, authenticated, service_role to ${HOSTED} with admin option;
  grant usage on schema realtime, auth, storage to ${HOSTED} with grant option;
  do $$ begin execute format('alter database %I owner to ${HOSTED}', current_database()); end $$;
  alter default privileges for role ${HOSTED} in schema public
    grant all on functions to anon, authenticated, service_role;
  alter default privileges for role ${HOSTED} in schema public
    grant all on tables to anon, authenticated, service_role;
`;

/** What supautils runs for a role it trusts. Everything else in `realtime` needs the owner. */
const SUPAUTILS_POLICY = /^(?:create|alter|drop)\s+policy\s[^;]*\son\s+realtime\.messages\b/i;

const migrations = await readMigrations(MIGRATIONS);
const madeRoles = [
  ...new Set(
    migrations.flatMap(({ script }) => [...script.matchAll(/\bcreate role (\w+)/gi)].map(([, role = '']) => role)),
  ),
];

const VISITOR = rename('support_visitor');

describe('the role that Supabase gives its users', () => {
  const notices: DatabaseNotice[] = [];
  let database: TestDatabase;
  let major: number;

  before(async () => {
    database = await openTestDatabase({ migrations: false, onNotice: (notice) => notices.push(notice) });
    const [row] = await database.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    major = Math.floor(Number(row?.version) / 10_000);
    await whileAlone(() => database.execute(PLATFORM));
  });
  after(async () => {
    const roles = [HOSTED, ...madeRoles.map(rename)].join(', ');
    await whileAlone(() =>
      database.execute(`
        do $$ begin execute format('alter database %I owner to %I', current_database(), current_user); end $$;
        drop owned by ${roles} cascade;
        drop role ${roles};`),
    );
    await database.close();
  });

  const refused = [
    'create table realtime.ours (id int)',
    'alter table realtime.messages disable row level security',
    'create function realtime.ours() returns int language sql as $$ select 1 $$',
    'create table auth.ours (id int)',
    'create function auth.ours() returns int language sql as $$ select 1 $$',
    'alter table storage.objects add column ours int',
    'create role ours superuser',
    'create role ours replication',
  ];
  const refusedSince16 = ['grant pg_read_all_data to anon', 'alter role supabase_admin login'];
  for (const statement of [...refused, ...refusedSince16]) {
    it(`may not: ${statement}`, async (test) => {
      if (refusedSince16.includes(statement) && major < STRICTER_MAJOR)
        return test.skip(`Postgres ${major} has nothing against it.`);
      await assert.rejects(asHosted([statement], 'rollback'), { sqlstate: '42501' });
    });
  }

  it('grants on realtime.messages without effect, which is why support_visitor is a member of anon', async () => {
    notices.length = 0;
    await asHosted(['create role somebody', 'grant select on realtime.messages to somebody'], 'rollback');
    assert.match(notices.map(({ message }) => message).join('\n'), /no privileges were granted/);
  });

  it('may apply every migration, without a warning but what the migrations themselves say', async () => {
    notices.length = 0;
    await migrate();
    assert.deepEqual(
      notices.filter(({ message }) => !message.startsWith('Support Chat: ')),
      [],
    );
  });

  it('may act as a visitor afterwards, as database tests do', async () => {
    // "set" is what it takes; before version 16 every member could.
    const kind = major < STRICTER_MAJOR ? 'member' : 'set';
    const [row] = await database.query(`select pg_has_role('${HOSTED}', '${VISITOR}', '${kind}') as may`);
    assert.deepEqual(row, { may: true });
  });

  it('owns everything the migrations made, so that entry points pass row level security', async () => {
    const foreign = await database.query(`
      select relname as name from pg_class where relnamespace = 'support'::regnamespace and relowner <> '${HOSTED}'::regrole
      union all
      select proname from pg_proc where pronamespace in ('support'::regnamespace, 'public'::regnamespace)
        and proname like 'support\\_%' and proowner <> '${HOSTED}'::regrole`);
    assert.deepEqual(foreign, []);
  });

  it('leaves entry points to the server alone, although older projects open new functions to everybody', async () => {
    const open = await database.query(`
      select role.rolname, f.proname from pg_roles as role, pg_proc as f
      where role.rolname in ('anon', 'authenticated', '${VISITOR}') and f.proname like 'support\\_%'
        and f.pronamespace = 'public'::regnamespace and has_function_privilege(role.oid, f.oid, 'execute')`);
    assert.deepEqual(open, []);
  });

  it('has made a chat in which a message is stored, announced, and heard by its visitor only', async () => {
    await asHosted([
      `insert into support.organizations (id, name) values (md5('shop')::uuid, 'Harbor Goods')`,
      `insert into support.widgets (id, organization_id, key, name) values (md5('widget')::uuid, md5('shop')::uuid, 'wk_harbor', 'Harbor')`,
    ]);
    const call = async (expression: string, parameters: readonly unknown[]) => {
      const [row] = await database.query<{ answer: Record<string, string> }>(
        `select ${expression} as answer`,
        parameters,
        {
          role: 'service_role',
        },
      );
      return row?.answer ?? {};
    };
    const { session_id, visitor_id } = await call(
      `public.support_create_session(md5('widget')::uuid, $1, '{}', null)`,
      ['a'.repeat(64)],
    );
    notices.length = 0;
    await call(`public.support_post_visitor_message($1, $2, md5('widget')::uuid, gen_random_uuid(), 'Hello')`, [
      session_id,
      visitor_id,
    ]);
    assert.deepEqual(notices, [], 'realtime.send turns its failures into warnings');

    const heardBy = async (visitor: string | undefined) => {
      const answers = await database.batch([
        { text: `select set_config('realtime.topic', $1, true)`, parameters: [`support:visitor:${visitor_id}`] },
        {
          text: `select set_config('request.jwt.claims', $1, true)`,
          parameters: [JSON.stringify({ visitor_id: visitor })],
        },
        { text: `set local role ${VISITOR}` },
        { text: `select event from realtime.messages where topic = $1`, parameters: [`support:visitor:${visitor_id}`] },
      ]);
      return answers[3];
    };
    assert.deepEqual(await heardBy(visitor_id), [{ event: 'message.created' }]);
    assert.deepEqual(await heardBy('00000000-0000-4000-8000-000000000000'), []);
  });

  it('may apply them again after a reset, which drops schemas but not roles', async () => {
    const functions = await database.query<{ name: string }>(
      `select oid::regprocedure::text as name from pg_proc where pronamespace = 'public'::regnamespace and proname like 'support\\_%'`,
    );
    await asHosted(['drop schema support cascade', ...functions.map(({ name }) => `drop function ${name}`)]);
    await migrate();
  });

  function asHosted(statements: readonly string[], end: 'commit' | 'rollback' = 'commit') {
    return database.batch(
      statements.flatMap((text): Statement[] =>
        SUPAUTILS_POLICY.test(withoutComments(text))
          ? [{ text: 'set local role none' }, { text }, { text: `set local role ${HOSTED}` }]
          : [{ text }],
      ),
      { role: HOSTED, end },
    );
  }

  async function migrate() {
    await whileAlone(async () => {
      for (const { version, name, script } of migrations) {
        await asHosted(splitStatements(rename(script))).catch((error: unknown) => {
          throw new Error(`${version}_${name} would be refused`, { cause: error });
        });
      }
    });
  }
});

/** The text with this test's own names for the roles that the migrations make. */
function rename(text: string): string {
  return text.replace(new RegExp(`\\b(?:${madeRoles.join('|')})\\b`, 'g'), (role) => `${PREFIX}_${role}`);
}

function withoutComments(statement: string): string {
  return statement.replace(/^(?:\s*--[^\n]*\n)+/, '').trim();
}
