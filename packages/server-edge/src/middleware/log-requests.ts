import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { requestContext } from '../request-context.ts';

/**
 * One line for each request, at level info, when its answer is ready; failures have a line of their own as well. It
 * names the route's pattern, because an address can hold what a visitor typed. Everything below runs in the request's
 * context, so that its id stands on every line.
 */
export function logRequests({ logger, clock }: Pick<SupportDeps, 'logger' | 'clock'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const started = clock();
    await requestContext.run({ request_id: c.get('requestId') }, next);
    logger.info('request.answered', {
      request_id: c.get('requestId'),
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      duration_ms: clock() - started,
    });
  });
}
