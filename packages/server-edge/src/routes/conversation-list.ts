import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { conversationsQuerySchema } from '../schemas/conversation-list.ts';
import { readQuery } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** `GET chat/conversations?cursor=…&limit=…` */
export function getConversations({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { cursor, limit } = readQuery(c, conversationsQuerySchema);
    return c.json(await db.listVisitorConversations({ ...visitorScope(c), beforeNumber: cursor, limit }));
  };
}
