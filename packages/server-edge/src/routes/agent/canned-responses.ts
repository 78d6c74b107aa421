import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { cannedResponsesQuerySchema, cannedResponseUseSchema } from '../../schemas/agent/canned-response.ts';
import { readBody, readQuery } from '../read-input.ts';
import { agentScope } from './agent-scope.ts';

/** `GET agent/canned-responses?search=…&department_id=…` */
export function getCannedResponses({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { department_id, search } = readQuery(c, cannedResponsesQuerySchema);
    const { agentId } = agentScope(c);
    return c.json({ canned_responses: await db.listCannedResponses({ agentId, departmentId: department_id, search }) });
  };
}

/** `POST agent/canned-response` */
export function postCannedResponse({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, response } = await readBody(c, cannedResponseUseSchema);
    const { agentId } = agentScope(c);
    return c.json(await db.useCannedResponse({ agentId, conversationId: conversation_id, shortcutOrId: response }));
  };
}
