/**
 * Random plans of what visitors, agents, workers and operators do, twenty at once, and what must be true afterwards
 * whatever the order was. Races take a real Postgres; on PGlite the same plans run one step after the other.
 *
 * A failure prints its seed. `SUPPORT_PROPERTY_SEED=…` repeats the same plans, though not the same order of events;
 * `SUPPORT_PROPERTY_RUNS=…` runs more of them. Default: 30 on Postgres, 4 on PGlite.
 */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import fc from 'fast-check';

import { readDocumentedStates } from './hostile/read-documented-states.ts';
import { openTestDatabase } from './open-test-database.ts';
import type { TestDatabase } from './open-test-database.ts';
import { act } from './properties/act.ts';
import { beginWork } from './properties/act-as-worker.ts';
import { findBrokenInvariants } from './properties/invariants.ts';
import { anyPlan, describePlan } from './properties/plan.ts';
import type { Plan } from './properties/plan.ts';
import { eraseEverybody } from './properties/erase-everybody.ts';
import { anyTokenUses, modelOf } from './properties/refresh-model.ts';
import { findTraces } from './properties/traces.ts';
import { findBrokenPromises } from './properties/what-was-answered.ts';
import { randomToken, World } from './properties/world.ts';

const SEED = Number(process.env['SUPPORT_PROPERTY_SEED'] ?? randomInt(2 ** 31));
const CONNECTIONS = 20;
const BROWSERS = 6;

describe('whatever everybody does at once', () => {
  let database: TestDatabase;
  let documented: ReadonlySet<string>;

  before(async () => {
    documented = await readDocumentedStates();
    database = await openTestDatabase({ poolSize: CONNECTIONS });
  });
  after(() => database.close());

  it('the promises of the database hold', async (context) => {
    const isReal = database.kind === 'postgres';
    const numRuns = Number(process.env['SUPPORT_PROPERTY_RUNS'] ?? (isReal ? 30 : 4));
    const tally = new Map<string, number>();
    context.diagnostic(`SUPPORT_PROPERTY_SEED=${SEED} SUPPORT_PROPERTY_RUNS=${numRuns}`);
    const result = await fc.check(
      fc.asyncProperty(anyPlan({ rounds: 3, actions: 80 }), async (plan) => {
        const world = await carryOut(plan, isReal ? CONNECTIONS : 1);
        for (const [what, times] of world.tally) tally.set(what, (tally.get(what) ?? 0) + times);
      }),
      // A smaller plan would race differently, so a failure is not made smaller.
      { seed: SEED, numRuns, endOnFailure: true },
    );
    // Not fast-check's own report: a plan is readable only as describePlan writes it.
    if (result.failed) {
      assert.fail(
        `SUPPORT_PROPERTY_SEED=${SEED} SUPPORT_PROPERTY_RUNS=${result.numRuns}\n${String(result.errorInstance)}`,
      );
    }
    context.diagnostic(
      [...tally]
        .toSorted()
        .map(([what, times]) => `${what} ${times}`)
        .join(', '),
    );
  });

  it('a refresh token older than the one before the newest ends the session, whenever it comes', async () => {
    const world = new World(database, documented);
    await world.settle({ strategy: 'manual', mode: 'topics' });
    const widgetId = world.widgetIds[0] ?? '';
    await fc.assert(
      fc.asyncProperty(anyTokenUses, async (uses) => {
        const first = randomToken();
        await world.call('support_create_session', { p_widget_id: widgetId, p_refresh_token_hash: first });
        const model = modelOf(first);
        for (const use of uses) {
          const next = randomToken();
          const { token, outcome } = model.use(use, next);
          const answer = await world.call<{ outcome: string }>('support_refresh_session', {
            p_widget_id: widgetId,
            p_refresh_token_hash: token,
            p_new_refresh_token_hash: next,
          });
          assert.equal(answer?.outcome, outcome);
        }
      }),
      { seed: SEED, numRuns: 30 },
    );
    assert.deepEqual(world.surprises, []);
  });

  async function carryOut(plan: Plan, atOnce: number): Promise<World> {
    const world = new World(database, documented);
    await world.settle(plan);
    await beginWork(world);
    for (let place = 0; place < BROWSERS; place += 1)
      await world.arrive(world.widgetIds[place % 3 === 2 ? 1 : 0] ?? '');
    await Promise.all(world.browsers.map((_, who) => act(world, [{ kind: 'start', who, what: 0, how: 99 }], 1)));
    for (const [place, round] of plan.rounds.entries()) {
      await act(world, round, atOnce);
      const problems = [
        ...(await findBrokenPromises(database, world)),
        ...(await findBrokenInvariants(database, world.organizationId)),
        ...(await findTraces(database, world)),
      ];
      assert.deepEqual(problems, [], `${problems.join('\n')}\nin round ${place} of ${describePlan(plan)}`);
      // Limits are for other tests; here they would only let less happen.
      await database.query('delete from support.rate_limits');
    }
    await eraseEverybody(database, world);
    const problems = [...world.surprises, ...(await findTraces(database, world))];
    assert.deepEqual(problems, [], `${problems.join('\n')}\nafter everybody was erased, in ${describePlan(plan)}`);
    await database.query('delete from support.organizations where id = $1', [world.organizationId]);
    return world;
  }
});
