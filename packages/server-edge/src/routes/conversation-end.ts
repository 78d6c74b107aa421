import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { driveTelegram } from '../drive-deliveries.ts';
import { endRequestSchema } from '../schemas/conversation-end.ts';
import { readBody } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/end` */
export function postEnd(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id } = await readBody(c, endRequestSchema);
    const answer = await deps.db.endConversation({ ...visitorScope(c), conversationId: conversation_id });
    if (answer.outcome === 'resolved') driveTelegram(deps);
    return c.json(answer);
  };
}
