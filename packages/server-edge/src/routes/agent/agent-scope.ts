import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { AgentInOrganization } from '../../db/inbox-db.ts';

/** Who acts, from the verified sign-in, and for which organization. */
export function agentScope(c: Context<AppEnv>): AgentInOrganization {
  const { agentId, organizationId } = c.get('agent');
  return { agentId, organizationId };
}
