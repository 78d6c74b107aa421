/**
 * The path of docs/partitioning.md: people write while `support.messages` is copied into partitions, nothing is lost when
 * the copy takes its place, and afterwards every story of `database/` holds as before.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';
import { openTestDatabase } from './open-test-database.ts';
import { readStory } from './read-story.ts';
import { runStory } from './run-story.ts';

const STORIES = fileURLToPath(new URL('database/', import.meta.url));
const SCRIPTS = new URL('../partitioning/', import.meta.url);

const CONVERSATIONS = 60;
const MESSAGES_EACH = 20;

interface Place {
  readonly session_id: string;
  readonly visitor_id: string;
  readonly conversation_id: string;
}

describe('messages in partitions', () => {
  const organization = randomUUID();
  const widget = randomUUID();
  const mika = randomUUID();
  let database: LocalDatabase;
  let shape: unknown;

  before(async () => {
    database = await openTestDatabase({ pgtap: true });
    await fill();
    shape = await readShape();
    await run('prepare-messages.sql');
  });
  after(() => database.close());

  it('refuses to take over before everything is copied', async () => {
    await assert.rejects(run('partition-messages.sql'), { sqlstate: '55000', message: /not complete/ });
    assert.equal(await count('support.messages_partitioned'), 0);
  });

  it('follows what is written, changed and erased while it copies', async () => {
    const [first, second, third] = await readPlaces();
    assert.ok(first && second && third);
    await post(first, randomUUID());
    await edit(second);
    await database.query('call support.copy_messages(70)');
    await post(second, randomUUID());
    await edit(first);
    await database.query('delete from support.visitors where id = $1', [third.visitor_id]);
    await database.query('call support.copy_messages(70)');
    assert.equal(await count('support.messages'), (CONVERSATIONS - 1) * MESSAGES_EACH + 2);
    assert.deepEqual(await readRows('support.messages_partitioned'), await readRows('support.messages'));
    assert.equal(await count('support.message_ids'), await count('support.messages'));
  });

  it('takes over with every message, reference, trigger, policy, grant, comment and function', async () => {
    const before = await readContent();
    await run('partition-messages.sql');
    await run('validate-messages.sql');
    assert.deepEqual(await readContent(), before);
    assert.deepEqual(await readShape(), shape);
    const leftovers = await database.query(
      `select relname as name from pg_class where relnamespace = 'support'::regnamespace and relname ~ '_partitioned'
       union all select proname from pg_proc where proname in ('copy_messages', 'tg_messages__mirror')
       union all select conname from pg_constraint where not convalidated and conparentid = 0`,
    );
    assert.deepEqual(leftovers, []);
  });

  it('spreads conversations over sixteen partitions and reads one for a conversation', async () => {
    const [spread] = await database.query('select count(distinct tableoid)::int as partitions from support.messages');
    assert.deepEqual(spread, { partitions: 16 });
    const [place] = await readPlaces();
    const plan = await database.query(
      `explain select * from support.messages where conversation_id = '${place?.conversation_id}' order by seq desc limit 50`,
    );
    const partitions = new Set(JSON.stringify(plan).match(/messages_p\d\d\b/g));
    assert.equal(partitions.size, 1, JSON.stringify(plan));
  });

  it('goes on numbering, and gives an id to one message only, whatever partition it is in', async () => {
    const [first, ...others] = await readPlaces();
    assert.ok(first);
    const id = randomUUID();
    const { seq } = await post(first, id);
    assert.equal(seq, await count('support.messages', `where conversation_id = '${first.conversation_id}'`));
    assert.deepEqual(await post(first, id), { seq }, 'a repeat is answered like the first time');
    for (const other of others.slice(0, 20)) {
      await assert.rejects(post(other, id), { sqlstate: 'SC031' });
      await assert.rejects(insert(other, id), { sqlstate: 'SC031' });
    }
    assert.equal(await count('support.messages', `where id = '${id}'`), 1);
  });

  it('refuses a reference to a message that is not there', async () => {
    const [first, second] = await readPlaces();
    assert.ok(first && second);
    const [message] = await database.query<{ id: string }>(
      'select id from support.messages where conversation_id = $1 limit 1',
      [first.conversation_id],
    );
    const point = (conversation: string | null, id: string | undefined) =>
      database.query(
        `insert into support.outbox (organization_id, lane, chat_id, kind, conversation_id, message_id)
         values ($1, 'lane', 1, 'visitor_edit', $2, $3)`,
        [organization, conversation, id],
      );
    await assert.rejects(point(first.conversation_id, randomUUID()), { sqlstate: '23503' });
    await assert.rejects(point(second.conversation_id, message?.id), { sqlstate: '23503' });
    await assert.rejects(point(null, message?.id), { sqlstate: '23514' });
    await point(first.conversation_id, message?.id);
  });

  it('leaves nothing behind when everything is erased', async () => {
    await database.query('delete from support.organizations where id = $1', [organization]);
    for (const table of ['messages', 'message_ids', 'telegram_messages', 'outbox', 'attachments']) {
      assert.equal(await count(`support.${table}`), 0, table);
    }
    await database.query('delete from support.storage_deletions');
    await database.query('delete from support.rate_limits');
    await database.query('delete from realtime.messages');
  });

  for (const file of readdirSync(STORIES)
    .filter((name) => name.endsWith('.test.sql'))
    .sort()) {
    it(`holds the story of ${file}`, async (test) => {
      const { passed, failures } = await runStory(database, await readStory(join(STORIES, file)));
      if (failures.length > 0) assert.fail(`\n${failures.join('\n')}\n`);
      test.diagnostic(`${passed} assertions`);
    });
  }

  async function run(script: string): Promise<void> {
    await database.execute(await readFile(new URL(script, SCRIPTS), 'utf8'));
  }

  /** A team with many conversations, and something of every kind that points to a message. */
  async function fill(): Promise<void> {
    const statements: [string, readonly unknown[]][] = [
      [`insert into support.organizations (id, name) values ($1, 'Lantern House')`, [organization]],
      [
        `insert into support.widgets (id, organization_id, key, name) values ($1, $2, 'wk_lantern', 'Lantern')`,
        [widget, organization],
      ],
      [
        `insert into support.agents (id, organization_id, telegram_user_id, name) values ($1, $2, 7900, 'Mika')`,
        [mika, organization],
      ],
      [
        `insert into support.telegram_chats (chat_id, organization_id, mode) values (-7900, $1, 'topics')`,
        [organization],
      ],
      [
        `with visitor as (
           insert into support.visitors (organization_id) select $1 from generate_series(1, $3) returning id
         ), session as (
           insert into support.sessions (visitor_id, widget_id, expires_at)
           select id, $2, now() + interval '1 day' from visitor
         )
         insert into support.conversations (id, organization_id, widget_id, visitor_id, number)
         select md5('conversation ' || number)::uuid, $1, $2, id, number
         from (select id, row_number() over () as number from visitor) as numbered`,
        [organization, widget, CONVERSATIONS],
      ],
      [
        `insert into support.messages (
           conversation_id, seq, id, organization_id, visitor_id, agent_id, revision, sender_kind, body, is_internal)
         select id, seq, gen_random_uuid(), organization_id, visitor_id, case when seq % 3 = 0 then $1::uuid end, seq,
           case when seq % 3 = 0 then 'agent' else 'visitor' end, 'Words ' || seq, seq % 9 = 0
         from support.conversations cross join generate_series(1, $2::bigint) as seq`,
        [mika, MESSAGES_EACH],
      ],
      [`update support.conversations set last_seq = $1, revision = $1 where true`, [MESSAGES_EACH]],
      [
        `insert into support.outbox (organization_id, lane, chat_id, kind, conversation_id, message_id)
         select organization_id, 'telegram:-7900', -7900, 'visitor_message', conversation_id, id
         from support.messages where seq = 1`,
        [],
      ],
      [
        `insert into support.telegram_messages (chat_id, message_id, direction, role, conversation_id, support_message_id)
         select -7900, row_number() over (), 'out', 'message', conversation_id, id from support.messages where seq <= 2`,
        [],
      ],
      [
        `insert into support.attachments (
           organization_id, widget_id, visitor_id, conversation_id, message_id, uploaded_by, path, name, media_type,
           byte_size, state)
         select organization_id, $1, visitor_id, conversation_id, id, 'visitor', id::text, 'lamp.png', 'image/png', 1, 'stored'
         from support.messages where seq = 5`,
        [widget],
      ],
    ];
    await database.batch(statements.map(([text, parameters]) => ({ text, parameters })));
  }

  function readPlaces(): Promise<readonly Place[]> {
    return database.query<Place>(
      `select session.id as session_id, session.visitor_id, conversation.id as conversation_id
       from support.sessions as session join support.conversations as conversation using (visitor_id)
       order by conversation.number`,
    );
  }

  async function post({ session_id, visitor_id }: Place, id: string): Promise<{ seq: number }> {
    const [row] = await database.query<{ seq: number }>(
      `select (public.support_post_visitor_message(
         p_session_id => $1, p_visitor_id => $2, p_widget_id => $3, p_message_id => $4, p_text => 'Hello'
       ) #>> '{message,seq}')::int as seq`,
      [session_id, visitor_id, widget, id],
      { role: 'service_role' },
    );
    assert.ok(row);
    return { seq: row.seq };
  }

  async function insert({ conversation_id, visitor_id }: Place, id: string): Promise<void> {
    await database.query(
      `insert into support.messages (conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body)
       values ($1, 1000, $2, $3, $4, 1000, 'visitor', 'Hello')`,
      [conversation_id, id, organization, visitor_id],
    );
  }

  async function edit({ conversation_id }: Place): Promise<void> {
    await database.query(
      `with changed as (
         update support.conversations set revision = revision + 1 where id = $1 returning id, revision
       )
       update support.messages as message set body = 'Other words', revision = changed.revision
       from changed where message.conversation_id = changed.id and message.seq = 3`,
      [conversation_id],
    );
  }

  function readRows(table: string): Promise<readonly unknown[]> {
    return database.query(`select to_jsonb(row) as row from ${table} as row order by row.id`);
  }

  async function readContent(): Promise<unknown> {
    const tables = ['messages', 'outbox', 'telegram_messages', 'attachments', 'conversations'];
    return Promise.all(
      tables.map((table) =>
        database.query(`select to_jsonb(row)::text as row from support.${table} as row order by to_jsonb(row)::text`),
      ),
    );
  }

  async function count(table: string, condition = ''): Promise<number> {
    const [row] = await database.query<{ count: string }>(`select count(*) from ${table} ${condition}`);
    return Number(row?.count);
  }

  /** What must be the same afterwards, in words; what partitions add is left out by name. */
  async function readShape(): Promise<unknown> {
    return Promise.all(
      [
        `select tgname, replace(pg_get_triggerdef(oid), 'messages_partitioned', 'messages') as definition from pg_trigger
         where tgrelid = 'support.messages'::regclass and not tgisinternal and tgname <> 'register_id' order by 1`,
        `select polname, polcmd, polpermissive, pg_get_expr(polqual, polrelid) as visible,
           (select array_agg(rolname::text order by rolname) from pg_roles where oid = any (polroles)) as roles
         from pg_policy where polrelid = 'support.messages'::regclass order by 1`,
        `select relrowsecurity, relforcerowsecurity, relacl::text, obj_description(oid, 'pg_class') as comment
         from pg_class where oid = 'support.messages'::regclass`,
        `select attname, format_type(atttypid, atttypmod) as type, attnotnull, col_description(attrelid, attnum) as comment,
           (select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = attrelid and adnum = attnum) as preset
         from pg_attribute where attrelid = 'support.messages'::regclass and attnum > 0 and not attisdropped order by attnum`,
        `select conname, pg_get_constraintdef(oid) as definition from pg_constraint
         where conrelid = 'support.messages'::regclass and contype in ('c', 'f', 'p') order by 1`,
        `select c.relname, regexp_replace(pg_get_indexdef(indexrelid), ' ON (ONLY )?support', ' ON support') as definition
         from pg_index join pg_class as c on c.oid = indexrelid
         where indrelid = 'support.messages'::regclass and c.relname <> 'messages_id_key' order by 1`,
        `select conrelid::regclass::text as place, conname, confdeltype, condeferrable, condeferred from pg_constraint
         where contype = 'f' and conparentid = 0 and confrelid = 'support.messages'::regclass
           and conrelid <> coalesce(to_regclass('support.message_ids'), 0) order by 1, 2`,
        `select oid::regprocedure::text as signature, proacl::text, provolatile, prosecdef, proconfig,
           obj_description(oid, 'pg_proc') as comment, regexp_replace(prosrc, 'on conflict \\(id\\)', 'on conflict', 'g') as source
         from pg_proc where pronamespace in ('support'::regnamespace, 'public'::regnamespace)
           and proname <> 'tg_messages__register_id' and (pronamespace = 'support'::regnamespace or proname like 'support\\_%')
         order by 1`,
      ].map((query) => database.query(query)),
    );
  }
});
