import { randomInt } from 'node:crypto';

import type { LocalDatabase } from '../../../packages/local/src/database/local-database.ts';
import { session } from './act-as-visitor.ts';
import type { Browser, World } from './world.ts';

/** The end of a plan: Telegram has told about everybody, and then each of them is erased, by themselves or by an admin. */
export async function eraseEverybody(database: LocalDatabase, world: World): Promise<void> {
  for (const browser of world.browsers) await tell(database, world, browser);
  for (const [place, browser] of world.browsers.entries()) {
    // Whoever is erased already is unknown now; the owner stays whatever agents were dismissed.
    if (place % 2 === 0) await world.call('support_erase_visitor', session(browser));
    await world.call('support_erase_visitor_by_agent', {
      p_actor: { kind: 'agent', agent_id: world.agentIds[0] },
      p_visitor_id: browser.visitorId,
    });
  }
}

/** Updates from the visitor's topics: one that was dealt with and one that waits, in an order of their own. */
async function tell(database: LocalDatabase, world: World, { marker, visitorIds }: Browser): Promise<void> {
  const topics = await database.query<{ chat_id: string; thread_id: string }>(
    'select chat_id, thread_id from support.telegram_topics where visitor_id = any ($1)',
    [[...visitorIds]],
  );
  for (const { chat_id, thread_id } of topics) {
    for (const isDone of [true, false]) {
      const update = {
        p_bot_id: -Number(chat_id),
        p_update_id: randomInt(1e3, 1e9),
      };
      await world.call('support_store_telegram_update', {
        ...update,
        p_lane: `chat ${chat_id}`,
        p_update: {
          message: { chat: { id: Number(chat_id) }, message_thread_id: Number(thread_id), text: `Answer to ${marker}` },
        },
      });
      if (isDone) await world.call('support_settle_telegram_update', { ...update, p_outcome: 'done' });
    }
  }
}
