import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { ApiError } from '../errors.ts';

/** Registered with `all` behind a path's only method. */
export function methodNotAllowed(allowed: 'GET' | 'POST'): Handler<AppEnv> {
  return (c) => {
    c.header('Allow', allowed === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS');
    throw new ApiError('method_not_allowed', `This address only answers ${allowed}.`);
  };
}
