import type { Context } from 'hono';
import { ApiError } from '../errors.ts';

/** The token in `Authorization: Bearer …`. Throws `ApiError` `token_missing`. */
export function bearerToken(c: Context): string {
  const token = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (token === undefined) {
    throw new ApiError('token_missing', 'This call needs an access token: Authorization: Bearer …');
  }
  return token;
}
