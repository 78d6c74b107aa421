import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { ApiError } from '../errors.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Registered with `all` behind the methods that a path answers. */
export function methodNotAllowed(...allowed: readonly Method[]): Handler<AppEnv> {
  const answered = allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return (c) => {
    c.header('Allow', [...answered, 'OPTIONS'].join(', '));
    throw new ApiError('method_not_allowed', `This address only answers ${allowed.join(' and ')}.`);
  };
}
