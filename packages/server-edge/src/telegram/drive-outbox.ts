/**
 * Sends what is due, lane by lane, until nothing is.
 *
 * The database hands out the head of each lane, to one worker at a time, and no more than the lane's budget allows; so any
 * number of drives may run next to each other, and one that dies is taken over when its lease ends. A lane that has to wait
 * (flood control, an outage, a lost right) keeps its order and holds up no other lane. A drive ends after its time budget; what is left is found by the next one.
 */
import type { OutboxSettlement } from '../db/outbox-db.ts';
import type { BridgeDeps, BridgeJob } from './bridge-deps.ts';
import { deliverJob } from './deliver-job.ts';

const LANES_AT_ONCE = 10;
/** Longer than the slowest delivery: a handful of calls of at most ten seconds each. */
const LEASE_SECONDS = 120;
const BUDGET_MS = 25_000;
/** A worker that sleeps longer is killed sooner than it wakes. */
const MAX_SLEEP_MS = 1_000;
const SETTLE_TRIES = 3;

/** Where one drive stands; its lanes share it. */
interface Drive {
  readonly endsAt: number;
  /** When the first of the lanes that wait is due again. */
  nextDueAt: number;
  isStopped: boolean;
}

export async function driveOutbox(deps: BridgeDeps): Promise<void> {
  const drive: Drive = { endsAt: deps.clock() + BUDGET_MS, nextDueAt: Number.POSITIVE_INFINITY, isStopped: false };
  while (isRunning(deps, drive)) {
    const heads = await lease(deps, LANES_AT_ONCE);
    if (heads.length > 0) {
      // Every lane comes to its end first, even when another one has lost the database.
      const lanes = await Promise.allSettled(heads.map((head) => driveLane(deps, drive, head)));
      for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
      continue;
    }
    const pauseMs = drive.nextDueAt - deps.clock();
    if (pauseMs > MAX_SLEEP_MS) return;
    drive.nextDueAt = Number.POSITIVE_INFINITY;
    await deps.sleep(Math.max(pauseMs, 1));
  }
}

/** Stays with the lane, so that a slow one never holds up the next message of a quick one. */
async function driveLane(deps: BridgeDeps, drive: Drive, head: BridgeJob): Promise<void> {
  for (let job: BridgeJob | undefined = head; job !== undefined;) {
    const { settlement, mustStop } = await deliverJob(deps, job);
    const { state } = await settle(deps, settlement);
    if (settlement.outcome === 'retry' && state === 'dead') {
      deps.logger.error('telegram.delivery_failed', {
        job_id: job.id,
        kind: job.kind,
        lane: job.lane,
        attempts: job.attempts,
      });
    }
    if (mustStop) drive.isStopped = true;
    // The bot may not write here; the lane tries again by itself.
    if (settlement.outcome === 'paused') return;
    if (settlement.outcome === 'retry' || settlement.outcome === 'wait') {
      drive.nextDueAt = Math.min(drive.nextDueAt, deps.clock() + (settlement.retrySeconds ?? 1) * 1_000);
      return;
    }
    if (!isRunning(deps, drive)) return;
    [job] = await lease(deps, 1, job.lane);
  }
}

function isRunning(deps: BridgeDeps, drive: Drive): boolean {
  return !drive.isStopped && deps.clock() < drive.endsAt;
}

async function lease(deps: BridgeDeps, limit: number, lane?: string): Promise<readonly BridgeJob[]> {
  const jobs = await deps.db.leaseOutbox({
    limit,
    leaseSeconds: LEASE_SECONDS,
    lane,
    sendsPerMinute: deps.sendsPerMinute,
  });
  return jobs as readonly BridgeJob[];
}

/** What was sent but not settled is sent again when the lease ends, so a short outage is worth waiting out. */
async function settle(
  deps: BridgeDeps,
  settlement: OutboxSettlement,
): Promise<Awaited<ReturnType<BridgeDeps['db']['settleOutbox']>>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await deps.db.settleOutbox(settlement);
    } catch (error) {
      if (attempt === SETTLE_TRIES) throw error;
      deps.logger.warn('telegram.settle_failed', { job_id: settlement.id, attempt, error });
      await deps.sleep(250 * attempt);
    }
  }
}
