import { driveLanes } from '../outbox/drive-lanes.ts';
import type { BridgeDeps, BridgeJob } from './bridge-deps.ts';
import { deliverJob } from './deliver-job.ts';

/** Longer than the slowest delivery: a handful of calls of at most ten seconds each. */
const LEASE_SECONDS = 120;
/** How many lines of a visitor become one message when more waits than a chat takes. */
const LINES_TOGETHER = 30;

/** Sends what waits for Telegram; {@link driveLanes} says in which order and until when. */
export async function driveOutbox(deps: BridgeDeps): Promise<void> {
  const { clock, sleep, logger } = deps;
  await driveLanes<BridgeJob>({
    name: 'telegram',
    clock,
    sleep,
    logger,
    lease: async (limit, lane) =>
      (await deps.db.leaseOutbox({
        limit,
        leaseSeconds: LEASE_SECONDS,
        lane,
        sendsPerMinute: deps.sendsPerMinute,
        lines: LINES_TOGETHER,
      })) as readonly BridgeJob[],
    deliver: (job) => deliverJob(deps, job),
    settleOutbox: (settlement) => deps.db.settleOutbox(settlement),
  });
}
