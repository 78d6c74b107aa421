import type { SupportDeps } from './deps.ts';
import type { Widget } from './schemas/widget-config.ts';

export const DEFAULT_WIDGET_CACHE_MS = 60_000;

/** Enough for every widget of a busy project in one worker, little enough to forget about memory. */
const MAX_ENTRIES = 500;

interface Entry {
  readonly widget: Promise<Widget>;
  readonly staleAt: number;
}

/**
 * Remembers widgets by key, so that a visitor's message costs one database round trip and not two.
 *
 * Simultaneous questions about one key share one call. Failures are not remembered. A change of a widget is seen after
 * at most `widgetCacheMs`; what must hold at once (a disabled widget, a banned visitor) the SQL functions check as well.
 */
export class WidgetCache {
  readonly #entries = new Map<string, Entry>();
  readonly #deps: Pick<SupportDeps, 'db' | 'clock' | 'config'>;

  constructor(deps: Pick<SupportDeps, 'db' | 'clock' | 'config'>) {
    this.#deps = deps;
  }

  /** Fails as `db.getWidget` does. */
  get(key: string): Promise<Widget> {
    const now = this.#deps.clock();
    const known = this.#entries.get(key);
    if (known !== undefined && now < known.staleAt) return known.widget;

    const widget = this.#deps.db.getWidget(key);
    const entry = { widget, staleAt: now + (this.#deps.config.widgetCacheMs ?? DEFAULT_WIDGET_CACHE_MS) };
    this.#remember(key, entry);
    return widget.catch((error: unknown) => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    });
  }

  #remember(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > MAX_ENTRIES && oldest.done !== true) this.#entries.delete(oldest.value);
  }
}
