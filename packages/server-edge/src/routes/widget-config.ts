import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { PROTOCOL_VERSION } from '../schemas/protocol-version.ts';
import type { Widget, WidgetConfig } from '../schemas/widget-config.ts';

/** Browsers ask again after a minute, shared caches after five. */
const CACHE_CONTROL = 'public, max-age=60, s-maxage=300';

/** `GET widget-config?id=KEY`. A simple request: no preflight, no credentials, cacheable by anybody. */
export function getWidgetConfig({ config }: Pick<SupportDeps, 'config'>): Handler<AppEnv> {
  return async (c) => {
    const body = JSON.stringify(widgetConfig(c.get('widget'), config));
    const etag = await etagOf(body, c.get('widget').version);
    c.header('Cache-Control', CACHE_CONTROL);
    c.header('ETag', etag);
    if (isKnown(etag, c.req.header('If-None-Match'))) return c.body(null, 304);
    return c.body(body, 200, { 'Content-Type': 'application/json' });
  };
}

/** Names every field: a new column of the widget is not public until somebody writes it here. */
function widgetConfig(widget: Widget, config: SupportDeps['config']): WidgetConfig {
  const { branding, localization, departments, limits } = widget;
  return {
    protocol: PROTOCOL_VERSION,
    id: widget.key,
    name: widget.name,
    version: widget.version,
    branding: {
      team_name: branding.team_name,
      accent: branding.accent,
      logo_url: branding.logo_url,
      greeting_title: branding.greeting_title,
      greeting_text: branding.greeting_text,
    },
    localization: { default_locale: localization.default_locale },
    departments: departments.map(({ id, name }) => ({ id, name })),
    availability: widget.availability,
    limits: { message_characters: limits.message_characters },
    realtime: { url: config.realtime.url, api_key: config.realtime.apiKey },
  };
}

/** Weak, because proxies that compress would turn a strong one into it anyway. */
async function etagOf(body: string, version: number): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  const hash = Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `W/"${String(version)}-${hash}"`;
}

function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag));
}
