/**
 * Who needs the visitor's row and who needs their conversation too takes both in one order, or one of them is undone as a
 * deadlock. Each test holds the visitor's row until both wait, so that they always meet in the order that was the bad one.
 * Locks wait only between real connections, so this takes a real Postgres.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { foundTeam } from './found-team.ts';
import { onPostgresOnly, openTestDatabase } from './open-test-database.ts';
import type { TestDatabase } from './open-test-database.ts';
import { until } from './until.ts';

interface Browser {
  readonly session_id: string;
  readonly visitor_id: string;
  readonly conversation_id: string;
}

type Work = (browser: Browser) => Promise<unknown>;

/** How many connections to this database wait for a lock; looked up anew each time, unlike pg_stat_activity. */
const WAITING = `
  select count(distinct pid)::int from pg_locks
  where not granted and pid in (
    select pid from pg_locks where database = (select oid from pg_database where datname = current_database()))`;

describe('a visitor and their conversation', onPostgresOnly('locks between connections'), () => {
  const organization = randomUUID();
  const widget = randomUUID();
  const mika = randomUUID();
  let database: TestDatabase;

  before(async () => {
    database = await openTestDatabase({ poolSize: 6 });
    await foundTeam(database, { organization, widget, agents: { Mika: mika } });
  });
  after(() => database.close());

  const atTheVisitor: Readonly<Record<string, Work>> = {
    'an agent blocks them': ban,
    'an agent corrects their name': correct,
    'a page view is tracked': track,
    'they say who they are': introduce,
    'they come back by a link': resume,
  };
  const atTheConversation: Readonly<Record<string, Work>> = {
    'the site says who they are': identify,
    'they write from another page': post,
  };
  for (const [first, meetsFirst] of Object.entries(atTheVisitor)) {
    for (const [second, meetsSecond] of Object.entries(atTheConversation)) {
      it(`${first} while ${second}: one waits for the other`, async () => {
        const browser = await arrive();
        const results = await meet(browser, meetsFirst, meetsSecond);
        // Whoever was blocked while they waited is told so.
        const isRefused = meetsFirst === ban && meetsSecond === identify;
        assert.deepEqual(results.map(outcomeOf), ['done', 'done', isRefused ? 'SC014' : 'done']);
      });
    }
  }

  it('an agent who comes to work is given something while somebody whom they help already is identified', async () => {
    const robin = await arrive();
    await call('support_claim_conversation($1, $2)', [robin.conversation_id, mika]);
    await call('support_heartbeat_agent($1, $2)', [mika, 'desk']);
    await call('support_set_agent_presence($1, $2)', [mika, 'away']);
    // Its holder sees in each of these cards which conversation gets what they write.
    await database.query(
      `insert into support.telegram_messages (chat_id, message_id, conversation_id, direction, role)
       select 7001, number, id, 'out', 'transcript' from support.conversations where id = $1`,
      [robin.conversation_id],
    );
    await arrive();
    await database.query(`update support.widgets set routing_rules = '{"strategy": "least_busy"}' where id = $1`, [
      widget,
    ]);
    const held = hold(robin, 'key share', 2);
    await until(() => isHeld(robin));
    const identified = identify(robin);
    await until(async () => (await countWaiting()) === 1);
    const results = await Promise.allSettled([
      call('support_set_agent_presence($1, $2)', [mika, 'auto']),
      post(robin),
      held,
      identified,
    ]);
    assert.deepEqual(results.map(outcomeOf), ['done', 'done', 'done', 'done']);
  });

  it('whoever is erased while all visitors are told something is told nothing that stays', async () => {
    const { session_id, visitor_id } = await arrive();
    const told = database.batch([
      { text: 'select support.announce_availability($1)', parameters: [organization] },
      { text: waitFor(1) },
    ]);
    await until(() => exists(`select from pg_locks where locktype = 'advisory' and mode = 'ShareLock'`));
    const topic = `support:visitor:${visitor_id}`;
    await Promise.all([call('support_erase_visitor($1, $2, $3)', [session_id, visitor_id, widget]), told]);
    assert.deepEqual(await database.query('select event from realtime.messages where topic = $1', [topic]), []);
  });

  /** Lets `first` come to the visitor's row, then `second` up to there, and then both go on. */
  async function meet(browser: Browser, first: Work, second: Work): Promise<readonly PromiseSettledResult<unknown>[]> {
    const held = hold(browser, 'update', 2);
    await until(() => isHeld(browser));
    const one = first(browser);
    await until(async () => (await countWaiting()) >= 1);
    return Promise.allSettled([held, one, second(browser)]);
  }

  /** A transaction that has the visitor's row until `waiting` others wait for a lock. */
  async function hold({ visitor_id }: Browser, strength: 'update' | 'key share', waiting: number): Promise<void> {
    await database.batch([
      { text: `select id from support.visitors where id = $1 for ${strength}`, parameters: [visitor_id] },
      { text: waitFor(waiting) },
    ]);
  }

  async function isHeld({ visitor_id }: Browser): Promise<boolean> {
    return !(await exists('select from support.visitors where id = $1 for update skip locked', [visitor_id]));
  }

  async function exists(query: string, parameters: readonly unknown[] = []): Promise<boolean> {
    return (await database.query(query, parameters)).length > 0;
  }

  async function countWaiting(): Promise<number> {
    const [row] = await database.query<{ count: number }>(WAITING);
    return row?.count ?? 0;
  }

  async function arrive(): Promise<Browser> {
    const session = await call<Omit<Browser, 'conversation_id'>>('support_create_session($1, $2)', [
      widget,
      randomToken(),
    ]);
    const { message } = await call<{ message: { conversation_id: string } }>(
      'support_post_visitor_message($1, $2, $3, $4, $5)',
      [session.session_id, session.visitor_id, widget, randomUUID(), 'Where is my lamp?'],
    );
    const browser = { ...session, conversation_id: message.conversation_id };
    // Something that shows who the visitor is, and hence has to be brought up to date.
    await database.query(
      `insert into support.telegram_messages (chat_id, message_id, conversation_id, direction, role)
       select -1001, number, id, 'out', 'card' from support.conversations where id = $1`,
      [browser.conversation_id],
    );
    return browser;
  }

  function ban({ visitor_id }: Browser): Promise<unknown> {
    return call('support_ban_visitor($1, $2)', [visitor_id, mika]);
  }

  function correct({ visitor_id }: Browser): Promise<unknown> {
    return call('support_update_visitor_by_agent($1, $2, $3)', [mika, visitor_id, '{"name": "Robin"}']);
  }

  function track({ session_id, visitor_id }: Browser): Promise<unknown> {
    const events = '[{"kind": "page_view", "page_url": "https://harbor.example/lamps"}]';
    return call('support_track_events($1, $2, $3, $4)', [session_id, visitor_id, widget, events]);
  }

  function introduce({ session_id, visitor_id }: Browser): Promise<unknown> {
    return call('support_update_visitor($1, $2, $3, $4)', [session_id, visitor_id, widget, '{"name": "Robin"}']);
  }

  function resume({ visitor_id, conversation_id }: Browser): Promise<unknown> {
    return call('support_resume_session($1, $2, $3, $4, $5, $6)', [
      widget,
      visitor_id,
      conversation_id,
      randomToken(),
      randomToken(),
      '{"page_url": "https://harbor.example/mail"}',
    ]);
  }

  function identify({ session_id, visitor_id }: Browser): Promise<unknown> {
    return call('support_identify_visitor($1, $2, $3, $4)', [session_id, visitor_id, widget, randomUUID()]);
  }

  function post({ session_id, visitor_id }: Browser): Promise<unknown> {
    return call('support_post_visitor_message($1, $2, $3, $4, $5, p_context => $6)', [
      session_id,
      visitor_id,
      widget,
      randomUUID(),
      'The green one.',
      '{"page_url": "https://harbor.example/cart"}',
    ]);
  }

  async function call<Answer>(expression: string, parameters: readonly unknown[]): Promise<Answer> {
    const [row] = await database.query<{ answer: Answer }>(`select public.${expression} as answer`, parameters, {
      role: 'service_role',
    });
    assert.ok(row !== undefined);
    return row.answer;
  }
});

/** A statement that ends once so many connections wait for a lock; after half a minute anyhow. */
function waitFor(waiting: number): string {
  return `do $$ begin
    for attempt in 1..3000 loop
      exit when (${WAITING}) >= ${waiting};
      perform pg_sleep(0.01);
    end loop;
  end $$`;
}

function outcomeOf(result: PromiseSettledResult<unknown>): string {
  return result.status === 'fulfilled' ? 'done' : ((result.reason as { sqlstate?: string }).sqlstate ?? 'unknown');
}

function randomToken(): string {
  return randomUUID().replaceAll('-', '').repeat(2);
}
