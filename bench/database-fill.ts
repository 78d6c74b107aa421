import type { LocalDatabase } from '../packages/local/src/database/local-database.ts';

/** Visitors who are measured. Each has an open conversation of this many messages, the others have ended ones. */
export const VISITORS = 100;
const MESSAGES_EACH = 60;
const MESSAGES_PER_ENDED = 20;

/**
 * Fills an empty database with this many messages of two years. Those of one conversation do not lie side by side, as
 * they do not when many people write at the same time. Ids come from names: md5('conversation 1') and so on; measured people come first.
 *
 * Millions of rows go in without indexes and triggers, which are made afterwards; that takes a superuser.
 */
export async function fillDatabase(database: LocalDatabase, messages: number): Promise<void> {
  const ended = Math.floor((messages - VISITORS * MESSAGES_EACH) / MESSAGES_PER_ENDED);
  const conversations = VISITORS + ended;
  const pieces = await takeApart(database);
  await database.execute(`
    set local session_replication_role = replica;
    ${pieces.map(({ drop }) => `${drop};`).join('\n')}
    -- In the transaction that empties the table Postgres need not log what goes in.
    truncate support.messages;

    insert into support.organizations (id, name, last_conversation_number)
    values (md5('organization')::uuid, 'Harbor Goods', ${conversations});
    insert into support.widgets (id, organization_id, key, name)
    values (md5('widget')::uuid, md5('organization')::uuid, 'wk_harbor', 'Harbor Goods');
    insert into support.agents (id, organization_id, telegram_user_id, name)
    values (md5('agent')::uuid, md5('organization')::uuid, 7001, 'Mika');
    insert into support.telegram_chats (chat_id, organization_id, mode) values (-1001, md5('organization')::uuid, 'topics');

    insert into support.visitors (id, organization_id, created_at)
    select md5('visitor ' || n)::uuid, md5('organization')::uuid, now() - interval '730 days' * (n / ${conversations}.0)
    from generate_series(1, ${conversations}) as n;
    insert into support.sessions (id, visitor_id, widget_id, expires_at)
    select md5('session ' || n)::uuid, md5('visitor ' || n)::uuid, md5('widget')::uuid, now() + interval '20 days'
    from generate_series(1, ${VISITORS}) as n;
    insert into support.conversations (
      id, organization_id, widget_id, visitor_id, agent_id, number, status, last_seq, revision, created_at, updated_at,
      first_response_at, closed_at
    )
    select md5('conversation ' || n)::uuid, md5('organization')::uuid, md5('widget')::uuid, md5('visitor ' || n)::uuid,
      md5('agent')::uuid, n, case when n <= ${VISITORS} then 'active' else 'closed' end, size, size, at, at, at,
      case when n > ${VISITORS} then at end
    from generate_series(1, ${conversations}) as n
    cross join lateral (
      select now() - interval '730 days' * (1 - n / ${conversations}.0) as at,
        case when n <= ${VISITORS} then ${MESSAGES_EACH} else ${MESSAGES_PER_ENDED} end as size
    ) as shape;
    ${insertMessages(0, VISITORS, MESSAGES_EACH)};
    ${insertMessages(VISITORS, ended, MESSAGES_PER_ENDED)};
  `);
  for (const { create } of pieces.toReversed()) await database.query(create);
  for (const table of ['visitors', 'sessions', 'conversations', 'messages']) {
    await database.query(`vacuum (analyze) support.${table}`);
  }
}

/** So many people write at the same time; their words lie between each other's. */
const AT_ONCE = 1_000;

function insertMessages(after: number, conversations: number, each: number): string {
  const atOnce = Math.min(AT_ONCE, Math.max(1, conversations));
  const places = Math.ceil(conversations / atOnce) * atOnce * each;
  return `
    insert into support.messages (
      conversation_id, seq, id, organization_id, visitor_id, agent_id, revision, sender_kind, sender_name, body, created_at
    )
    select md5('conversation ' || ${after} + n)::uuid, seq, gen_random_uuid(), md5('organization')::uuid,
      md5('visitor ' || ${after} + n)::uuid, case when seq % 2 = 0 then md5('agent')::uuid end, seq,
      case when seq % 2 = 0 then 'agent' else 'visitor' end, case when seq % 2 = 0 then 'Mika' end,
      repeat('words ', 10 + seq % 20), now() - interval '730 days' * (1 - place / ${places}.0)
    from generate_series(0, ${places - 1}) as place
    cross join lateral (
      select place / ${atOnce * each} * ${atOnce} + place % ${atOnce} + 1 as n, place % ${atOnce * each} / ${atOnce} + 1 as seq
    ) as spread
    where n <= ${conversations}`;
}

interface Piece {
  readonly drop: string;
  readonly create: string;
}

/** How to take indexes and keys off the table of messages; read from the end, how to put them back. */
async function takeApart(database: LocalDatabase): Promise<readonly Piece[]> {
  return database.query<Piece & Record<string, unknown>>(`
    select * from (
      select 1 as turn, format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as create
      from pg_constraint where contype = 'f' and confrelid = 'support.messages'::regclass
      union all
      select 2, format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
      from pg_index where indrelid = 'support.messages'::regclass
        and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
      union all
      select 3, format('alter table support.messages drop constraint %I', conname),
        format('alter table support.messages add constraint %I %s', conname, pg_get_constraintdef(oid))
      from pg_constraint where contype in ('p', 'u') and conrelid = 'support.messages'::regclass
    ) as piece order by turn`);
}
