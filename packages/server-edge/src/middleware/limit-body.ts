import { bodyLimit } from 'hono/body-limit';
import { ApiError } from '../errors.ts';

export const DEFAULT_MAX_BODY_BYTES = 65_536;

/** Refuses by `Content-Length` before reading anything, and otherwise stops reading at the limit. */
export function limitBody(maxBytes: number) {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new ApiError('body_too_large', `A request body may have ${String(maxBytes)} bytes.`);
    },
  });
}
