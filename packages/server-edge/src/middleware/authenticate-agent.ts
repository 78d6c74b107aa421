import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { readQuery } from '../routes/read-input.ts';
import { organizationQuerySchema } from '../schemas/agent/identity.ts';
import { ShortMemory } from '../short-memory.ts';
import { verifyAccount } from './authenticate-account.ts';

/** As long as somebody may go on acting in an organization after they were moved to another account. */
const KNOWN_MS = 60_000;

/**
 * Lets a request pass with the access token of a signed-in agent. Which of their organizations they act for says
 * `?organization_id=`, else it is the one they joined first.
 *
 * Who the account belongs to is remembered for a minute, so that an answer costs one database round trip and not two.
 * Whether the agent is still active, and which role they have, the SQL functions check in the transaction that does the
 * work.
 */
export function authenticateAgent({ db, accounts, clock }: Pick<SupportDeps, 'db' | 'accounts' | 'clock'>) {
  const known = new ShortMemory({
    load: (key: string) => {
      const [userId = '', organizationId] = key.split(' ');
      return db.findAgent({ userId, organizationId });
    },
    freshMs: KNOWN_MS,
    clock,
  });
  return createMiddleware<AppEnv>(async (c, next) => {
    const { userId } = await verifyAccount(c, { accounts });
    const { organization_id } = readQuery(c, organizationQuerySchema);
    const found = await known.get(organization_id === undefined ? userId : `${userId} ${organization_id}`);
    c.set('agent', { agentId: found.agent.id, organizationId: found.organization.id, userId });
    await next();
  });
}
