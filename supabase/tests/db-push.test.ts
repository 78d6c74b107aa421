/**
 * `supabase db push`, which is how a hosted project gets the migrations: to an empty database, to one of the previous
 * release with a conversation in it, and to one that our own migrator made. All three must end the same.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';
import { migrateDatabase, readMigrations } from '../../packages/local/src/database/migrator.ts';
import type { Migration } from '../../packages/local/src/database/migrator.ts';
import { readSchema } from '../../scripts/read-schema.ts';
import { SupabaseProject, withSupabaseCli } from './engines/supabase-cli.ts';
import { MIGRATIONS, openTestDatabase, whileAlone } from './open-test-database.ts';
import type { TestDatabase } from './open-test-database.ts';

/** The newest migration of the previous release. A release moves it. */
const PREVIOUS_RELEASE = '20261121090700';

describe('supabase db push', withSupabaseCli('the Supabase CLI applies the migrations'), () => {
  const opened: TestDatabase[] = [];
  let project: SupabaseProject;
  let migrations: readonly Migration[];
  let ours: TestDatabase;

  before(async () => {
    project = await SupabaseProject.create();
    migrations = await readMigrations(MIGRATIONS);
    ours = await open();
  });
  after(async () => {
    await Promise.all(opened.map((database) => database.close()));
    await project.remove();
  });

  it('has nothing to do in a database that our own migrator made', async () => {
    assert.deepEqual(await push(ours), []);
  });

  it('brings an empty database to the same history and the same schema, and does nothing the second time', async () => {
    const database = await open({ migrations: false });
    assert.deepEqual(await push(database), migrations.map(fileOf));
    assert.deepEqual(await push(database), []);
    await assertSame(database);
  });

  it('brings a database of the previous release there as well, and its conversations with it', async () => {
    const database = await open({ migrations: false });
    const isOld = ({ version }: Migration) => version <= PREVIOUS_RELEASE;
    assert.ok(migrations.some(({ version }) => version === PREVIOUS_RELEASE));
    await whileAlone(() => migrateDatabase(database, migrations.filter(isOld)));
    const robin = await startConversation(database);
    const before = await readMessages(database);

    const expected = migrations.filter((migration) => !isOld(migration)).map(fileOf);
    assert.deepEqual(await push(database), expected);
    assert.deepEqual(await push(database), []);
    await assertSame(database);

    assert.deepEqual(await readMessages(database), before);
    await robin.writes('And where is my chair?');
    assert.deepEqual(
      (await readMessages(database)).map(({ seq }) => seq),
      ['1', '2'],
      'who wrote before the upgrade goes on in the same conversation',
    );
  });

  it('reports and rolls back a migration that fails', async () => {
    const database = await open({ migrations: false });
    await database.execute('create schema support; create table support.widgets (taken int);');
    await assert.rejects(push(database), /already exists/);
    assert.deepEqual(await database.query('select version from supabase_migrations.schema_migrations'), []);
  });

  async function open(options: { readonly migrations?: boolean } = {}): Promise<TestDatabase> {
    const database = await openTestDatabase(options);
    opened.push(database);
    return database;
  }

  /** The names of the files that were applied. */
  async function push(database: TestDatabase): Promise<readonly string[]> {
    const answer = await whileAlone(() => project.run(['db', 'push'], database.url ?? ''));
    return (answer as { migrations: readonly string[] }).migrations;
  }

  async function assertSame(database: LocalDatabase): Promise<void> {
    const history = 'select version, name, statements from supabase_migrations.schema_migrations order by version';
    assert.deepEqual(await database.query(history), await ours.query(history));
    assert.deepEqual(await readSchema(database), await readSchema(ours));
  }
});

function fileOf({ version, name }: Migration): string {
  return `${version}_${name}.sql`;
}

function readMessages(database: LocalDatabase) {
  return database.query<{ id: string; seq: string; body: string }>(
    'select id, seq::text, body from support.messages order by seq',
  );
}

/** Through what a function of the previous release calls, which may still be running while the upgrade is. */
async function startConversation(database: LocalDatabase) {
  const organization = randomUUID();
  const widget = randomUUID();
  await database.batch([
    { text: `insert into support.organizations (id, name) values ($1, 'Harbor Goods')`, parameters: [organization] },
    {
      text: `insert into support.widgets (id, organization_id, key, name) values ($1, $2, 'wk_harbor', 'Harbor')`,
      parameters: [widget, organization],
    },
  ]);
  const [session] = await database.query<{ answer: { session_id: string; visitor_id: string } }>(
    'select public.support_create_session($1, $2) as answer',
    [widget, 'a'.repeat(64)],
    { role: 'service_role' },
  );
  assert.ok(session !== undefined);
  const { session_id, visitor_id } = session.answer;
  const writes = async (text: string) => {
    await database.query(
      'select public.support_post_visitor_message($1, $2, $3, $4, $5)',
      [session_id, visitor_id, widget, randomUUID(), text],
      { role: 'service_role' },
    );
  };
  await writes('Where is my lamp?');
  return { writes };
}
