import type { ErrorHandler, NotFoundHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppEnv } from '../app-env.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { Logger } from '../deps.ts';
import { ApiError, INTERNAL_ERROR_MESSAGE, toApiError } from '../errors.ts';

/**
 * The only place where a failure becomes an answer: `{"error":{"code","message","details"?}}`. What was not thrown on
 * purpose is logged in full and answered as `internal_error`, without a word of the original.
 */
export function onError(logger: Logger): ErrorHandler<AppEnv> {
  return (error, c) => {
    const refusal = asApiError(error);
    if (refusal.status >= 500) {
      const fields = { request_id: c.get('requestId'), method: c.req.method, path: c.req.path, error };
      if (refusal.code === 'internal_error') logger.error('request.failed', fields);
      else logger.warn('request.unavailable', fields);
    }
    if (refusal.retryAfterSeconds !== undefined) c.header('Retry-After', String(refusal.retryAfterSeconds));
    c.header('Cache-Control', 'no-store');
    const { code, message, details } = refusal;
    return c.json(
      { error: { code, message, ...(details === undefined ? {} : { details }) } },
      refusal.status as ContentfulStatusCode,
    );
  };
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DatabaseError) return toApiError(error);
  return new ApiError('internal_error', INTERNAL_ERROR_MESSAGE, { cause: error });
}

export const onNotFound: NotFoundHandler<AppEnv> = () => {
  throw new ApiError('not_found', 'There is nothing at this address.');
};
