import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';

/** For answers that belong to one visitor, or to nobody. */
export const noStore = createMiddleware<AppEnv>(async (c, next) => {
  c.header('Cache-Control', 'no-store');
  await next();
});
