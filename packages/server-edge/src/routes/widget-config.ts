import type { WireLimits, WireWidgetConfig } from '@support-chat/sdk/protocol';
import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { etagOf, isKnown } from '../etag.ts';
import { prechatFormOf } from '../prechat/check-answers.ts';
import { PROTOCOL_VERSION } from '../schemas/protocol-version.ts';
import type { Widget } from '../schemas/widget-config.ts';
import { readBehavior } from '../widget-settings/behavior.ts';
import { readBranding } from '../widget-settings/branding.ts';
import { readFeatures } from '../widget-settings/features.ts';
import { given } from '../widget-settings/lenient.ts';
import { readLocalization } from '../widget-settings/localization.ts';
import { publicPresence } from '../widget-settings/presence.ts';
import { readTriggers } from '../widget-settings/triggers.ts';

/** Browsers ask again after a minute, shared caches after five. */
const CACHE_CONTROL = 'public, max-age=60, s-maxage=300';

type ConfigDeps = Pick<SupportDeps, 'config' | 'mail' | 'storage'>;

interface ConfigAnswer {
  readonly body: string;
  readonly etag: string;
}

/** `GET widget-config?id=KEY`. A simple request: no preflight, no credentials, cacheable by anybody. */
export function getWidgetConfig(deps: ConfigDeps): Handler<AppEnv> {
  // A widget is remembered for a minute, and its answer as long.
  const answers = new WeakMap<Widget, Promise<ConfigAnswer>>();
  return async (c) => {
    const widget = c.get('widget');
    const answer = answers.get(widget) ?? configAnswer(widget, deps);
    answers.set(widget, answer);
    const { body, etag } = await answer;
    c.header('Cache-Control', CACHE_CONTROL);
    c.header('ETag', etag);
    if (isKnown(etag, c.req.header('If-None-Match'))) return c.body(null, 304);
    return c.body(body, 200, { 'Content-Type': 'application/json' });
  };
}

async function configAnswer(widget: Widget, deps: ConfigDeps): Promise<ConfigAnswer> {
  const config = widgetConfig(widget, deps);
  const etag = await etagOf(JSON.stringify(config), widget.version);
  const cacheKey = etag.replace(/^W\/|"/g, '');
  return { body: JSON.stringify({ ...config, cache_key: cacheKey }), etag };
}

/** Names every field: a new column of the widget is not public until somebody writes it here. */
export function widgetConfig(widget: Widget, deps: ConfigDeps): WireWidgetConfig {
  const behavior = readBehavior(widget.behavior);
  const prechat = prechatFormOf(widget)?.wire;
  return {
    protocol: PROTOCOL_VERSION,
    id: widget.key,
    widget_id: widget.id,
    name: widget.name,
    version: widget.version,
    branding: readBranding(widget),
    behavior,
    localization: readLocalization(widget.localization),
    features: readFeatures(widget.features, deps),
    ...(prechat === undefined ? {} : { prechat }),
    triggers: readTriggers(widget.triggers),
    ...publicPresence(widget, behavior),
    limits: publicLimits(widget),
    realtime: { url: deps.config.realtime.url, api_key: deps.config.realtime.apiKey },
  };
}

function publicLimits({ limits }: Widget): WireLimits {
  const { message_characters, attachment_bytes, attachments_per_message } = limits;
  return given({ message_characters, attachment_bytes, attachments_per_message });
}
