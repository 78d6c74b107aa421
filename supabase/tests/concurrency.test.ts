/**
 * What must hold when many ask at once. Races happen only between real connections, so this takes a real Postgres: PGlite
 * runs one statement after the other.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';
import { foundTeam } from './found-team.ts';
import { onPostgresOnly, openTestDatabase } from './open-test-database.ts';

interface Visitor {
  readonly session_id: string;
  readonly visitor_id: string;
}

describe('many at once', onPostgresOnly('races between connections'), () => {
  const organization = randomUUID();
  const widget = randomUUID();
  const mika = randomUUID();
  const ana = randomUUID();
  let database: LocalDatabase;

  before(async () => {
    database = await openTestDatabase();
    await foundTeam(database, { organization, widget, agents: { Mika: mika, Ana: ana } }, 'claims');
  });
  after(() => database.close());

  it('stores a message once that twenty requests bring', async () => {
    const robin = await arrive();
    // The first of the two opens the conversation, the second finds it open: the requests wait for different locks.
    for (const total of [1, 2]) {
      const id = randomUUID();
      const messages = await atOnce(20, () => post(robin, id));
      assert.equal(new Set(messages.map((message) => JSON.stringify(message))).size, 1);
      assert.deepEqual(await count(robin), {
        conversations: 1,
        messages: total,
        deliveries: total,
        last_seq: total,
        revision: total,
      });
    }
  });

  it('opens one conversation for five first messages, numbered without gaps', async () => {
    const robin = await arrive();
    const messages = await atOnce(5, () => post(robin, randomUUID()));
    assert.deepEqual(messages.map(({ seq }) => seq).sort(), [1, 2, 3, 4, 5]);
    assert.deepEqual(await count(robin), { conversations: 1, messages: 5, deliveries: 5, last_seq: 5, revision: 5 });
  });

  it('takes five of ten messages within ten seconds, whoever comes first', async () => {
    const robin = await arrive();
    await post(robin, randomUUID());
    const answers = await Promise.allSettled(Array.from({ length: 9 }, () => post(robin, randomUUID())));
    const refused = answers
      .filter((answer) => answer.status === 'rejected')
      .map(({ reason }) => (reason as { sqlstate: string }).sqlstate);
    assert.deepEqual(
      refused,
      Array.from({ length: 5 }, () => 'SC040'),
    );
    assert.deepEqual(await count(robin), { conversations: 1, messages: 5, deliveries: 5, last_seq: 5, revision: 5 });
  });

  it('numbers the words of a visitor and two agents without gaps', async () => {
    const robin = await arrive();
    const { conversation_id } = await post(robin, randomUUID());
    const reply = (agent: string) =>
      call('public.support_post_agent_message($1, $2, $3, $4)', [conversation_id, agent, randomUUID(), 'Hello']);
    await Promise.all([
      ...Array.from({ length: 4 }, () => post(robin, randomUUID())),
      ...Array.from({ length: 8 }, (_, place) => reply(place % 2 === 0 ? mika : ana)),
    ]);
    const rows = await database.query<{ seq: string }>(
      'select seq from support.messages where conversation_id = $1 order by seq',
      [conversation_id],
    );
    assert.deepEqual(
      rows.map(({ seq }) => Number(seq)),
      Array.from({ length: 13 }, (_, place) => place + 1),
    );
  });

  it('gives a conversation to one of two who claim it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { conversation_id } = await post(await arrive(), randomUUID());
      const claim = (agent: string) =>
        call<{ outcome: string }>('public.support_claim_conversation($1, $2)', [conversation_id, agent]);
      const outcomes = await Promise.all([claim(mika), claim(ana)]);
      assert.deepEqual(outcomes.map(({ outcome }) => outcome).sort(), ['claimed', 'taken']);
    }
  });

  it('logs out none of fourteen tabs that refresh the same token', async () => {
    const token = randomToken();
    const { session_id } = await arrive(token);
    const renewed = Array.from({ length: 14 }, randomToken);
    const refresh = (from: string, to: string) =>
      call<{ outcome: string }>('public.support_refresh_session($1, $2, $3)', [widget, from, to]);
    const answers = [
      ...(await Promise.all(renewed.map((to) => refresh(token, to)))),
      ...(await Promise.all(renewed.map((from) => refresh(from, randomToken())))),
    ];
    assert.deepEqual(
      answers.map(({ outcome }) => outcome),
      Array.from({ length: 28 }, () => 'refreshed'),
    );
    const [session] = await database.query('select generation from support.sessions where id = $1', [session_id]);
    assert.deepEqual(session, { generation: 3 }, 'two rounds are two rotations, however many tabs took part');
  });

  it('leases no delivery to two of eight workers, and only the head of each lane', async () => {
    await database.query('delete from support.outbox');
    await database.query(
      `insert into support.outbox (organization_id, lane, chat_id, kind)
       select $1, 'lane ' || (n % 30), n % 30, 'agent_notice' from generate_series(1, 90) as n`,
      [organization],
    );
    const leased = await atOnce(8, () => call<{ id: string; lane: string }[]>('public.support_lease_outbox(10)', []));
    const heads = await database.query<{ id: string }>('select min(id)::text as id from support.outbox group by lane');
    // A worker may find a row locked by another one and leave with less than its limit; the rest is due at the next call.
    const rest = await call<{ id: string; lane: string }[]>('public.support_lease_outbox(100)', []);
    assertOnce(
      [...leased.flat(), ...rest].map(({ id }) => id),
      heads.map(({ id }) => id),
    );
  });

  it('leases no update to two of eight workers, and only the oldest of each lane', async () => {
    await database.query(
      `insert into support.telegram_updates (bot_id, update_id, lane, update)
       select 1, n, 'lane ' || (n % 30), '{}' from generate_series(1, 90) as n`,
    );
    const lease = (limit: number) =>
      call<{ update_id: number }[]>('public.support_lease_telegram_updates(1, $1)', [limit]);
    const leased = await atOnce(8, () => lease(10));
    const rest = await lease(100);
    assertOnce(
      [...leased.flat(), ...rest].map(({ update_id }) => update_id),
      Array.from({ length: 30 }, (_, place) => place + 1),
    );
  });

  async function call<Answer>(expression: string, parameters: readonly unknown[]): Promise<Answer> {
    const [row] = await database.query<{ answer: Answer }>(`select ${expression} as answer`, parameters, {
      role: 'service_role',
    });
    assert.ok(row !== undefined);
    return row.answer;
  }

  function arrive(token = randomToken()): Promise<Visitor> {
    return call('public.support_create_session($1, $2)', [widget, token]);
  }

  async function post(
    { session_id, visitor_id }: Visitor,
    id: string,
  ): Promise<{ seq: number; conversation_id: string }> {
    const answer = await call<{ message: { seq: number; conversation_id: string } }>(
      'public.support_post_visitor_message($1, $2, $3, $4, $5)',
      [session_id, visitor_id, widget, id, 'Where is my lamp?'],
    );
    return answer.message;
  }

  async function count({ visitor_id }: Visitor): Promise<Record<string, unknown> | undefined> {
    const [row] = await database.query(
      `select count(distinct conversation.id)::int as conversations, count(message.id)::int as messages,
         count(job.id)::int as deliveries, max(last_seq)::int as last_seq, max(conversation.revision)::int as revision
       from support.conversations as conversation
       left join support.messages as message on message.conversation_id = conversation.id
       left join support.outbox as job on job.message_id = message.id
       where conversation.visitor_id = $1`,
      [visitor_id],
    );
    return row;
  }
});

function atOnce<Answer>(times: number, work: () => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: times }, () => work()));
}

function randomToken(): string {
  return randomUUID().replaceAll('-', '').repeat(2);
}

function assertOnce<Id extends string | number>(found: readonly Id[], wanted: readonly Id[]): void {
  const inOrder = (ids: readonly Id[]) => [...ids].sort((a, b) => Number(a) - Number(b));
  assert.deepEqual(inOrder(found), inOrder(wanted));
}
