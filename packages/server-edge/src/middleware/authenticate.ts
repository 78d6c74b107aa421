import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import type { VisitorTokens } from '../auth/visitor-token.ts';
import { bearerToken } from './bearer-token.ts';

/**
 * Lets a request pass with a visitor token in `Authorization: Bearer …`. Only the token is checked here; whether its
 * session still stands, and belongs to this widget, the SQL functions check in the transaction that does the work.
 */
export function authenticate(tokens: VisitorTokens) {
  return createMiddleware<AppEnv>(async (c, next) => {
    c.set('visitor', await tokens.verify(bearerToken(c)));
    await next();
  });
}
