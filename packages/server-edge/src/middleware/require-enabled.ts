import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import { ApiError } from '../errors.ts';

/** Behind `resolveWidget`. Logging out, taking one's data along and having them erased stay possible without it. */
export const requireEnabled = createMiddleware<AppEnv>(async (c, next) => {
  if (!c.get('widget').enabled) throw new ApiError('widget_disabled', 'This widget is switched off.');
  await next();
});
