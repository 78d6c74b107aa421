import { type ChatEnvironment, defaultEnvironment } from './chat-environment.ts';
import { type ChatLogger, defaultLogger } from './lib/logger.ts';
import type { WireVisitorContext } from './protocol/session.ts';
import type { StorageMode } from './storage/key-value-storage.ts';
import type { ChatConsent } from './store/chat-state.ts';
import type { IdentityTokenSource } from './support-chat.ts';
import { parseWidgetKey, resolveApiUrl } from './widget-key.ts';

/** What `createSupportChat` takes. Only the widget key is needed. */
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
  /**
   * Whether the visitor has agreed that the chat stores something on their device. Left out: they need not be asked, and
   * it stores. `unknown` or `denied`: it keeps everything in memory until `setConsent('granted')`, or finds that they
   * have granted it on an earlier page; `denied` also deletes what an earlier page has stored. A site that asks passes
   * `unknown` on every page, because a denial is remembered for its page only: to remember it would be to store.
   */
  readonly consent?: ChatConsent;
  /**
   * Registrable domain (`example.com`) whose subdomains share the session, so that a conversation that began on
   * `www.example.com` goes on at `shop.example.com`. By a cookie of that domain, because browsers give subdomains
   * nothing else to share: it holds the refresh token, is sent to every server under the domain and can be read by every
   * script there. Leave it out unless all of them are yours. Unsent messages stay where they were written. A page that
   * is not under the domain ignores it and logs why.
   */
  readonly shareOn?: string;
  /**
   * Who the visitor is, in the words of the site's server: an identity token, or better a function that fetches one.
   * Used once there is a session, never before; `identify` replaces it.
   */
  readonly identityToken?: string | IdentityTokenSource;
  /**
   * Puts down every page that the visitor comes to, as `page` does, single-page applications included; kept only where
   * the widget tracks and the visitor has granted it. Default false.
   */
  readonly trackPages?: boolean;
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
  readonly consent: ChatConsent | undefined;
  readonly shareOn: string | undefined;
  readonly identityToken: string | IdentityTokenSource | undefined;
  readonly trackPages: boolean;
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
    consent: options.consent,
    shareOn: options.shareOn,
    identityToken: options.identityToken,
    trackPages: !!options.trackPages,
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
