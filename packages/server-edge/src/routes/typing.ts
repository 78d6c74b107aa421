import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { driveTelegram } from '../drive-deliveries.ts';
import { typingRequestSchema } from '../schemas/typing.ts';
import { readBody } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/typing`: Telegram shows that somebody types, and has no way to show that they stopped. */
export function postTyping(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, is_typing } = await readBody(c, typingRequestSchema);
    const answer = await deps.db.setTyping({
      ...visitorScope(c),
      conversationId: conversation_id,
      isTyping: is_typing,
    });
    if (answer.announced && is_typing) driveTelegram(deps);
    return c.json(answer);
  };
}
