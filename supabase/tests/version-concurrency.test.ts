/**
 * Several admins who save the same at once, each on the version that they have read: one of them wins, the others are told
 * the version that there is now, and what they make on that one is lost as little as what won.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { LocalDatabaseError } from '../../packages/local/src/database/local-database.ts';
import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';
import { onPostgresOnly, openTestDatabase } from './open-test-database.ts';

const ADMINS = 8;
/** Each begins where the one before has ended, so that whoever was lucky once need not be so again. */
const ROUNDS = 10;
const MADE_ON_AN_OLD_VERSION = 'SC004';

interface Versioned {
  readonly version: number;
}
interface Department extends Versioned {
  readonly name: string;
  readonly description: string | null;
  readonly email: string | null;
  readonly agent_ids: readonly string[];
}
interface Agent extends Versioned {
  readonly skills: readonly string[];
  readonly max_concurrent_chats: number;
  readonly department_ids: readonly string[];
}
type Save<Saved> = (version: number | null) => Promise<Saved>;

describe('admins who save at once', onPostgresOnly('races between connections'), () => {
  const organization = randomUUID();
  const orders = randomUUID();
  const returns = randomUUID();
  const admins = Array.from({ length: ADMINS }, () => randomUUID());
  const [mika = '', ana = ''] = admins;
  let database: LocalDatabase;

  before(async () => {
    database = await openTestDatabase({ poolSize: ADMINS });
    await database.batch([
      { text: `insert into support.organizations (id, name) values ($1, 'Harbor Goods')`, parameters: [organization] },
      {
        text: `insert into support.departments (id, organization_id, name) values ($2, $1, 'Orders'), ($3, $1, 'Returns')`,
        parameters: [organization, orders, returns],
      },
      {
        text: `insert into support.agents (id, organization_id, telegram_user_id, name, role)
               select id, $1, 7000 + place, 'Admin ' || place, 'admin' from unnest($2::uuid[]) with ordinality as one (id, place)`,
        parameters: [organization, admins],
      },
    ]);
  });
  after(() => database.close());

  it('are one who wins and others who are told the version, for a department', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { version } = await departmentOf(orders);
      const winner = await race(
        version,
        admins.map((admin) => saveDepartment(admin, orders, { description: `${admin} in ${round}` })),
      );
      assert.deepEqual(await departmentOf(orders), winner, 'what won is what is stored');
      assert.equal(winner.version, version + 1);
    }
  });

  it('are one who wins and others who are told the version, for somebody of the team', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { version } = await agentOf(ana);
      const winner = await race(
        version,
        admins.map((admin, index) => saveAgent(admin, ana, { skills: [`${index} in ${round}`] })),
      );
      assert.deepEqual(await agentOf(ana), winner, 'what won is what is stored');
      assert.equal(winner.version, version + 1);
    }
  });

  it('are one who wins where one changes a department and another who answers for it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { version, agent_ids } = await departmentOf(orders);
      // What changes nothing is no version of its own, and never too late.
      const members = agent_ids.length === 0 ? [mika, ana] : [];
      const winner = await race(version, [
        saveDepartment(mika, orders, { email: `orders-${round}@harbor.example` }),
        (seen) => setMembers(ana, orders, members, seen),
      ]);
      assert.deepEqual(await departmentOf(orders), winner, 'nothing of whoever lost is stored');
    }
  });

  it('lose nothing when they make their change again on the version that they were told', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const email = `orders-again-${round}@harbor.example`;
      const { version } = await departmentOf(orders);
      await Promise.all([
        untilSaved(version, saveDepartment(mika, orders, { description: `Parcels ${round}` })),
        untilSaved(version, saveDepartment(ana, orders, { email })),
        untilSaved(version, (seen) => setMembers(mika, orders, [ana], seen)),
      ]);
      const { description, email: storedEmail, agent_ids } = await departmentOf(orders);
      assert.deepEqual([description, storedEmail, agent_ids], [`Parcels ${round}`, email, [ana]]);
    }
  });

  it('do not wait for each other in a circle, from the side of the departments and from that of the people', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, other] = round % 2 === 0 ? [orders, returns] : [returns, orders];
      const { version } = await agentOf(ana);
      await Promise.all([
        untilSaved(version, saveAgent(mika, ana, { department_ids: [one], max_concurrent_chats: round + 1 })),
        untilSaved((await departmentOf(one)).version, (seen) => setMembers(ana, one, [mika, ana], seen)),
        untilSaved((await departmentOf(other)).version, (seen) => setMembers(mika, other, [ana, mika], seen)),
      ]);
      const agent = await agentOf(ana);
      assert.equal(agent.max_concurrent_chats, round + 1);
      for (const id of [orders, returns])
        assert.equal(
          (await departmentOf(id)).agent_ids.includes(ana),
          agent.department_ids.includes(id),
          'both sides show the same',
        );
    }
  });

  it('are all taken where they name no version, and each is a version of its own', async () => {
    const { version } = await departmentOf(returns);
    await Promise.all(admins.map((admin) => saveDepartment(admin, returns, { description: admin })(null)));
    assert.equal((await departmentOf(returns)).version, version + ADMINS);
  });

  /** All of them on one version. Answers with what won; fails unless it was one, and the others were told its version. */
  async function race<Saved extends Versioned>(version: number, saves: readonly Save<Saved>[]): Promise<Saved> {
    const outcomes = await Promise.all(saves.map((save) => attempt(version, save)));
    const [winner, ...more] = outcomes.filter((outcome) => typeof outcome !== 'number');
    assert.ok(winner !== undefined && more.length === 0, 'exactly one wins');
    const told = outcomes.filter((outcome) => typeof outcome === 'number');
    assert.deepEqual(
      told,
      Array.from({ length: saves.length - 1 }, () => winner.version),
      'the others know what there is',
    );
    return winner;
  }

  async function untilSaved(version: number, save: Save<Versioned>): Promise<void> {
    let seen = version;
    for (;;) {
      const outcome = await attempt(seen, save);
      if (typeof outcome !== 'number') return;
      assert.ok(outcome > seen, 'whoever is refused is told of a newer version');
      seen = outcome;
    }
  }

  /** What was stored, or the version that there was instead. */
  async function attempt<Saved extends Versioned>(version: number, save: Save<Saved>): Promise<Saved | number> {
    try {
      return await save(version);
    } catch (error) {
      if (!(error instanceof LocalDatabaseError) || error.sqlstate !== MADE_ON_AN_OLD_VERSION) throw error;
      return Number(error.detail);
    }
  }

  function saveDepartment(admin: string, id: string, change: object): Save<Department> {
    return async (version) =>
      (
        await call<{ department: Department }>('public.support_update_department($1, $2, $3, $4)', [
          actorOf(admin),
          id,
          JSON.stringify(change),
          version,
        ])
      ).department;
  }

  async function setMembers(
    admin: string,
    id: string,
    members: readonly string[],
    version: number | null,
  ): Promise<Department> {
    const parameters = [actorOf(admin), id, members, version];
    return (await call<{ department: Department }>('public.support_set_department_members($1, $2, $3, $4)', parameters))
      .department;
  }

  function saveAgent(admin: string, id: string, change: object): Save<Agent> {
    return async (version) =>
      (
        await call<{ agent: Agent }>('public.support_update_agent($1, $2, $3, $4)', [
          actorOf(admin),
          id,
          JSON.stringify(change),
          version,
        ])
      ).agent;
  }

  const departmentOf = (id: string): Promise<Department> =>
    call('(select support.department_json(one) from support.departments as one where id = $1)', [id], 'postgres');

  const agentOf = (id: string): Promise<Agent> =>
    call('(select support.agent_profile_json(one) from support.agents as one where id = $1)', [id], 'postgres');

  function actorOf(admin: string): string {
    return JSON.stringify({ kind: 'agent', agent_id: admin });
  }

  async function call<Answer>(
    expression: string,
    parameters: readonly unknown[],
    role = 'service_role',
  ): Promise<Answer> {
    const [row] = await database.query<{ answer: Answer }>(`select ${expression} as answer`, parameters, { role });
    assert.ok(row !== undefined);
    return row.answer;
  }
});
