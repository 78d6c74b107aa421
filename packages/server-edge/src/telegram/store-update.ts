import type { BridgeDeps } from './bridge-deps.ts';
import { updateLane } from './update-lane.ts';

/** `unreadable`: it has no update id, so it did not come from Telegram's hand and nothing can be done with it. */
export type StoreOutcome = 'stored' | 'duplicate' | 'unreadable';

/** Writes an update down before anybody acts on it. Telegram repeats updates; the second time nothing happens. */
export async function storeUpdate({ db, bot, logger }: BridgeDeps, update: unknown): Promise<StoreOutcome> {
  if (!isUpdate(update)) {
    logger.warn('telegram.update_unreadable', { type: typeof update });
    return 'unreadable';
  }
  const { stored } = await db.storeTelegramUpdate({
    botId: bot.id,
    updateId: update.update_id,
    lane: updateLane(update),
    update: storable(update),
  });
  return stored ? 'stored' : 'duplicate';
}

function isUpdate(update: unknown): update is { readonly update_id: number } {
  return (
    typeof update === 'object' && update !== null && 'update_id' in update && Number.isSafeInteger(update.update_id)
  );
}

/** Postgres keeps neither NUL nor half a character in jsonb; one in a button's data would cost the tap its answer. */
function storable(update: object): unknown {
  return JSON.parse(JSON.stringify(update), (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(/\0|\p{Surrogate}/gu, '\uFFFD') : value,
  );
}
