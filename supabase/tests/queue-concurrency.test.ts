/**
 * The queue while everybody does something at once: visitors come and go, agents take, give back, pass on and prefer. What
 * was said last to whoever waits is true, and nobody was given to two.
 */
import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { LocalDatabaseError } from '../../packages/local/src/database/local-database.ts';
import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';
import { onPostgresOnly, openTestDatabase } from './open-test-database.ts';

const AGENTS = 5;
const VISITORS = 24;
const ACTS = 40;
/** Of whoever was too late: the conversation has ended, belongs to somebody else, or is theirs no more. */
const TOO_LATE = ['SC022', 'SC023', 'SC032'];
const PRIORITIES = ['low', 'normal', 'high', 'urgent'];

interface Visitor {
  readonly session_id: string;
  readonly visitor_id: string;
}

for (const strategy of ['manual', 'least_busy']) {
  describe(`a queue given out by ${strategy}`, onPostgresOnly('races between connections'), () => {
    const organization = randomUUID();
    const widget = randomUUID();
    const departments = [randomUUID(), randomUUID()] as const;
    const agents = Array.from({ length: AGENTS }, () => randomUUID());
    let database: LocalDatabase;

    before(async () => {
      database = await openTestDatabase({ poolSize: AGENTS + VISITORS });
      await prepare();
    });
    after(() => database.close());

    it('tells everybody who waits their place and gives nobody to two, and nobody blocks anybody for good', async () => {
      const visitors = await Promise.all(Array.from({ length: VISITORS }, arrive));
      const claims = await Promise.all([...visitors.map(comeAndGo), ...agents.map(serve)]);

      const places = await database.query<{ visitor_id: string; place: number; told: number | null }>(TRUE_AND_TOLD, [
        organization,
      ]);
      assert.ok(places.length > 0, 'somebody waits at the end');
      assert.deepEqual(
        places.filter(({ place, told }) => place !== told),
        [],
        'what was said last is so',
      );
      assert.deepEqual(await database.query(HELD_TWICE, [organization]), [], 'one conversation, one agent');
      const [assigned] = await database.query<{ claimed: number }>(
        `select count(*)::int as claimed from support.conversation_assignments where organization_id = $1 and reason = 'claimed'`,
        [organization],
      );
      assert.equal(
        assigned?.claimed,
        claims.reduce((sum, won) => sum + won, 0),
        'every claim that won is an assignment, and no other is',
      );
    });

    /** Comes, perhaps goes, comes back; the last time they stay. */
    async function comeAndGo(visitor: Visitor): Promise<number> {
      for (let visit = 0; visit < 3; visit += 1) {
        const { message } = await call<{ message: { conversation_id: string } }>(
          'public.support_post_visitor_message(p_session_id => $1, p_visitor_id => $2, p_widget_id => $3, p_message_id => $4, p_text => $5, p_department_id => $6)',
          [
            visitor.session_id,
            visitor.visitor_id,
            widget,
            randomUUID(),
            'Where is my lamp?',
            departments[randomInt(2)],
          ],
        );
        if (visit < 2)
          await call('public.support_end_conversation($1, $2, $3, $4)', [
            visitor.session_id,
            visitor.visitor_id,
            widget,
            message.conversation_id,
          ]);
      }
      return 0;
    }

    /** How many claims were won. */
    async function serve(agent: string): Promise<number> {
      let won = 0;
      for (let act = 0; act < ACTS; act += 1) {
        const [found] = await database.query<{ id: string; agent_id: string | null }>(
          `select id, agent_id from support.conversations
           where organization_id = $1 and status in ('queued', 'active') order by random() limit 1`,
          [organization],
        );
        if (found === undefined) continue;
        if (found.agent_id === null && randomInt(3) === 0) {
          const { outcome } = await call<{ outcome: string }>('public.support_claim_conversation($1, $2)', [
            found.id,
            agent,
          ]);
          if (outcome === 'claimed') won += 1;
        } else {
          await unlessTooLate(doSomethingElse(found.id, agent));
        }
      }
      return won;
    }

    function doSomethingElse(conversation: string, agent: string): Promise<unknown> {
      switch (randomInt(5)) {
        case 0:
          return call(
            'public.support_transfer_conversation(p_conversation_id => $1, p_by_agent_id => $2, p_to_department_id => $3)',
            [conversation, agent, departments[randomInt(2)]],
          );
        case 1:
          return call('public.support_update_conversation($1, $2, $3)', [
            conversation,
            agent,
            JSON.stringify({ priority: PRIORITIES[randomInt(PRIORITIES.length)] }),
          ]);
        case 2:
          return call('public.support_set_agent_presence($1, $2)', [agent, randomInt(2) === 0 ? 'away' : 'auto']);
        default:
          return call('public.support_pass_conversation($1, $2)', [conversation, agent]);
      }
    }

    async function arrive(): Promise<Visitor> {
      const token = randomUUID().replaceAll('-', '').repeat(2);
      return call<Visitor>('public.support_create_session($1, $2)', [widget, token]);
    }

    async function call<Answer>(expression: string, parameters: readonly unknown[]): Promise<Answer> {
      const [row] = await database.query<{ answer: Answer }>(`select ${expression} as answer`, parameters, {
        role: 'service_role',
      });
      assert.ok(row !== undefined);
      return row.answer;
    }

    async function prepare(): Promise<void> {
      const settings = [JSON.stringify({ shows_queue_position: true }), JSON.stringify({ strategy })];
      await database.batch([
        {
          text: `insert into support.organizations (id, name) values ($1, 'Harbor Goods')`,
          parameters: [organization],
        },
        {
          text: `insert into support.widgets (id, organization_id, key, name, behavior, routing_rules)
                 values ($1, $2, 'wk_harbor', 'Harbor', $3, $4)`,
          parameters: [widget, organization, ...settings],
        },
        {
          text: `insert into support.departments (id, organization_id, name)
                 select id, $1, 'Department ' || place from unnest($2::uuid[]) with ordinality as one (id, place)`,
          parameters: [organization, departments],
        },
        {
          text: `insert into support.agents (id, organization_id, telegram_user_id, name, max_concurrent_chats)
                 select id, $1, 7000 + place, 'Agent ' || place, 2 from unnest($2::uuid[]) with ordinality as one (id, place)`,
          parameters: [organization, agents],
        },
        ...agents.map((agent) => ({ text: `select public.support_heartbeat_agent($1, 'tab')`, parameters: [agent] })),
      ]);
      // Whoever announces holds a lock until the transaction ends, so numbers taken meanwhile are in the order of the ends.
      await database.execute(`
        create table public.told (place bigserial, visitor_id text, position integer);
        create function public.note_told() returns trigger language plpgsql security definer as $$
        begin
          insert into public.told (visitor_id, position)
          values (split_part(new.topic, ':', 3), (new.payload #>> '{queue,position}')::integer);
          return null;
        end $$;
        create trigger note_told after insert on realtime.messages
          for each row when (new.event = 'queue.updated') execute function public.note_told();
      `);
    }
  });
}

async function unlessTooLate(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof LocalDatabaseError) || !TOO_LATE.includes(error.sqlstate)) throw error;
  }
}

const TRUE_AND_TOLD = `
  select waiting.visitor_id::text, waiting.place::int, (
    select told.position from public.told where told.visitor_id = waiting.visitor_id::text order by told.place desc limit 1) as told
  from (
    select visitor_id, row_number() over (
      partition by department_id order by -support.priority_rank(priority), queued_at, id) as place
    from support.conversations where organization_id = $1 and status = 'queued'
  ) as waiting order by waiting.place`;

const HELD_TWICE = `
  select conversation.id from support.conversations as conversation
  left join support.conversation_assignments as held on held.conversation_id = conversation.id and held.ended_at is null
  where conversation.organization_id = $1
    and conversation.agent_id is distinct from held.agent_id and conversation.status in ('queued', 'active')
  union all
  select one.conversation_id from support.conversation_assignments as one
  join support.conversation_assignments as other on other.conversation_id = one.conversation_id and other.id > one.id
  where one.organization_id = $1 and one.ended_at is null`;
