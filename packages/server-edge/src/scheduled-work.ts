/**
 * What time brings about, for whoever keeps the time: `POST internal/tick` calls it once a minute, the local stack from
 * its own timers.
 *
 * Guarantees: the database does its part (ending, escalating, forgetting; `public.support_run_tick`) never twice at the
 * same time, whoever asks; deliveries and deletions are leased one by one, so driving them next to somebody else is
 * harmless. What fails is logged, stops nothing else, and is tried again at the next turn.
 */
import type { TickResult } from './db/outbox-db.ts';
import type { SupportDeps } from './deps.ts';
import type { TickReport } from './schemas/tick.ts';
import { driveStorageDeletions } from './storage/drive-deletions.ts';

export type ScheduledWorkDeps = Pick<SupportDeps, 'db' | 'clock' | 'logger' | 'telegram' | 'mail' | 'storage'>;

/** No round begins later than this after the first one. A function has 150 s to answer; the next tick comes after 60. */
const DEFAULT_BUDGET_MS = 20_000;

/** Lets the database do its part in batches until it is done or `budgetMs` (default 20 000) have passed. */
export async function runTick(
  deps: Pick<ScheduledWorkDeps, 'db' | 'clock' | 'logger'>,
  { budgetMs = DEFAULT_BUDGET_MS }: { readonly budgetMs?: number } = {},
): Promise<TickReport> {
  const deadline = deps.clock() + budgetMs;
  const done: Record<string, number> = {};
  let rounds = 0;
  let last: TickResult;
  do {
    last = await deps.db.runTick();
    if (last.skipped) break;
    rounds += 1;
    for (const [step, count] of Object.entries(last)) {
      if (typeof count === 'number') done[step] = (done[step] ?? 0) + count;
    }
    for (const { step, sqlstate } of last.failures) deps.logger.error('tick.step_failed', { step, sqlstate });
  } while (last.has_more && deps.clock() < deadline);
  return {
    skipped: rounds === 0,
    rounds,
    done,
    has_more: last.skipped ? rounds > 0 : last.has_more,
    failures: last.skipped ? [] : last.failures.map(({ step, sqlstate }) => ({ step, sqlstate })),
    backlog: await deps.db.countBacklog(),
  };
}

/** Works off whatever is due, of every kind at once, until nothing is. Never rejects. */
export async function driveDueWork(deps: ScheduledWorkDeps): Promise<void> {
  const { telegram, mail } = deps;
  const attempt = async (work: string, drive: (() => Promise<unknown>) | undefined) => {
    try {
      await drive?.();
    } catch (error) {
      deps.logger.error('background.failed', { work, error });
    }
  };
  await Promise.all([
    attempt('telegram.inbox', telegram && (() => telegram.driveInbox())),
    attempt('telegram.outbox', telegram && (() => telegram.driveOutbox())),
    attempt('mail.outbox', mail && (() => mail.driveMail())),
    attempt('storage.deletions', deps.storage && (() => driveStorageDeletions(deps))),
  ]);
}
