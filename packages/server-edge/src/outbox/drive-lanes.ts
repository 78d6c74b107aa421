/**
 * Sends what is due, lane by lane, until nothing is.
 *
 * The database hands out the head of each lane, to one worker at a time, and no more than the lane's budget allows; so any
 * number of drives may run next to each other, and one that dies is taken over when its lease ends. A lane that has to wait
 * (flood control, an outage, a lost right) keeps its order and holds up no other lane. A drive ends after its time budget; what is left is found by the next one.
 */
import type { OutboxDb, OutboxSettlement } from '../db/outbox-db.ts';
import type { Logger } from '../deps.ts';

const LANES_AT_ONCE = 10;
const BUDGET_MS = 25_000;
/** A worker that sleeps longer is killed sooner than it wakes. */
const MAX_SLEEP_MS = 1_000;
const SETTLE_TRIES = 3;

export interface LaneJob {
  readonly id: string;
  readonly lane: string;
  readonly kind: string;
  readonly attempts: number;
}

export interface DeliveryResult {
  readonly settlement: OutboxSettlement;
  /** No lane can get anything through, so this drive ends. */
  readonly mustStop: boolean;
}

/** One channel of the outbox: who hands out its jobs and who delivers them. */
export interface LaneChannel<Job extends LaneJob> {
  /** Begins the names of its log events. */
  readonly name: string;
  /** The heads of lanes that are due, or of one lane. A lease must outlast the slowest delivery. */
  lease(limit: number, lane: string | undefined): Promise<readonly Job[]>;
  /** Never throws for what the other side may do. `taken over`: the lease ended, and the job is another worker's. */
  deliver(job: Job): Promise<DeliveryResult | 'taken over'>;
  readonly settleOutbox: OutboxDb['settleOutbox'];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Never asked for more than a second. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly logger: Logger;
}

/** Where one drive stands; its lanes share it. */
interface Drive {
  readonly endsAt: number;
  /** When the first of the lanes that wait is due again. */
  nextDueAt: number;
  isStopped: boolean;
}

export async function driveLanes<Job extends LaneJob>(channel: LaneChannel<Job>): Promise<void> {
  const drive: Drive = { endsAt: channel.clock() + BUDGET_MS, nextDueAt: Number.POSITIVE_INFINITY, isStopped: false };
  while (isRunning(channel, drive)) {
    const heads = await channel.lease(LANES_AT_ONCE, undefined);
    if (heads.length > 0) {
      // Every lane comes to its end first, even when another one has lost the database.
      const lanes = await Promise.allSettled(heads.map((head) => driveLane(channel, drive, head)));
      for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
      continue;
    }
    const pauseMs = drive.nextDueAt - channel.clock();
    if (pauseMs > MAX_SLEEP_MS) return;
    drive.nextDueAt = Number.POSITIVE_INFINITY;
    await channel.sleep(Math.max(pauseMs, 1));
  }
}

/** Stays with the lane, so that a slow one never holds up the next message of a quick one. */
async function driveLane<Job extends LaneJob>(channel: LaneChannel<Job>, drive: Drive, head: Job): Promise<void> {
  for (let job: Job | undefined = head; job !== undefined;) {
    const result = await channel.deliver(job);
    if (result === 'taken over') return;
    const { settlement, mustStop } = result;
    const { state } = await settle(channel, { ...settlement, attempts: job.attempts });
    if (settlement.outcome === 'retry' && state === 'dead') {
      channel.logger.error(`${channel.name}.delivery_failed`, {
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
      drive.nextDueAt = Math.min(drive.nextDueAt, channel.clock() + (settlement.retrySeconds ?? 1) * 1_000);
      return;
    }
    if (!isRunning(channel, drive)) return;
    [job] = await channel.lease(1, job.lane);
  }
}

function isRunning(channel: Pick<LaneChannel<LaneJob>, 'clock'>, drive: Drive): boolean {
  return !drive.isStopped && channel.clock() < drive.endsAt;
}

/** What was sent but not settled is sent again when the lease ends, so a short outage is worth waiting out. */
async function settle<Job extends LaneJob>(
  channel: LaneChannel<Job>,
  settlement: OutboxSettlement,
): ReturnType<OutboxDb['settleOutbox']> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await channel.settleOutbox(settlement);
    } catch (error) {
      if (attempt === SETTLE_TRIES) throw error;
      channel.logger.warn(`${channel.name}.settle_failed`, { job_id: settlement.id, attempt, error });
      await channel.sleep(250 * attempt);
    }
  }
}
