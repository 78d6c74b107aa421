import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { driveTelegram } from '../drive-deliveries.ts';
import { messageEditRequestSchema } from '../schemas/message-change.ts';
import { readBody } from './read-input.ts';
import { readMessageId } from './read-message-id.ts';
import { visitorScope } from './visitor-scope.ts';

/** `PATCH chat/message/:id`: the database knows how long that is possible. */
export function patchMessage(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const messageId = readMessageId(c);
    const { text } = await readBody(c, messageEditRequestSchema);
    const answer = await deps.db.editVisitorMessage({ ...visitorScope(c), messageId, text });
    if (answer.outcome === 'edited') driveTelegram(deps);
    return c.json(answer);
  };
}

/** `DELETE chat/message/:id`: taken back once or twice, the answer is the same message without its text. */
export function deleteMessage(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const answer = await deps.db.deleteVisitorMessage({ ...visitorScope(c), messageId: readMessageId(c) });
    if (answer.outcome === 'deleted') driveTelegram(deps);
    return c.json(answer);
  };
}
