import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import { isOneOf } from '../auth/constant-time.ts';
import { ApiError } from '../errors.ts';

/** For calls from our own scheduler: the project's secret key in `apikey`, where the platform expects it too. */
export function requireSecretKey(secretKeys: readonly string[]) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const key = c.req.header('apikey');
    if (key === undefined) throw new ApiError('token_missing', 'This call needs the secret key in the header apikey.');
    if (!(await isOneOf(key, secretKeys))) throw new ApiError('token_invalid', 'This is not the secret key.');
    await next();
  });
}
