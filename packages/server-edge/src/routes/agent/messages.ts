import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { driveTelegram } from '../../drive-deliveries.ts';
import {
  teamMessageEditRequestSchema,
  teamMessageRequestSchema,
  teamReadRequestSchema,
} from '../../schemas/agent/message.ts';
import { messagesQuerySchema } from '../../schemas/query.ts';
import { typingRequestSchema } from '../../schemas/typing.ts';
import { readMessageId } from '../read-message-id.ts';
import { readBody, readQuery } from '../read-input.ts';
import { agentScope } from './agent-scope.ts';

/** `GET agent/messages?conversation_id=…&after_seq=…|before_seq=…&limit=…` */
export function getTeamMessages({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, after_seq, before_seq, limit } = readQuery(c, messagesQuerySchema);
    const page = { conversationId: conversation_id, afterSeq: after_seq, beforeSeq: before_seq, limit };
    return c.json(await db.listConversationMessages({ ...page, agentId: agentScope(c).agentId }));
  };
}

/** `POST agent/message`: idempotent by the message's id. Colleagues see it in Telegram, too. */
export function postTeamMessage(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const body = await readBody(c, teamMessageRequestSchema);
    const { outcome, message, conversation } = await deps.db.postAgentMessage({
      agentId: agentScope(c).agentId,
      conversationId: body.conversation_id,
      messageId: body.id,
      text: body.text,
      content: body.entities === undefined ? undefined : { entities: body.entities },
      internal: body.is_internal,
      replyTo: body.reply_to,
      attachmentIds: body.attachment_ids,
    });
    driveTelegram(deps);
    return c.json({ outcome, message, conversation });
  };
}

/** `PATCH agent/message/:id` */
export function patchTeamMessage(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { text } = await readBody(c, teamMessageEditRequestSchema);
    const edit = { agentId: agentScope(c).agentId, messageId: readMessageId(c), text };
    const answer = await deps.db.editMessageByAgent(edit);
    driveTelegram(deps);
    return c.json(answer);
  };
}

/** `DELETE agent/message/:id` */
export function deleteTeamMessage(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const answer = await deps.db.deleteMessageByAgent({ agentId: agentScope(c).agentId, messageId: readMessageId(c) });
    driveTelegram(deps);
    return c.json(answer);
  };
}

/** `POST agent/read` */
export function postTeamRead(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, seq } = await readBody(c, teamReadRequestSchema);
    const mark = { agentId: agentScope(c).agentId, conversationId: conversation_id, seq };
    return c.json(await deps.db.markConversationRead(mark));
  };
}

/** `POST agent/typing` */
export function postTeamTyping({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, is_typing } = await readBody(c, typingRequestSchema);
    const sign = { agentId: agentScope(c).agentId, conversationId: conversation_id, isTyping: is_typing };
    return c.json(await db.setAgentTyping(sign));
  };
}
