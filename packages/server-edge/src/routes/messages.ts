import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { hashClientAddress } from '../client-address.ts';
import type { SupportDeps } from '../deps.ts';
import { runInBackground } from '../run-in-background.ts';
import { messageRequestSchema } from '../schemas/message.ts';
import { messagesQuerySchema } from '../schemas/query.ts';
import { readBody, readQuery } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/message`: idempotent by the message's id. Whoever commits a message also drives its delivery at once. */
export function postMessage(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { id, text, conversation_id, department_id, context } = await readBody(c, messageRequestSchema);
    const answer = await deps.db.postVisitorMessage({
      ...visitorScope(c),
      messageId: id,
      text,
      conversationId: conversation_id,
      departmentId: department_id,
      context,
      ipHash: await hashClientAddress(c, deps.config),
    });
    const { telegram } = deps;
    if (telegram !== undefined) runInBackground(deps, 'telegram.outbox', () => telegram.driveOutbox());
    return c.json(answer);
  };
}

/** `GET chat/messages?conversation_id=…&after_seq=…|before_seq=…&limit=…` */
export function getMessages({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, after_seq, before_seq, limit } = readQuery(c, messagesQuerySchema);
    return c.json(
      await db.listMessages({
        ...visitorScope(c),
        conversationId: conversation_id,
        afterSeq: after_seq,
        beforeSeq: before_seq,
        limit,
      }),
    );
  };
}
