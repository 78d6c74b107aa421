/**
 * Works off the stored updates, each chat's in order, until none is due.
 *
 * An update that fails is tried again with growing pauses and holds only its own chat; the fifth failure buries it, so
 * that nothing which we cannot understand ever stops a chat. Any number of drives may run next to each other.
 */
import type { Update } from 'grammy/types';
import type { LeasedTelegramUpdate } from '../db/telegram-db.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { handleUpdate } from './handle-update.ts';
import { sayBuried } from './say-buried.ts';
import { classifyTelegramFailure, describeFailure, isTelegramError } from './telegram-failure.ts';

const CHATS_AT_ONCE = 20;
const LEASE_SECONDS = 60;
const BUDGET_MS = 25_000;
const MAX_SLEEP_MS = 1_000;

export async function driveInbox(deps: BridgeDeps): Promise<void> {
  const endsAt = deps.clock() + BUDGET_MS;
  let nextDueAt = Number.POSITIVE_INFINITY;
  while (deps.clock() < endsAt) {
    const updates = await deps.db.leaseTelegramUpdates({
      botId: deps.bot.id,
      limit: CHATS_AT_ONCE,
      leaseSeconds: LEASE_SECONDS,
    });
    if (updates.length === 0) {
      const pauseMs = nextDueAt - deps.clock();
      if (pauseMs > MAX_SLEEP_MS) return;
      nextDueAt = Number.POSITIVE_INFINITY;
      await deps.sleep(Math.max(pauseMs, 1));
      continue;
    }
    const results = await Promise.allSettled(updates.map((update) => workOff(deps, update)));
    for (const result of results) {
      if (result.status === 'rejected') throw result.reason;
      if (result.value !== null) nextDueAt = Math.min(nextDueAt, result.value);
    }
  }
}

/** When this update is due again, or null when it is settled for good. */
async function workOff(deps: BridgeDeps, leased: LeasedTelegramUpdate): Promise<number | null> {
  const key = { botId: deps.bot.id, updateId: leased.update_id };
  try {
    await handleUpdate(deps, leased.update as Update);
  } catch (error) {
    const pause = pauseAfter(error, leased.attempts);
    const { retrySeconds } = pause;
    const { state } = await deps.db.settleTelegramUpdate({ ...key, ...pause, error: describeFailure(error) });
    const fields = {
      update_id: leased.update_id,
      lane: leased.lane,
      attempts: leased.attempts,
      failure: describeFailure(error),
    };
    if (state === 'dead') {
      deps.logger.error('telegram.update_buried', { ...fields, error: isTelegramError(error) ? undefined : error });
      await sayBuried(deps, leased.update as Update);
      return null;
    }
    deps.logger.warn('telegram.update_postponed', { ...fields, seconds: retrySeconds });
    return deps.clock() + retrySeconds * 1_000;
  }
  await deps.db.settleTelegramUpdate({ ...key, outcome: 'done' });
  return null;
}

/** 1, 2, 4, 8 s; flood control names its own time, and is no failure of the update. */
function pauseAfter(
  error: unknown,
  attempts: number,
): { readonly outcome: 'retry' | 'wait'; readonly retrySeconds: number } {
  const failure = isTelegramError(error) ? classifyTelegramFailure(error) : null;
  return failure?.kind === 'wait'
    ? { outcome: 'wait', retrySeconds: failure.seconds }
    : { outcome: 'retry', retrySeconds: 2 ** Math.max(0, attempts - 1) };
}
