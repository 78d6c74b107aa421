/** The scheduled work is done once at a time, whoever asks for it. It takes two connections, hence a real Postgres. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { LocalDatabase } from '../../packages/local/src/database/local-database.ts';
import { createChatDb } from '../../packages/server-edge/src/db/chat-db.ts';
import { createSqlCaller } from '../../packages/server-edge/src/db/sql-caller.ts';
import { runTick } from '../../packages/server-edge/src/scheduled-work.ts';
import { onPostgresOnly, openTestDatabase } from './open-test-database.ts';
import { until } from './until.ts';

const silent = () => undefined;

describe('two ticks at once', onPostgresOnly('races between connections'), () => {
  let database: LocalDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());

  const tick = () => {
    const db = createChatDb(
      createSqlCaller((text, parameters) =>
        database.query<Record<string, unknown>>(text, parameters, { role: 'service_role' }),
      ),
    );
    return runTick({ db, clock: Date.now, logger: { info: silent, warn: silent, error: silent } });
  };

  it('are one tick, and one that says it was skipped; the next one works again', async () => {
    // A tick whose transaction stays open until it is released, as that of a large batch would.
    const slow = database.batch([
      { text: 'select public.support_run_tick()' },
      {
        text: `do $$ begin
          for attempt in 1..6000 loop
            exit when exists (select from support.rate_limits where key = 'release');
            perform pg_sleep(0.005);
          end loop;
        end $$`,
      },
    ]);
    // Whoever ticks before it would make it the one that is skipped.
    await until(async () => {
      const [row] = await database.query<{ waiting: boolean }>(
        `select count(*) > 0 as waiting from pg_stat_activity where datname = current_database()
          and query like 'do $$ begin%' and state = 'active'`,
      );
      return row?.waiting === true;
    });
    const report = await tick();
    assert.deepEqual([report.skipped, report.rounds, report.done], [true, 0, {}]);
    const others = await Promise.all(Array.from({ length: 5 }, tick));
    assert.deepEqual(
      others.map(({ skipped }) => skipped),
      [true, true, true, true, true],
    );

    await database.query(`insert into support.rate_limits (key, window_start, hits) values ('release', now(), 0)`);
    await slow;
    const next = await tick();
    assert.deepEqual([next.skipped, next.rounds], [false, 1]);
  });
});
