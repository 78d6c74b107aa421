/**
 * Everything the apps need from the world. The apps read no environment, no clock and no random source of their own:
 * Edge Functions, the local stack and the tests each bring theirs.
 */
import type { AccountTokens } from './auth/account-token.ts';
import type { VisitorTokens } from './auth/visitor-token.ts';
import type { ChatDb } from './db/chat-db.ts';
import type { FileStorage } from './storage/file-storage.ts';

export interface SupportDeps {
  readonly db: ChatDb;
  readonly signer: VisitorTokens;
  /** Absent when there is no Auth server; then nobody can sign in as an agent. */
  readonly accounts?: AccountTokens | undefined;
  readonly config: ServerConfig;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Cryptographically strong bytes. */
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>;
  /** A random UUID, version 4. */
  readonly uuid: () => string;
  readonly logger: Logger;
  /** Keeps the process alive for work that goes on after the answer. A rejection must already be handled. */
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** Absent when no bot is configured; messages then wait in the outbox. */
  readonly telegram?: TelegramBridge | undefined;
  /** Absent when no bot is configured; then admins can connect nothing to Telegram. */
  readonly bot?: BotSettings | undefined;
  /** Absent when there is nowhere to put files; widgets then offer no attachments. */
  readonly storage?: FileStorage | undefined;
  /** Absent when no mail can be sent; widgets then offer no transcripts. */
  readonly mail?: MailDelivery | undefined;
}

export interface ServerConfig {
  /** Where browsers find Realtime, handed out by `widget-config`. */
  readonly realtime: {
    /** `wss://<project>.supabase.co/realtime/v1` */
    readonly url: string;
    /** The publishable key. */
    readonly apiKey: string;
  };
  /** Any of these in `apikey` opens `internal/*`. An empty list closes it. */
  readonly secretKeys: readonly string[];
  /** Key of the HMAC under which client addresses are stored. */
  readonly ipHashSecret: string;
  readonly clientAddress: ClientAddressSource;
  /** The header in which the platform in front says the visitor's country, two letters (`cf-ipcountry`). Default none. */
  readonly countryHeader?: string | undefined;
  /** Where this API is reached from outside, without a trailing slash: `https://<project>.supabase.co/functions/v1/support-chat`. */
  readonly apiUrl: string;
  /** How long a widget's row is trusted without asking again. Default 60 000. */
  readonly widgetCacheMs?: number;
  /** Default 65 536. */
  readonly maxBodyBytes?: number;
}

/**
 * Where the visitor's network address comes from.
 *
 * `ignored`: nobody is limited by address; for a machine whose only visitor is its owner.
 * `header`: the first entry of a header that the platform in front overwrites (hosted Edge Functions:
 * `x-forwarded-for`). `connection`: asked of the server that accepted the connection. Whoever faces the internet
 * directly must use `connection`, since there a header is only what the visitor claims.
 */
export type ClientAddressSource =
  | { readonly kind: 'ignored' }
  | { readonly kind: 'header'; readonly name: string }
  | {
      readonly kind: 'connection';
      /** `bindings` is what the server hands to `app.fetch` next to the request. */
      readonly addressOf: (bindings: unknown) => string | undefined;
    };

export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** `error` may hold an Error with its causes; loggers print it with its stack. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The bot as admins connect groups and people to it, and have it examined. */
export interface BotSettings {
  readonly token: string;
  /** Without `@`. */
  readonly username: string;
  /** `https://api.telegram.org` */
  readonly apiRoot: string;
  /** Seals links that connect groups; what Telegram's webhook knows as well. */
  readonly linkSecret: string;
  /** Where Telegram is to send updates; undefined where it is asked for them. */
  readonly webhookUrl: string | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
}

/** The e-mail side as the HTTP routes see it. Works until nothing is due and may run next to itself. */
export interface MailDelivery {
  /** Sends what waits in the outbox. */
  driveMail(): Promise<void>;
}

/** The Telegram side as the HTTP routes see it. Each call works until nothing is due and may run next to itself. */
export interface TelegramBridge {
  /** Sends what waits in the outbox. */
  driveOutbox(): Promise<void>;
  /** Stores one update of the Bot API, as parsed JSON, and works it off. */
  receiveUpdate(update: unknown): Promise<void>;
  /** Works off updates that were stored but not settled. */
  driveInbox(): Promise<void>;
}
