import type { Context, Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { driveTelegram } from '../drive-deliveries.ts';
import { ApiError } from '../errors.ts';
import { messageEditRequestSchema } from '../schemas/message-change.ts';
import { uuid } from '../schemas/primitives.ts';
import { readBody } from './read-input.ts';
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

/** What is no id names no message, as an id of somebody else's does. */
function readMessageId(c: Context<AppEnv>): string {
  const id = uuid.safeParse(c.req.param('id'));
  if (!id.success) throw new ApiError('message_not_found', 'There is no such message.');
  return id.data;
}
