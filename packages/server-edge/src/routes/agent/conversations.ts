import type { Context, Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { AgentOnConversation } from '../../db/agent-db.ts';
import type { SupportDeps } from '../../deps.ts';
import { driveTelegram } from '../../drive-deliveries.ts';
import { ApiError } from '../../errors.ts';
import {
  assignRequestSchema,
  conversationCallSchema,
  conversationChangeSchema,
  conversationQuerySchema,
  inboxQuerySchema,
  transferRequestSchema,
} from '../../schemas/agent/conversation.ts';
import { readBody, readQuery } from '../read-input.ts';
import { agentScope } from './agent-scope.ts';

/** `GET agent/conversations?scope=…&search=…&cursor=…` */
export function getInbox({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { cursor, limit, ...filter } = readQuery(c, inboxQuerySchema);
    const before = cursor === undefined ? undefined : parseCursor(cursor);
    return c.json(await db.listConversations({ agentId: agentScope(c).agentId, filter, before, limit }));
  };
}

/** `GET agent/conversation?conversation_id=…` */
export function getConversation({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id } = readQuery(c, conversationQuerySchema);
    return c.json(await db.getConversation({ agentId: agentScope(c).agentId, conversationId: conversation_id }));
  };
}

/** `PATCH agent/conversation` */
export function patchConversation(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, ...change } = await readBody(c, conversationChangeSchema);
    return afterwards(c, deps, await deps.db.updateConversation({ ...onConversation(c, conversation_id), change }));
  };
}

/** `POST agent/claim`, `pass`, `resolve`, `close` and `reopen`. */
export function postConversationCall(
  deps: SupportDeps,
  call: (db: SupportDeps['db'], on: AgentOnConversation) => Promise<object>,
): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id } = await readBody(c, conversationCallSchema);
    return afterwards(c, deps, await call(deps.db, onConversation(c, conversation_id)));
  };
}

/** `POST agent/assign` */
export function postAssign(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, agent_id } = await readBody(c, assignRequestSchema);
    const change = { conversationId: conversation_id, agentId: agent_id, byAgentId: agentScope(c).agentId };
    return afterwards(c, deps, await deps.db.assignConversation(change));
  };
}

/** `POST agent/transfer` */
export function postTransfer(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, to_agent_id, to_department_id, note } = await readBody(c, transferRequestSchema);
    const change = {
      conversationId: conversation_id,
      byAgentId: agentScope(c).agentId,
      toAgentId: to_agent_id,
      toDepartmentId: to_department_id,
      note,
    };
    return afterwards(c, deps, await deps.db.transferConversation(change));
  };
}

function onConversation(c: Context<AppEnv>, conversationId: string): AgentOnConversation {
  return { conversationId, agentId: agentScope(c).agentId };
}

/** Colleagues in Telegram see by the buttons and the topic what became of the conversation. */
function afterwards(c: Context<AppEnv>, deps: SupportDeps, result: object): Response {
  driveTelegram(deps);
  return c.json(result);
}

/** The schema has made sure that it could be one; what stands in it the database checks. */
function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(cursor);
  } catch (error) {
    throw new ApiError('invalid_request', 'The cursor must be the next_cursor of a page.', { cause: error });
  }
}
