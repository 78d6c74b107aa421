import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { cannedResponsesQuerySchema, cannedResponseUseSchema } from '../../schemas/agent/canned-response.ts';
import {
  newOwnResponseSchema,
  ownResponseChangeSchema,
  ownResponseQuerySchema,
} from '../../schemas/agent/own-response.ts';
import { readBody, readQuery } from '../read-input.ts';
import { agentScope } from './agent-scope.ts';

type Deps = Pick<SupportDeps, 'db'>;

/** `GET agent/canned-responses?search=…&department_id=…` */
export function getCannedResponses({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { department_id, search } = readQuery(c, cannedResponsesQuerySchema);
    const { agentId } = agentScope(c);
    return c.json({ canned_responses: await db.listCannedResponses({ agentId, departmentId: department_id, search }) });
  };
}

/** `POST agent/canned-response` */
export function postCannedResponse({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { conversation_id, response } = await readBody(c, cannedResponseUseSchema);
    const { agentId } = agentScope(c);
    return c.json(await db.useCannedResponse({ agentId, conversationId: conversation_id, shortcutOrId: response }));
  };
}

/** `POST agent/own-response` */
export function postOwnResponse({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const response = await readBody(c, newOwnResponseSchema);
    return c.json(await db.saveOwnResponse({ agentId: agentScope(c).agentId, response }));
  };
}

/** `PUT agent/own-response` */
export function putOwnResponse({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const response = await readBody(c, ownResponseChangeSchema);
    return c.json(await db.saveOwnResponse({ agentId: agentScope(c).agentId, response }));
  };
}

/** `DELETE agent/own-response?id=…` */
export function deleteOwnResponse({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { id } = readQuery(c, ownResponseQuerySchema);
    return c.json(await db.deleteOwnResponse({ agentId: agentScope(c).agentId, id }));
  };
}
