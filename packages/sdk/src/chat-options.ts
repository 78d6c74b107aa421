import { type ChatEnvironment, defaultEnvironment } from './chat-environment.ts';
import { type ChatLogger, defaultLogger } from './lib/logger.ts';
import type { WireVisitorContext } from './protocol/session.ts';
import type { StorageMode } from './storage/key-value-storage.ts';
import { parseWidgetKey, resolveApiUrl } from './widget-key.ts';

export interface ChatClientOptions {
  /** `wk_<id>` or `wk_<id>@<host>`. Public, never a secret. */
  readonly widgetKey: string;
  /** Base URL of the API; by default it follows from the host in the widget key. */
  readonly apiUrl?: string;
  /**
   * Where the session and unsent messages are kept: `auto` in IndexedDB, `session` in this tab until it is closed,
   * `memory` only as long as the page lives. Default `auto`; where the browser refuses, memory takes over.
   */
  readonly storage?: StorageMode;
  /** What agents may see of the visitor's surroundings. Called when a session or a message is sent. Default: nothing. */
  readonly context?: () => WireVisitorContext;
  /** Default: defects go to `console.error`, all else is silent. */
  readonly logger?: ChatLogger;
  /** Replaces parts of the outside world. For tests, and for places that are not a browser. */
  readonly environment?: Partial<ChatEnvironment>;
}

export interface ResolvedChatOptions {
  readonly widgetId: string;
  readonly apiUrl: string;
  readonly storage: StorageMode;
  readonly context: () => WireVisitorContext | undefined;
  readonly logger: ChatLogger;
  readonly environment: ChatEnvironment;
}

/** @throws {ChatError} `widget_key_invalid` */
export function resolveOptions(options: ChatClientOptions): ResolvedChatOptions {
  const widgetKey = parseWidgetKey(options.widgetKey);
  const logger = options.logger ?? defaultLogger;
  const { context } = options;
  return {
    widgetId: widgetKey.id,
    apiUrl: resolveApiUrl(widgetKey, options.apiUrl),
    storage: options.storage ?? 'auto',
    context() {
      try {
        return context?.();
      } catch (error) {
        logger('error', 'The context option failed.', error);
        return undefined;
      }
    },
    logger,
    environment: { ...defaultEnvironment(), ...options.environment },
  };
}
