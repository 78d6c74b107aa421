import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import type { VisitorTokens } from '../auth/visitor-token.ts';
import { ApiError } from '../errors.ts';

/**
 * Lets a request pass with a visitor token in `Authorization: Bearer …`. Only the token is checked here; whether its
 * session still stands, and belongs to this widget, the SQL functions check in the transaction that does the work.
 */
export function authenticate(tokens: VisitorTokens) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const token = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    if (token === undefined)
      throw new ApiError('token_missing', 'This call needs an access token: Authorization: Bearer …');
    c.set('visitor', await tokens.verify(token));
    await next();
  });
}
