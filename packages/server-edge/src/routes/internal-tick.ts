import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { runInBackground } from '../run-in-background.ts';

/**
 * `POST internal/tick`, called about once a minute by the scheduler: expires, prunes, and drives whatever is due or was
 * left behind by a worker that died. The answer does not wait for Telegram; pg_net would have hung up long before.
 */
export function postTick(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { telegram } = deps;
    if (telegram !== undefined) {
      runInBackground(deps, 'telegram.inbox', () => telegram.driveInbox());
      runInBackground(deps, 'telegram.outbox', () => telegram.driveOutbox());
    }
    return c.json({ ...(await deps.db.runTick()), backlog: await deps.db.countBacklog() });
  };
}
