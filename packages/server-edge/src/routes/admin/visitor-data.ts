import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { driveTelegram } from '../../drive-deliveries.ts';
import { visitorDataRequestSchema } from '../../schemas/admin/visitor.ts';
import { readBody } from '../read-input.ts';

/** `POST admin-config/visitor/export` */
export function postVisitorExport({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { visitor_id } = await readBody(c, visitorDataRequestSchema);
    return c.json(await db.exportVisitorByAgent({ actor: c.get('admin').actor, visitorId: visitor_id }));
  };
}

/** `POST admin-config/visitor/erase`: their topics in Telegram go at once. */
export function postVisitorErasure(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { visitor_id } = await readBody(c, visitorDataRequestSchema);
    const erasure = await deps.db.eraseVisitorByAgent({ actor: c.get('admin').actor, visitorId: visitor_id });
    driveTelegram(deps);
    return c.json(erasure);
  };
}
