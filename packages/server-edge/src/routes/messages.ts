import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { hashClientAddress } from '../client-address.ts';
import { surroundingsOf } from '../context/visitor-surroundings.ts';
import type { SupportDeps } from '../deps.ts';
import { driveTelegram } from '../drive-deliveries.ts';
import { messageRequestSchema } from '../schemas/message.ts';
import { messagesQuerySchema } from '../schemas/query.ts';
import { readBody, readQuery } from './read-input.ts';
import { readMatter } from './read-matter.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/message`: idempotent by the message's id. Whoever commits a message also drives its delivery at once. */
export function postMessage(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const body = await readBody(c, messageRequestSchema);
    const { id, text, conversation_id, context, prechat, department_id, category, subject } = body;
    const matter = await readMatter(
      c,
      deps,
      { prechat, departmentId: department_id, category, subject },
      { isInConversation: conversation_id !== undefined },
    );
    const answer = await deps.db.postVisitorMessage({
      ...visitorScope(c),
      messageId: id,
      text,
      conversationId: conversation_id,
      // Without a word about the page there is nothing new, and what was told before stays.
      context: context === undefined ? undefined : surroundingsOf(c, deps.config, context),
      replyTo: body.reply_to,
      attachmentIds: body.attachment_ids,
      ...matter,
      ipHash: await hashClientAddress(c, deps.config),
    });
    driveTelegram(deps);
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
