import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { driveTelegram } from '../../drive-deliveries.ts';
import {
  banRequestSchema,
  eventsQuerySchema,
  unbanRequestSchema,
  visitorChangeSchema,
} from '../../schemas/agent/visitor.ts';
import { readBody, readQuery } from '../read-input.ts';
import { agentScope } from './agent-scope.ts';

/** `PATCH agent/visitor`. The card in Telegram follows. */
export function patchVisitor(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { visitor_id, ...profile } = await readBody(c, visitorChangeSchema);
    const { agentId } = agentScope(c);
    const { visitor } = await deps.db.updateVisitorByAgent({ agentId, visitorId: visitor_id, profile });
    driveTelegram(deps);
    return c.json({ visitor });
  };
}

/** `GET agent/events?visitor_id=…&cursor=…` */
export function getVisitorEvents({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { visitor_id, cursor, limit } = readQuery(c, eventsQuerySchema);
    const { agentId } = agentScope(c);
    return c.json(await db.listVisitorEvents({ agentId, visitorId: visitor_id, beforeId: cursor, limit }));
  };
}

/** `POST agent/ban` */
export function postBan(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { visitor_id, reason, until } = await readBody(c, banRequestSchema);
    const ban = { visitorId: visitor_id, agentId: agentScope(c).agentId, reason, until };
    const answer = await deps.db.banVisitor(ban);
    driveTelegram(deps);
    return c.json(answer);
  };
}

/** `POST agent/unban` */
export function postUnban(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { visitor_id } = await readBody(c, unbanRequestSchema);
    const answer = await deps.db.unbanVisitor({ visitorId: visitor_id, agentId: agentScope(c).agentId });
    driveTelegram(deps);
    return c.json(answer);
  };
}
