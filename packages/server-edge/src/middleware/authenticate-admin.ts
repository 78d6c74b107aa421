import { createMiddleware } from 'hono/factory';
import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { hashClientAddress } from '../client-address.ts';
import type { AdminActor } from '../db/admin/admin-actor.ts';
import type { ServerConfig, SupportDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { readQuery } from '../routes/read-input.ts';
import { organizationQuerySchema } from '../schemas/agent/identity.ts';
import { verifyAccount } from './authenticate-account.ts';

/** As much as the audit log keeps. */
const MAX_USER_AGENT = 400;

/**
 * Lets a request pass with the access token of an owner or an admin. Which of their organizations they act for says
 * `?organization_id=`, else it is the one they joined first.
 *
 * Their role is asked of the database each time, not remembered: some of what lies behind asks SQL nothing that depends
 * on it. Whatever changes something asks again in the transaction of the change.
 */
export function authenticateAdmin({ db, accounts, config }: Pick<SupportDeps, 'db' | 'accounts' | 'config'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { userId } = await verifyAccount(c, { accounts });
    const { organization_id } = readQuery(c, organizationQuerySchema);
    const { agent, organization } = await db.findAgent({ userId, organizationId: organization_id });
    if (agent.role === 'agent') throw new ApiError('not_permitted', 'This is for owners and admins.');
    c.set('admin', {
      actor: { kind: 'agent', agent_id: agent.id, ...(await clientOf(c, config)) },
      organizationId: organization.id,
    });
    await next();
  });
}

/** From where a change is made, as the audit log may know it. */
export async function clientOf(
  c: Context<AppEnv>,
  config: ServerConfig,
): Promise<Pick<AdminActor, 'ip_hash' | 'user_agent'>> {
  return {
    ip_hash: await hashClientAddress(c, config),
    user_agent: c.req.header('User-Agent')?.slice(0, MAX_USER_AGENT) ?? null,
  };
}
