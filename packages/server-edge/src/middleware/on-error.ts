import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { routePath } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppEnv } from '../app-env.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { Logger } from '../deps.ts';
import { ApiError, INTERNAL_ERROR_MESSAGE, toApiError } from '../errors.ts';
import { StorageError } from '../storage/file-storage.ts';

/**
 * The only place where a failure becomes an answer: `{"error":{"code","message","details"?}}`. What was not thrown on
 * purpose is logged in full and answered as `internal_error`, without a word of the original.
 */
export function onError(logger: Logger): ErrorHandler<AppEnv> {
  return (error, c) => {
    const refusal = asApiError(error);
    if (refusal.status >= 500) {
      const fields = { request_id: c.get('requestId'), method: c.req.method, route: routePath(c, -1), error };
      if (refusal.code === 'internal_error') logger.error('request.failed', fields);
      else logger.warn('request.unavailable', fields);
    }
    return answerWith(refusal, c);
  };
}

/** Answers instead of throwing: what is thrown where no route fits would pass by the middleware around it. */
export const onNotFound: NotFoundHandler<AppEnv> = (c) =>
  answerWith(new ApiError('not_found', 'There is nothing at this address.'), c);

function answerWith({ code, message, details, status, retryAfterSeconds }: ApiError, c: Context<AppEnv>): Response {
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds));
  c.header('Cache-Control', 'no-store');
  return c.json(
    { error: { code, message, ...(details === undefined ? {} : { details }) } },
    status as ContentfulStatusCode,
  );
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DatabaseError) return toApiError(error);
  if (error instanceof StorageError && error.kind === 'unavailable') return unavailableFiles(error);
  return new ApiError('internal_error', INTERNAL_ERROR_MESSAGE, { cause: error });
}

/** One code for everything behind the API that gives no answer: callers wait and repeat, whichever part it was. */
function unavailableFiles(cause: StorageError): ApiError {
  return new ApiError('database_unavailable', 'Files cannot be reached; try again in a moment.', {
    retryAfterSeconds: 2,
    cause,
  });
}
