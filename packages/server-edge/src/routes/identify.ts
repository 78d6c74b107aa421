import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { createIdentitySecrets } from '../auth/identity-secrets.ts';
import { claimsRefused, verifyIdentityToken } from '../auth/identity-token.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { IdentifiedVisitor, VouchedIdentity } from '../db/visitor-data-db.ts';
import type { SupportDeps } from '../deps.ts';
import { identifyRequestSchema, type Identity } from '../schemas/identity.ts';
import { readBody } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/**
 * `POST chat/identify`: a merge gives the session to another visitor, whom the old access token does not name, so the
 * answer brings a new one. The refresh token belongs to the session and stays as it is.
 */
export function postIdentify(deps: SupportDeps): Handler<AppEnv> {
  const secrets = createIdentitySecrets(deps);
  return async (c) => {
    const { token } = await readBody(c, identifyRequestSchema);
    const { organization_id, key } = c.get('widget');
    const claims = await verifyIdentityToken(token, await secrets.get(organization_id), {
      clock: deps.clock,
      widgetKey: key,
    });
    const { sub, name, email, phone, avatar_url, locale, traits } = claims;
    const scope = visitorScope(c);
    const identified = await identify(deps, {
      ...scope,
      externalId: sub,
      traits: { name, email, phone, avatar_url, locale, traits },
    });
    return c.json(await identityAnswer(deps, scope.sessionId, identified));
  };
}

/**
 * A session of somebody else is not handed over: whoever sits there now is not that person any more. The refusal says
 * that the session was revoked, and it is, so that nobody finds its conversations in this browser.
 */
async function identify(deps: SupportDeps, identity: VouchedIdentity): Promise<IdentifiedVisitor> {
  try {
    return await deps.db.identifyVisitor(identity);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.sqlstate === 'SC011') {
      const { sessionId, visitorId, widgetId } = identity;
      await deps.db.revokeSession({ sessionId, visitorId, widgetId, reason: 'another user of the site signed in' });
    }
    if (error.sqlstate === 'SC090') throw claimsRefused([claimOf(error)], error);
    throw error;
  }
}

/** From the name of the parameter, `p_external_id` or `p_traits.email`. */
function claimOf(error: DatabaseError): string {
  const field = /^p_traits\.(\w+)/.exec(error.detail ?? '')?.[1];
  return field ?? 'sub';
}

async function identityAnswer(deps: SupportDeps, sessionId: string, identified: IdentifiedVisitor): Promise<Identity> {
  const { outcome, visitor_id, conversation_id } = identified;
  const access = await deps.signer.issue({ sessionId, visitorId: visitor_id });
  return {
    outcome,
    session_id: sessionId,
    visitor_id,
    access_token: access.token,
    expires_in: access.expiresIn,
    realtime_topic: `support:visitor:${visitor_id}`,
    conversation_id,
  };
}
