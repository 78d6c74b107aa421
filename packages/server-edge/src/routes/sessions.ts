import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { createRefreshToken, hashRefreshToken } from '../auth/refresh-token.ts';
import { hashClientAddress } from '../client-address.ts';
import { surroundingsOf } from '../context/visitor-surroundings.ts';
import type { SessionIdentity, SessionRefreshResult } from '../db/visitor-db.ts';
import type { SupportDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { sessionEndRequestSchema } from '../schemas/session-end.ts';
import { sessionRefreshRequestSchema, sessionRequestSchema, type Session } from '../schemas/session.ts';
import { readBody } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** `POST chat/session` */
export function postSession(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { context } = await readBody(c, sessionRequestSchema);
    const refresh = await createRefreshToken(deps.randomBytes);
    const identity = await deps.db.createSession({
      widgetId: c.get('widget').id,
      refreshTokenHash: refresh.hash,
      context: surroundingsOf(c, deps.config, context),
      ipHash: await hashClientAddress(c, deps.config),
      origin: c.req.header('Origin'),
      userAgent: c.req.header('User-Agent'),
    });
    return c.json(await sessionAnswer(deps, identity, refresh.token));
  };
}

/** `POST chat/session/refresh`: both tokens are replaced; the old refresh token works until the new one was used. */
export function postSessionRefresh(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { refresh_token } = await readBody(c, sessionRefreshRequestSchema);
    const next = await createRefreshToken(deps.randomBytes);
    const result = await deps.db.refreshSession({
      widgetId: c.get('widget').id,
      refreshTokenHash: await hashRefreshToken(refresh_token),
      newRefreshTokenHash: next.hash,
    });
    if (result.outcome !== 'refreshed') throw refreshRefused(result.outcome);
    return c.json(await sessionAnswer(deps, result, next.token));
  };
}

/** `POST chat/session/end`: a logout, also of visitors who are blocked, and while the widget is off. */
export function postSessionEnd({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    await readBody(c, sessionEndRequestSchema);
    return c.json(await db.revokeSession({ ...visitorScope(c), reason: 'logout' }));
  };
}

/** Both tokens of a session that is there by now. */
export async function sessionAnswer(
  deps: SupportDeps,
  identity: SessionIdentity,
  refreshToken: string,
): Promise<Session> {
  const { session_id, visitor_id } = identity;
  const access = await deps.signer.issue({ sessionId: session_id, visitorId: visitor_id });
  return {
    session_id,
    visitor_id,
    access_token: access.token,
    expires_in: access.expiresIn,
    refresh_token: refreshToken,
    realtime_topic: `support:visitor:${visitor_id}`,
  };
}

function refreshRefused(outcome: Exclude<SessionRefreshResult['outcome'], 'refreshed'>): ApiError {
  switch (outcome) {
    case 'unknown':
      return new ApiError('refresh_token_invalid', 'This refresh token is not one of ours; start a new session.');
    case 'expired':
      return new ApiError('session_expired', 'This session has expired; start a new one.');
    case 'revoked':
      return new ApiError('session_revoked', 'This session was revoked; start a new one.');
    case 'reused':
      return new ApiError(
        'refresh_token_reused',
        'This refresh token was replaced long ago; its session is revoked now.',
      );
  }
}
