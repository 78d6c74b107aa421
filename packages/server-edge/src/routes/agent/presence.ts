import type { Handler } from 'hono';
import type { WirePresenceResponse } from '@support-chat/sdk/protocol/agent';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { presenceRequestSchema } from '../../schemas/agent/presence.ts';
import { readBody } from '../read-input.ts';
import { agentScope } from './agent-scope.ts';

/** `POST agent/presence`. What the person says of themselves comes first, so that nobody away is given what waits. */
export function postPresence({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { agentId } = agentScope(c);
    const { connection_id, status, ttl_seconds, presence, snoozed_until } = await readBody(c, presenceRequestSchema);
    if (presence !== undefined) await db.setAgentPresence({ agentId, presence, snoozedUntil: snoozed_until });
    const beat = { agentId, connectionId: connection_id, status, ttlSeconds: ttl_seconds };
    return c.json((await db.heartbeatAgent(beat)) satisfies WirePresenceResponse);
  };
}
