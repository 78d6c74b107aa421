import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { driveTelegram } from '../drive-deliveries.ts';
import { visitorScope } from './visitor-scope.ts';

/** Everything about somebody is a lot to read; nobody needs it more often. */
const EXPORTS_PER_HOUR = 10;

/** `GET chat/export`: also for visitors who are blocked, and while the widget is off. */
export function getExport({ db, clock }: Pick<SupportDeps, 'db' | 'clock'>): Handler<AppEnv> {
  return async (c) => {
    const scope = visitorScope(c);
    await db.countHits([{ key: `export:session:${scope.sessionId}`, limit: EXPORTS_PER_HOUR, window_seconds: 3_600 }]);
    const data = await db.exportVisitor(scope);
    const day = new Date(clock()).toISOString().slice(0, 10);
    c.header('Content-Disposition', `attachment; filename="support-chat-${day}.json"`);
    return c.json(data);
  };
}

/** `DELETE chat/data`: for the same ones. What Telegram shows of the visitor is deleted there as well. */
export function deleteData(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const answer = await deps.db.eraseVisitor(visitorScope(c));
    driveTelegram(deps);
    return c.json(answer);
  };
}
