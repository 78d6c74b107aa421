import { driveLanes } from '../outbox/drive-lanes.ts';
import type { BridgeDeps, BridgeJob } from './bridge-deps.ts';
import { deliverJob } from './deliver-job.ts';
import { LEASE_SECONDS, LeaseLostError } from './deliver-lease.ts';

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
    deliver: async (job) => {
      try {
        return await deliverJob(deps, job);
      } catch (error) {
        if (!(error instanceof LeaseLostError)) throw error;
        logger.warn('telegram.delivery_taken_over', { job_id: job.id, kind: job.kind, lane: job.lane });
        return 'taken over';
      }
    },
    settleOutbox: (settlement) => deps.db.settleOutbox(settlement),
  });
}
