import type { SupportDeps } from './deps.ts';
import type { Widget } from './schemas/widget-config.ts';
import { ShortMemory } from './short-memory.ts';

export const DEFAULT_WIDGET_CACHE_MS = 60_000;

/**
 * Remembers widgets by key, so that a visitor's message costs one database round trip and not two. A change of a widget
 * is seen after at most `widgetCacheMs`; what must hold at once (a disabled widget, a banned visitor) the SQL functions
 * check as well.
 */
export type WidgetCache = ShortMemory<Widget>;

export function createWidgetCache({ db, clock, config }: Pick<SupportDeps, 'db' | 'clock' | 'config'>): WidgetCache {
  const freshMs = config.widgetCacheMs ?? DEFAULT_WIDGET_CACHE_MS;
  return new ShortMemory({ load: (key) => db.getWidget(key), freshMs, clock });
}
