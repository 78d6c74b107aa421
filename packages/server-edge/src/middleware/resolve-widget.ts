import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import { DatabaseError } from '../db/database-caller.ts';
import { ApiError, toApiError } from '../errors.ts';
import type { Widget } from '../schemas/widget-config.ts';
import type { WidgetCache } from '../widget-cache.ts';
import { isOriginAllowed } from './origin-policy.ts';

/** Keys are short; whatever is longer is not worth a question to the database. */
const MAX_KEY_LENGTH = 100;

/** Browsers keep the answer of a preflight this long, in seconds; Chromium allows two hours at most. */
const PREFLIGHT_MAX_AGE = '7200';
const ALLOWED_HEADERS = 'authorization, content-type, apikey, x-client-info, x-request-id';
const EXPOSED_HEADERS = 'x-request-id, retry-after';

/**
 * Finds the widget named by `?id=` and applies its list of websites: CORS headers for origins that may use it, 403
 * `origin_not_allowed` without them for the rest. Preflights are answered here, before anybody has to authenticate.
 *
 * When the widget cannot be found out (unknown key, no database) the failure carries CORS headers for every origin: it
 * says nothing worth protecting, and without them a page would see a network error instead of the reason.
 *
 * Requests without `Origin` pass. CORS protects browsers' users, not this API, which has tokens and rate limits for that.
 */
export function resolveWidget(widgets: WidgetCache) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const origin = c.req.header('Origin');
    const isPreflight = c.req.method === 'OPTIONS';
    const found = await findWidget(widgets, c.req.query('id'));

    c.header('Vary', 'Origin');
    if (origin !== undefined) {
      if (found.widget !== undefined && !isOriginAllowed(origin, found.widget)) {
        throw new ApiError('origin_not_allowed', 'This widget may not be used on this website.');
      }
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Expose-Headers', EXPOSED_HEADERS);
    }
    if (isPreflight) {
      c.header('Access-Control-Allow-Methods', 'GET, POST');
      c.header('Access-Control-Allow-Headers', ALLOWED_HEADERS);
      c.header('Access-Control-Max-Age', PREFLIGHT_MAX_AGE);
      return c.body(null, 204);
    }
    if (found.widget === undefined) throw found.error;
    if (!found.widget.enabled) throw new ApiError('widget_disabled', 'This widget is switched off.');
    c.set('widget', found.widget);
    return next();
  });
}

type Lookup = { readonly widget: Widget } | { readonly widget: undefined; readonly error: unknown };

async function findWidget(widgets: WidgetCache, id: string | undefined): Promise<Lookup> {
  // `wk_ab12@abcdefgh` names the backend too; here that part is only what somebody copied along.
  const key = id?.split('@')[0] ?? '';
  if (key === '') {
    return { widget: undefined, error: new ApiError('invalid_request', 'The address needs the widget key: ?id=wk_…') };
  }
  if (key.length > MAX_KEY_LENGTH) {
    return { widget: undefined, error: new ApiError('widget_not_found', 'There is no widget with this key.') };
  }
  try {
    return { widget: await widgets.get(key) };
  } catch (error) {
    return { widget: undefined, error: error instanceof DatabaseError ? toApiError(error) : error };
  }
}
