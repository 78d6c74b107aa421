/**
 * Becoming known while everything else goes on: other tabs and browsers that do the same, messages, answers, refreshes.
 * Races happen only between real connections; on PGlite the same calls merely have to give the same results.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { foundTeam } from './found-team.ts';
import { openTestDatabase } from './open-test-database.ts';
import type { TestDatabase } from './open-test-database.ts';

interface Browser {
  readonly session_id: string;
  readonly visitor_id: string;
  readonly token: string;
}

interface Identified {
  readonly visitor_id: string;
  readonly outcome: 'identified' | 'merged' | 'already';
  readonly conversation_id: string | null;
}

/** What a client does about this answer: refresh, and the same call again with the new token. */
const TOKEN_EXPIRED = 'SC015';
const SESSION_REVOKED = 'SC011';

describe('identifying visitors, many at once', () => {
  const organization = randomUUID();
  const widget = randomUUID();
  const mika = randomUUID();
  let database: TestDatabase;

  before(async () => {
    database = await openTestDatabase({ poolSize: 16 });
    await foundTeam(database, { organization, widget, agents: { Mika: mika } });
  });
  after(() => database.close());

  it('makes one person of six browsers that sign in together, and loses none of their words', async () => {
    for (let round = 0; round < 3; round += 1) {
      const user = randomUUID();
      const browsers = await Promise.all(Array.from({ length: 6 }, () => arrive()));
      await Promise.all(browsers.map((browser) => post(browser)));
      const answers = await Promise.all(browsers.map((browser) => identify(browser, user)));

      assert.deepEqual(answers.map(({ outcome }) => outcome).sort(), [
        'identified',
        ...Array.from({ length: 5 }, () => 'merged'),
      ]);
      assert.equal(new Set(answers.map(({ visitor_id }) => visitor_id)).size, 1);
      assert.deepEqual(await look(user), {
        visitors: 1,
        sessions: 6,
        conversations: 6,
        open: 1,
        messages: 6,
        broken: 0,
      });
    }
  });

  it('is asked by five tabs of one browser and does it once', async () => {
    const user = randomUUID();
    await identify(await arrive(), user);
    const browser = await arrive();
    await post(browser);
    const answers = await Promise.all(Array.from({ length: 5 }, () => identify(browser, user)));
    assert.deepEqual(answers.map(({ outcome }) => outcome).sort(), [
      'already',
      'already',
      'already',
      'already',
      'merged',
    ]);
    assert.equal(new Set(answers.map((answer) => JSON.stringify({ ...answer, outcome: '' }))).size, 1);
  });

  it('moves everything in one transaction', async () => {
    const user = randomUUID();
    const known = await identify(await arrive(), user);
    const browser = await arrive();
    const conversation = await post(browser);
    await track(browser);
    await consent(browser);
    await identify(browser, user);
    const written = await database.query(
      `select count(*)::int as rows, count(distinct transaction)::int as transactions from (
         select xmin::text as transaction from support.visitors where id = $1
         union all select xmin::text from support.sessions where id = $2
         union all select xmin::text from support.conversations where id = $3
         union all select xmin::text from support.messages where conversation_id = $3
         union all select xmin::text from support.visitor_events where visitor_id = $1
         union all select xmin::text from support.visitor_consents where visitor_id = $1
         union all select xmin::text from support.merged_visitors where visitor_id = $1
       ) as touched`,
      [known.visitor_id, browser.session_id, conversation],
    );
    assert.deepEqual(written, [{ rows: 7, transactions: 1 }]);
  });

  it('gives a session to one of two people who claim it, and refuses the other', async () => {
    for (let round = 0; round < 5; round += 1) {
      const users = [randomUUID(), randomUUID()];
      const browser = await arrive();
      const answers = await Promise.allSettled(users.map((user) => identify(browser, user)));
      assert.deepEqual(answers.map(sqlstateOf).sort(), [SESSION_REVOKED, 'fine']);
    }
  });

  it('loses nothing that is written, answered, read or refreshed meanwhile', async () => {
    for (let round = 0; round < 8; round += 1) {
      const user = randomUUID();
      const known = await arrive();
      await post(known);
      await identify(known, user);
      const browser = await arrive();
      // Every other time the conversation itself is opened while the visitor becomes known.
      const conversation = round % 2 === 0 ? await post(browser) : undefined;
      await Promise.all([
        identify(browser, user),
        inSpiteOfOldToken(browser, (current) => post(current)),
        inSpiteOfOldToken(browser, (current) => post(current)),
        inSpiteOfOldToken(browser, (current) => track(current)),
        inSpiteOfOldToken(browser, (current) => consent(current)),
        refresh(browser),
        post(known),
        ...(conversation === undefined ? [] : [reply(conversation), reply(conversation)]),
      ]);

      const messages = conversation === undefined ? 4 : 7;
      const { conversations, ...rest } = await look(user);
      assert.deepEqual(rest, { visitors: 1, sessions: 2, open: 1, messages, broken: 0 });
      assert.ok(conversations === 1 || conversations === 2);
      const [trail] = await database.query<{ events: number; consent: string }>(
        `select visitor.consent, (select count(*)::int from support.visitor_events where visitor_id = visitor.id) as events
         from support.visitors as visitor where visitor.external_id = $1`,
        [user],
      );
      assert.deepEqual(trail, { consent: 'granted', events: 1 });
    }
  });

  it('counts for all keys or for none when forty calls count the same ones in any order', async () => {
    const limits = ['a', 'b', 'c'].map((key) => ({ key: `${organization} ${key}`, limit: 25, window_seconds: 60 }));
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, (_, place) =>
        call('public.support_count_hits($1)', [JSON.stringify(place % 2 === 0 ? limits : limits.toReversed())]),
      ),
    );
    assert.deepEqual(answers.map(sqlstateOf).sort(), [
      ...Array.from({ length: 15 }, () => 'SC040'),
      ...Array.from({ length: 25 }, () => 'fine'),
    ]);
    const counted = await database.query(`select hits from support.rate_limits where key like $1`, [
      `${organization} %`,
    ]);
    assert.deepEqual(counted, [{ hits: 25 }, { hits: 25 }, { hits: 25 }]);
  });

  /** Repeats a call as a client does whose token turned out to be older than the merge. */
  async function inSpiteOfOldToken<Answer>(
    browser: Browser,
    work: (browser: Browser) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await work(browser);
    } catch (error) {
      if ((error as { sqlstate?: string }).sqlstate !== TOKEN_EXPIRED) throw error;
      const { visitor_id } = await refresh(browser);
      return work({ ...browser, visitor_id });
    }
  }

  async function arrive(): Promise<Browser> {
    const token = randomToken();
    const session = await call<Omit<Browser, 'token'>>('public.support_create_session($1, $2)', [widget, token]);
    return { ...session, token };
  }

  async function refresh({ token }: Browser): Promise<{ readonly visitor_id: string }> {
    const answer = await call<{ outcome: string; visitor_id: string }>('public.support_refresh_session($1, $2, $3)', [
      widget,
      token,
      randomToken(),
    ]);
    assert.equal(answer.outcome, 'refreshed');
    return answer;
  }

  function identify({ session_id, visitor_id }: Browser, user: string): Promise<Identified> {
    return call('public.support_identify_visitor($1, $2, $3, $4, $5)', [
      session_id,
      visitor_id,
      widget,
      user,
      JSON.stringify({ name: 'Robin' }),
    ]);
  }

  async function post({ session_id, visitor_id }: Browser): Promise<string> {
    const { message } = await call<{ message: { conversation_id: string } }>(
      'public.support_post_visitor_message($1, $2, $3, $4, $5)',
      [session_id, visitor_id, widget, randomUUID(), 'Where is my lamp?'],
    );
    return message.conversation_id;
  }

  function track({ session_id, visitor_id }: Browser): Promise<unknown> {
    return call('public.support_track_events($1, $2, $3, $4)', [
      session_id,
      visitor_id,
      widget,
      '[{"kind": "page_view"}]',
    ]);
  }

  function consent({ session_id, visitor_id }: Browser): Promise<unknown> {
    return call('public.support_set_consent($1, $2, $3, $4)', [session_id, visitor_id, widget, 'granted']);
  }

  function reply(conversation: string): Promise<unknown> {
    return call('public.support_post_agent_message($1, $2, $3, $4)', [conversation, mika, randomUUID(), 'On its way.']);
  }

  /** What there is of a user of the site. `broken` counts conversations whose sequences have gaps. */
  async function look(user: string): Promise<Record<string, number>> {
    const [row] = await database.query<Record<string, number>>(
      `select count(*)::int as visitors,
         sum((select count(*) from support.sessions where visitor_id = visitor.id))::int as sessions,
         sum((select count(*) from support.conversations where visitor_id = visitor.id))::int as conversations,
         sum((select count(*) from support.conversations
           where visitor_id = visitor.id and status in ('queued', 'active')))::int as open,
         sum((select count(*) from support.messages where visitor_id = visitor.id))::int as messages,
         sum((select count(*) from support.conversations as conversation where visitor_id = visitor.id and last_seq <> (
           select count(*) from support.messages where conversation_id = conversation.id)))::int as broken
       from support.visitors as visitor where visitor.external_id = $1`,
      [user],
    );
    assert.ok(row !== undefined);
    return row;
  }

  async function call<Answer>(expression: string, parameters: readonly unknown[]): Promise<Answer> {
    const [row] = await database.query<{ answer: Answer }>(`select ${expression} as answer`, parameters, {
      role: 'service_role',
    });
    assert.ok(row !== undefined);
    return row.answer;
  }
});

function sqlstateOf(result: PromiseSettledResult<unknown>): string {
  return result.status === 'fulfilled' ? 'fine' : ((result.reason as { sqlstate?: string }).sqlstate ?? 'unknown');
}

function randomToken(): string {
  return randomUUID().replaceAll('-', '').repeat(2);
}
