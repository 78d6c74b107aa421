import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { driveDueWork, runTick } from '../scheduled-work.ts';

/**
 * `POST internal/tick`, called once a minute by the scheduler (`support.call_tick`, in SQL). The answer says what the
 * database did; it does not wait for Telegram, the mail server or the file storage.
 */
export function postTick(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    deps.waitUntil(driveDueWork(deps));
    return c.json(await runTick(deps));
  };
}
