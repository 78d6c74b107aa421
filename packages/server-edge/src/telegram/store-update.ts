import { DatabaseError } from '../db/database-caller.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { updateLane } from './update-lane.ts';

/**
 * `unreadable`: it has no update id, so it did not come from Telegram's hand and nothing can be done with it. `refused`: the
 * database cannot keep it, today or ever.
 */
export type StoreOutcome = 'stored' | 'duplicate' | 'unreadable' | 'refused';

/**
 * Data that does not fit (class 22), breaks a rule (23) or a limit (54, PostgreSQL, appendix A), or that our functions
 * refuse. Other refusals (a key, a grant, a function that is not there) are about our setup and pass.
 */
const IS_ABOUT_THE_UPDATE = /^(?:22|23|54|SC)/;

/**
 * Writes an update down before anybody acts on it. Telegram repeats updates; the second time nothing happens. Throws only
 * what another try may change.
 */
export async function storeUpdate({ db, bot, logger }: BridgeDeps, update: unknown): Promise<StoreOutcome> {
  if (!isUpdate(update)) {
    logger.warn('telegram.update_unreadable', { type: typeof update });
    return 'unreadable';
  }
  try {
    const { stored } = await db.storeTelegramUpdate({
      botId: bot.id,
      updateId: update.update_id,
      lane: updateLane(update),
      update: storable(update),
    });
    return stored ? 'stored' : 'duplicate';
  } catch (error) {
    if (!(error instanceof DatabaseError && IS_ABOUT_THE_UPDATE.test(error.sqlstate))) throw error;
    logger.error('telegram.update_refused', { update_id: update.update_id, error });
    return 'refused';
  }
}

function isUpdate(update: unknown): update is { readonly update_id: number } {
  return (
    typeof update === 'object' && update !== null && 'update_id' in update && Number.isSafeInteger(update.update_id)
  );
}

/** Telegram's own updates nest a dozen levels; the stack of Postgres, or ours, ends after some thousand. */
const MAX_DEPTH = 200;
const NOT_STORABLE = /\0|\p{Surrogate}/gu;

/**
 * Postgres keeps neither NUL nor half a character in jsonb; one in a button's data would cost the tap its answer. What is
 * nested too deep is left out: an update that cannot be written down would come again for a day and hold its chat.
 */
function storable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(NOT_STORABLE, '\uFFFD');
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1));
  const entries = Object.entries(value).map(
    ([key, field]) => [key.replace(NOT_STORABLE, '\uFFFD'), storable(field, depth + 1)] as const,
  );
  return Object.fromEntries(entries);
}
