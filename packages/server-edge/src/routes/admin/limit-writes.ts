import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';

/** Far more than people need at work, and little enough that a stolen sign-in does no great harm before it is noticed. */
const CAPS = {
  /** Of one admin. */
  changes: { per: 'agent', limit: 120, seconds: 60 },
  /** Of the organization: each may send an e-mail to a stranger. */
  invitations: { per: 'organization', limit: 100, seconds: 3_600 },
  /** Of the organization: each may be all that is known of a person. */
  visitorData: { per: 'organization', limit: 120, seconds: 3_600 },
  /** Of the organization: each asks Telegram several times. */
  examinations: { per: 'organization', limit: 12, seconds: 60 },
} as const;

/** Counts one call against a cap. Throws `ApiError` `rate_limited`. */
export async function limitWrites(
  c: Context<AppEnv>,
  { db }: Pick<SupportDeps, 'db'>,
  name: keyof typeof CAPS,
): Promise<void> {
  const { actor, organizationId } = c.get('admin');
  const { per, limit, seconds } = CAPS[name];
  const whose = per === 'agent' ? actor.agent_id : organizationId;
  await db.countHits([{ key: `admin:${name}:${whose}`, limit, window_seconds: seconds }]);
}
