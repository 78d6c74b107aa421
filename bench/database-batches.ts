import type { LocalDatabase } from '../packages/local/src/database/local-database.ts';
import { explain, idOf, summarizeSamples } from './database-calls.ts';
import type { CallCost, Sample } from './database-calls.ts';

const LANES = 300;
const LEASES = 20;
const SETTLED = 100_000;
const LONG = 10_000;
const OLD_CONVERSATIONS = 1_500;

/** What handing out deliveries costs, with nothing behind them and with two days of settled ones. */
export async function measureOutbox(
  database: LocalDatabase,
): Promise<{ readonly before: readonly CallCost[]; readonly after: readonly CallCost[] }> {
  await database.query('delete from support.outbox');
  await database.query(
    `insert into support.outbox (organization_id, lane, chat_id, kind)
     select $1, 'telegram:' || n, n, 'agent_notice' from generate_series(1, ${LANES}) as n`,
    [idOf('organization')],
  );
  const before = await leaseAll(database);
  await database.query(
    `insert into support.outbox (organization_id, lane, chat_id, kind, state, settled_at)
     select $1, 'telegram:' || n % ${LANES} + 1, n % ${LANES} + 1, 'agent_notice', 'sent', now()
     from generate_series(1, ${SETTLED}) as n`,
    [idOf('organization')],
  );
  return { before, after: await leaseAll(database) };
}

async function leaseAll(database: LocalDatabase): Promise<readonly CallCost[]> {
  await database.query(`update support.outbox set leased_until = null, attempts = 0 where state = 'pending'`);
  await database.query('delete from support.outbox_lanes');
  await database.query('vacuum (full, analyze) support.outbox');
  await database.query('vacuum (full, analyze) support.outbox_lanes');
  const samples: Sample[] = [];
  for (let lease = 0; lease < LEASES; lease += 1) {
    samples.push(await explain(database, 'public.support_lease_outbox(p_limit => 10)', []));
  }
  return [summarizeSamples('10 deliveries are leased', samples)];
}

/** How long it takes to erase a visitor who wrote for years, in ms. */
export async function measureErasure(database: LocalDatabase): Promise<number> {
  await database.execute(`
    set local session_replication_role = replica;
    insert into support.visitors (id, organization_id) values (md5('talker')::uuid, md5('organization')::uuid);
    insert into support.sessions (id, visitor_id, widget_id, expires_at)
    values (md5('talkers session')::uuid, md5('talker')::uuid, md5('widget')::uuid, now() + interval '20 days');
    insert into support.conversations (id, organization_id, widget_id, visitor_id, number, status, last_seq, revision)
    values (md5('talk')::uuid, md5('organization')::uuid, md5('widget')::uuid, md5('talker')::uuid, 1000000000, 'active', ${LONG}, ${LONG});
    insert into support.messages (conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body)
    select md5('talk')::uuid, seq, gen_random_uuid(), md5('organization')::uuid, md5('talker')::uuid, seq, 'visitor', 'words'
    from generate_series(1, ${LONG}) as seq;
    insert into support.telegram_messages (chat_id, message_id, direction, role, conversation_id, support_message_id)
    select -1001, seq, 'out', 'message', conversation_id, id from support.messages where conversation_id = md5('talk')::uuid;
  `);
  const { ms } = await explain(database, 'public.support_erase_visitor($1, $2, $3)', [
    idOf('talkers session'),
    idOf('talker'),
    idOf('widget'),
  ]);
  return ms;
}

/** How long each tick takes while conversations of another organization are past their retention, in ms. */
export async function measureRetention(database: LocalDatabase): Promise<readonly number[]> {
  await database.execute(`
    set local session_replication_role = replica;
    insert into support.organizations (id, name, conversation_retention_days)
    values (md5('other organization')::uuid, 'Other Shop', 30);
    insert into support.widgets (id, organization_id, key, name)
    values (md5('other widget')::uuid, md5('other organization')::uuid, 'wk_other', 'Other Shop');
    insert into support.visitors (id, organization_id)
    select md5('old visitor ' || n)::uuid, md5('other organization')::uuid from generate_series(1, ${OLD_CONVERSATIONS}) as n;
    insert into support.conversations (
      id, organization_id, widget_id, visitor_id, number, status, last_seq, revision, created_at, updated_at, closed_at
    )
    select md5('old conversation ' || n)::uuid, md5('other organization')::uuid, md5('other widget')::uuid,
      md5('old visitor ' || n)::uuid, n, 'closed', 20, 20, now() - interval '60 days', now() - interval '60 days',
      now() - interval '60 days'
    from generate_series(1, ${OLD_CONVERSATIONS}) as n;
    insert into support.messages (conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body, created_at)
    select md5('old conversation ' || n)::uuid, seq, gen_random_uuid(), md5('other organization')::uuid,
      md5('old visitor ' || n)::uuid, seq, 'visitor', 'words', now() - interval '60 days'
    from generate_series(1, ${OLD_CONVERSATIONS}) as n, generate_series(1, 20) as seq;
  `);
  const ticks: number[] = [];
  for (;;) {
    const started = performance.now();
    const [row] = await database.query<{ answer: { readonly has_more?: boolean } }>(
      'select public.support_run_tick() as answer',
      [],
      { role: 'service_role' },
    );
    ticks.push(performance.now() - started);
    if (row?.answer.has_more !== true) break;
    if (ticks.length > 1000) throw new Error('ticks never come to an end');
  }
  const [left] = await database.query<{ count: string }>(
    'select count(*) from support.conversations where organization_id = $1',
    [idOf('other organization')],
  );
  if (left?.count !== '0') throw new Error(`${left?.count ?? '?'} conversations outlived their retention`);
  return ticks;
}
