import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import { APP_TOKEN_HEADER, faultOfAppToken } from '../auth/app-token.ts';
import { createIdentitySecrets, type IdentitySecrets } from '../auth/identity-secrets.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { SupportDeps } from '../deps.ts';
import { ApiError, toApiError } from '../errors.ts';
import type { Widget } from '../schemas/widget-config.ts';
import type { WidgetCache } from '../widget-cache.ts';
import { ALLOWED_HEADERS, ALLOWED_METHODS, EXPOSED_HEADERS, PREFLIGHT_MAX_AGE } from './cors-headers.ts';
import { placeOf } from './origin-policy.ts';

/** What is longer, or holds what no key does, is not worth a question to the database; U+0000 would even be a failure there. */
const KEY = /^\w{1,100}$/;
/** Only what could be an origin goes back in a header: servers refuse to write control characters into one. */
const ORIGIN = /^[\x21-\x7e]+$/;

/**
 * Finds the widget named by `?id=`, and by `?widget_id=` where that is given as well, and applies its list of websites:
 * CORS headers for origins that may use it, 403 `origin_not_allowed` without them for the rest. Preflights are answered
 * here, before anybody has to authenticate.
 *
 * When the widget cannot be found out (unknown key, no database) the failure carries CORS headers for every origin: it
 * says nothing worth protecting, and without them a page would see a network error instead of the reason.
 *
 * A widget with a list of websites answers web views that have no website only with an app token, and programs that name
 * no origin at all (docs/decisions/0007-requests-without-an-origin.md).
 */
export function resolveWidget(widgets: WidgetCache, deps: Pick<SupportDeps, 'db' | 'clock'>) {
  const secrets = createIdentitySecrets(deps);
  return createMiddleware<AppEnv>(async (c, next) => {
    const origin = c.req.header('Origin');
    const isPreflight = c.req.method === 'OPTIONS';
    const found = await findWidget(widgets, c.req.query('id'), c.req.query('widget_id'));
    const place = found.widget === undefined ? 'allowed' : placeOf(origin, found.widget);
    const isFromApp = place === 'nowhere' && hasAppToken(c, isPreflight);

    c.header('Vary', isFromApp ? `Origin, ${APP_TOKEN_HEADER}` : 'Origin');
    if (place === 'foreign' || (place === 'nowhere' && !isFromApp)) {
      throw new ApiError('origin_not_allowed', 'This widget may not be used on this website.');
    }
    if (origin !== undefined && ORIGIN.test(origin)) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Expose-Headers', EXPOSED_HEADERS);
    }
    if (isPreflight) {
      c.header('Access-Control-Allow-Methods', ALLOWED_METHODS);
      c.header('Access-Control-Allow-Headers', ALLOWED_HEADERS);
      c.header('Access-Control-Max-Age', PREFLIGHT_MAX_AGE);
      return c.body(null, 204);
    }
    if (found.widget === undefined) throw found.error;
    if (isFromApp) await admitApp(c, found.widget, { secrets, clock: deps.clock });
    c.set('widget', found.widget);
    return next();
  });
}

/** A preflight says only that the header is going to be there. */
function hasAppToken(c: Context<AppEnv>, isPreflight: boolean): boolean {
  if (!isPreflight) return c.req.header(APP_TOKEN_HEADER) !== undefined;
  const asked = c.req.header('Access-Control-Request-Headers') ?? '';
  return asked.split(',').some((name) => name.trim().toLowerCase() === APP_TOKEN_HEADER);
}

async function admitApp(
  c: Context<AppEnv>,
  widget: Widget,
  { secrets, clock }: { readonly secrets: IdentitySecrets; readonly clock: () => number },
): Promise<void> {
  const fault = await faultOfAppToken(
    c.req.header(APP_TOKEN_HEADER) ?? '',
    await secrets.get(widget.organization_id),
    // A key that was rotated works for a while, in tokens as well.
    { clock, widgetKeys: [widget.key, keyOf(c.req.query('id'))] },
  );
  if (fault === undefined) return;
  throw new ApiError('origin_not_allowed', 'The app token does not open this widget.', {
    details: { app_token: fault },
  });
}

type Lookup = { readonly widget: Widget } | { readonly widget: undefined; readonly error: unknown };

/** `wk_ab12@abcdefgh` names the backend too; here that part is only what somebody copied along. */
function keyOf(id: string | undefined): string {
  return id?.split('@')[0] ?? '';
}

async function findWidget(widgets: WidgetCache, id: string | undefined, widgetId: string | undefined): Promise<Lookup> {
  const key = keyOf(id);
  if (key === '') {
    return { widget: undefined, error: new ApiError('invalid_request', 'The address needs the widget key: ?id=wk_…') };
  }
  if (!KEY.test(key)) {
    return { widget: undefined, error: new ApiError('widget_not_found', 'There is no widget with this key.') };
  }
  try {
    const widget = await widgets.get(key);
    if (widgetId === undefined || widgetId.toLowerCase() === widget.id) return { widget };
    const error = new ApiError('widget_not_found', 'This key is of another widget than widget_id says.');
    return { widget: undefined, error };
  } catch (error) {
    return { widget: undefined, error: error instanceof DatabaseError ? toApiError(error) : error };
  }
}
