import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { ApiError } from '../errors.ts';
import { uuid } from '../schemas/primitives.ts';

/** From the address. What is no id names no message, as an id of somebody else's does. */
export function readMessageId(c: Context<AppEnv>): string {
  const id = uuid.safeParse(c.req.param('id'));
  if (!id.success) throw new ApiError('message_not_found', 'There is no such message.');
  return id.data;
}
