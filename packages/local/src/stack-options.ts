import type { Logger } from './database/logger.ts';

export interface LocalStackOptions {
  /** TCP port on 127.0.0.1; 0 takes a free one. Default 0. */
  readonly port?: number;
  /** Where everything is kept between starts. Default: in memory. */
  readonly dataDirectory?: string | undefined;
  /** A Postgres to use instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  readonly telegram?: TelegramOptions;
  readonly logger?: Logger;
}

export type TelegramOptions =
  | {
      readonly kind: 'simulator';
      /** topics: one forum topic per visitor; claims: Claim buttons and direct messages. Default topics. */
      readonly mode?: 'topics' | 'claims';
      /** Telegram's own limits, or none, for tests that are about something else. Default telegram. */
      readonly rateLimits?: 'telegram' | 'off';
      /** webhook: the simulator calls the deployed function as Telegram would; polling: we ask. Default webhook. */
      readonly delivery?: 'webhook' | 'polling';
    }
  | {
      readonly kind: 'real';
      readonly token: string;
      /** The group in which the team answers. */
      readonly chatId: number;
      readonly mode?: 'topics' | 'claims';
      /** A Bot API server of one's own, without a trailing slash. Default https://api.telegram.org */
      readonly apiRoot?: string | undefined;
    };

/** Reads what `npm start` understands; throws an `Error` with a sentence for the person at the terminal. */
export function readStackOptions(
  environment: Readonly<Record<string, string | undefined>>,
  defaults: { readonly dataDirectory: string },
): LocalStackOptions & { readonly port: number } {
  const mode = readMode(environment['SUPPORT_MODE']);
  const dataDirectory = environment['SUPPORT_DATA_DIRECTORY'] ?? defaults.dataDirectory;
  return {
    port: readPort(environment['PORT']),
    dataDirectory: dataDirectory === 'memory' ? undefined : dataDirectory,
    databaseUrl: nonEmpty(environment['DATABASE_URL']),
    telegram: readTelegram(environment, mode),
  };
}

function readTelegram(
  environment: Readonly<Record<string, string | undefined>>,
  mode: 'topics' | 'claims',
): TelegramOptions {
  const token = nonEmpty(environment['TELEGRAM_BOT_TOKEN']);
  if (token === undefined) return { kind: 'simulator', mode };
  const chatId = Number(environment['TELEGRAM_SUPPORT_CHAT_ID']);
  if (!Number.isSafeInteger(chatId) || chatId === 0) {
    throw new Error(
      'TELEGRAM_BOT_TOKEN is set, so TELEGRAM_SUPPORT_CHAT_ID must name the group in which the team answers: a whole number, ' +
        'negative for groups, for example -1001234567890. Add the bot to the group as an admin and read the id from its first message.',
    );
  }
  return { kind: 'real', token, chatId, mode, apiRoot: nonEmpty(environment['TELEGRAM_API_ROOT']) };
}

function readMode(value: string | undefined): 'topics' | 'claims' {
  if (value === undefined || value === '' || value === 'topics') return 'topics';
  if (value === 'claims') return 'claims';
  throw new Error(`SUPPORT_MODE is "${value}"; it must be "topics" or "claims".`);
}

function readPort(value: string | undefined): number {
  if (value === undefined || value === '') return 4100;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT is "${value}"; it must be a number from 0 to 65535.`);
  return port;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}
