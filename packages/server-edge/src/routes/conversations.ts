import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { surroundingsOf } from '../context/visitor-surroundings.ts';
import type { SupportDeps } from '../deps.ts';
import { driveTelegram } from '../drive-deliveries.ts';
import { pollQuerySchema } from '../schemas/query.ts';
import { readRequestSchema, startRequestSchema } from '../schemas/sync.ts';
import { readBody, readQuery } from './read-input.ts';
import { readMatter } from './read-matter.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/start`. Outside working hours the conversation is one for later (`is_offline`). */
export function postStart({ db, config }: Pick<SupportDeps, 'db' | 'config'>): Handler<AppEnv> {
  return async (c) => {
    const { department_id, context, prechat, category, subject } = await readBody(c, startRequestSchema);
    const matter = await readMatter(c, { db }, { prechat, departmentId: department_id, category, subject });
    const start = { ...visitorScope(c), context: surroundingsOf(c, config, context), ...matter };
    return c.json(await db.startConversation(start));
  };
}

/** `GET chat/poll?conversation_id=…&after_revision=N` */
export function getPoll({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, after_revision } = readQuery(c, pollQuerySchema);
    const cursor = { ...visitorScope(c), conversationId: conversation_id, afterRevision: after_revision };
    return c.json(await db.pollChanges(cursor));
  };
}

/** `POST chat/read`. Agents in Telegram see by a reaction that they were read. */
export function postRead(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, seq } = await readBody(c, readRequestSchema);
    const answer = await deps.db.markRead({ ...visitorScope(c), conversationId: conversation_id, seq });
    driveTelegram(deps);
    return c.json(answer);
  };
}
