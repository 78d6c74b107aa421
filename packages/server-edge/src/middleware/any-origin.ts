import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import { ALLOWED_HEADERS, ALLOWED_METHODS, EXPOSED_HEADERS, PREFLIGHT_MAX_AGE } from './cors-headers.ts';

/**
 * For calls that carry a person's own sign-in. Any page may make them: nothing is sent along by the browser itself, so a
 * page can only do what somebody handed it an access token for (docs/decisions/0012-the-teams-api.md).
 */
export const anyOrigin = createMiddleware<AppEnv>(async (c, next) => {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Access-Control-Expose-Headers', EXPOSED_HEADERS);
  if (c.req.method !== 'OPTIONS') return next();
  c.header('Access-Control-Allow-Methods', ALLOWED_METHODS);
  c.header('Access-Control-Allow-Headers', ALLOWED_HEADERS);
  c.header('Access-Control-Max-Age', PREFLIGHT_MAX_AGE);
  return c.body(null, 204);
});
