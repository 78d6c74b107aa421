import type { Context, Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { createRefreshToken, hashRefreshToken } from '../auth/refresh-token.ts';
import { createResumeTokens, type ResumeClaims } from '../auth/resume-token.ts';
import { hashClientAddress } from '../client-address.ts';
import { surroundingsOf } from '../context/visitor-surroundings.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { SupportDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { sessionResumeRequestSchema, type ResumedSession } from '../schemas/resume.ts';
import { readBody } from './read-input.ts';
import { sessionAnswer } from './sessions.ts';

/** Why a link opens nothing: forged or of another widget, too old, about nobody any more, or of somebody who signs in on the site. */
type Reason = 'invalid' | 'expired' | 'gone' | 'identified';

/** `POST chat/session/resume`: a link from an e-mail becomes a new session of the visitor it was sent to. */
export function postSessionResume(deps: SupportDeps): Handler<AppEnv> {
  const tokens = createResumeTokens({ secret: deps.config.ipHashSecret, clock: deps.clock });
  return async (c) => {
    const { token, context } = await readBody(c, sessionResumeRequestSchema);
    const verified = await tokens.verify(token);
    if (verified.outcome !== 'valid') throw refused(verified.outcome);
    const refresh = await createRefreshToken(deps.randomBytes);
    const identity = await resume(deps, c, verified.claims, {
      linkHash: await hashRefreshToken(token),
      refreshTokenHash: refresh.hash,
      context: surroundingsOf(c, deps.config, context),
    });
    const answer: ResumedSession = {
      ...(await sessionAnswer(deps, identity, refresh.token)),
      conversation_id: identity.conversation_id,
    };
    return c.json(answer);
  };
}

async function resume(
  { db, config }: Pick<SupportDeps, 'db' | 'config'>,
  c: Context<AppEnv>,
  { conversationId, visitorId }: ResumeClaims,
  session: Pick<Parameters<typeof db.resumeSession>[0], 'linkHash' | 'refreshTokenHash' | 'context'>,
): ReturnType<typeof db.resumeSession> {
  try {
    return await db.resumeSession({
      ...session,
      widgetId: c.get('widget').id,
      visitorId,
      conversationId,
      ipHash: await hashClientAddress(c, config),
      origin: c.req.header('Origin') ?? null,
      userAgent: c.req.header('User-Agent') ?? null,
    });
  } catch (error) {
    const reason = error instanceof DatabaseError ? REASON_BY_SQLSTATE[error.sqlstate] : undefined;
    throw reason === undefined ? error : refused(reason);
  }
}

const REASON_BY_SQLSTATE: Readonly<Record<string, Reason>> = { SC011: 'identified', SC013: 'gone', SC020: 'gone' };

function refused(reason: Reason): ApiError {
  return new ApiError('resume_link_invalid', 'This link does not open a conversation.', { details: { reason } });
}
