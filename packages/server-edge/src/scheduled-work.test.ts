import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeDeps } from '../testing/fake-deps.ts';
import type { TickResult } from './db/outbox-db.ts';
import { driveDueWork, runTick } from './scheduled-work.ts';

type Round = TickResult | Error;

const round = (changes: object): TickResult =>
  ({ skipped: false, has_more: false, failures: [], ...changes }) as unknown as TickResult;

/** Dependencies whose database answers these rounds, one after the other, each after `roundMs`. */
async function answering(rounds: readonly Round[], roundMs = 0) {
  const deps = await createFakeDeps();
  const waiting = [...rounds];
  const runTick = async () => {
    deps.advance(roundMs);
    const next = waiting.shift() ?? round({});
    if (next instanceof Error) throw next;
    return next;
  };
  return { ...deps, db: { ...deps.db, runTick }, left: () => waiting.length };
}

describe('a tick', () => {
  it('goes on while the database has more to do, and adds up', async () => {
    const deps = await answering([
      round({ pruned_events: 500, routed: 1, has_more: true }),
      round({ pruned_events: 500, has_more: true }),
      round({ pruned_events: 20 }),
    ]);
    const { rounds, done, has_more, skipped } = await runTick(deps);
    assert.deepEqual(
      { rounds, done, has_more, skipped },
      {
        rounds: 3,
        done: { pruned_events: 1_020, routed: 1 },
        has_more: false,
        skipped: false,
      },
    );
  });

  it('begins no round after its time, and says that there is more', async () => {
    const rounds = Array.from({ length: 20 }, () => round({ pruned_events: 500, has_more: true }));
    const deps = await answering(rounds, 6_000);
    const report = await runTick(deps);
    assert.deepEqual([report.rounds, report.has_more, deps.left()], [4, true, 16]);
    const short = await answering(rounds, 6_000);
    assert.equal((await runTick(short, { budgetMs: 1 })).rounds, 1);
  });

  it('does nothing while another one runs', async () => {
    const deps = await answering([{ skipped: true }, round({ routed: 5 })]);
    const { skipped, rounds, done, has_more } = await runTick(deps);
    assert.deepEqual({ skipped, rounds, done, has_more }, { skipped: true, rounds: 0, done: {}, has_more: false });
    assert.equal(deps.left(), 1);
  });

  it('stops when another one has taken over, and says that it did not finish', async () => {
    const deps = await answering([round({ routed: 500, has_more: true }), { skipped: true }, round({ routed: 5 })]);
    const { skipped, rounds, done, has_more } = await runTick(deps);
    assert.deepEqual(
      { skipped, rounds, done, has_more },
      {
        skipped: false,
        rounds: 1,
        done: { routed: 500 },
        has_more: true,
      },
    );
    assert.equal(deps.left(), 1);
  });

  it('logs every step that failed, without the words of the database', async () => {
    const failures = [
      { step: 'forget_events', sqlstate: '57014', message: 'canceling statement of robin@shop.example' },
    ];
    const deps = await answering([round({ routed: 1, failures })]);
    const report = await runTick(deps);
    assert.deepEqual(report.failures, [{ step: 'forget_events', sqlstate: '57014' }]);
    assert.deepEqual(deps.logger.records, [
      { level: 'error', event: 'tick.step_failed', fields: { step: 'forget_events', sqlstate: '57014' } },
    ]);
  });

  it('fails with the database, so that the scheduler sees it', async () => {
    const deps = await answering([round({ has_more: true }), new Error('gone')]);
    await assert.rejects(runTick(deps), /gone/);
  });
});

describe('what is due', () => {
  it('is driven side by side; what fails is logged and stops nothing else', async () => {
    const deps = await createFakeDeps();
    let mails = 0;
    deps.telegram.failure = new Error('Telegram is down');
    await driveDueWork({ ...deps, mail: { driveMail: async () => void (mails += 1) } });
    assert.deepEqual(deps.telegram.driven, ['inbox', 'outbox']);
    assert.equal(mails, 1);
    assert.deepEqual(
      deps.logger.records.map(({ level, event, fields }) => [level, event, fields['work']]),
      [['error', 'background.failed', 'telegram.outbox']],
    );
  });

  it('is nothing where neither Telegram, mail nor files are set up', async () => {
    const deps = await createFakeDeps();
    await driveDueWork({ ...deps, telegram: undefined, mail: undefined, storage: undefined });
    assert.deepEqual([deps.database.calls, deps.logger.records], [[], []]);
  });
});
