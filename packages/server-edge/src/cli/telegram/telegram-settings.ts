import { CommandError } from '../command.ts';
import { readUrl, type Settings } from '../settings.ts';

export interface TelegramSettings {
  readonly token: string;
  readonly apiRoot: string;
  /** Undefined where only the functions know it. */
  readonly webhookSecret: string | undefined;
  /** Without `@`; undefined where only the functions know it. */
  readonly botUsername: string | undefined;
}

const BOT_API_ROOT = 'https://api.telegram.org';

/** Undefined when there is no bot. Throws a {@link CommandError} for settings that cannot be right. */
export function findTelegramSettings(settings: Settings): TelegramSettings | undefined {
  const token = settings.read('TELEGRAM_BOT_TOKEN');
  if (token === undefined) return undefined;
  if (!/^\d+:[\w-]+$/.test(token)) {
    throw new CommandError(
      'TELEGRAM_BOT_TOKEN does not look like a bot token, like 123456:ABC-DEF. Copy it again from @BotFather.',
    );
  }
  const webhookSecret = settings.read('TELEGRAM_WEBHOOK_SECRET');
  if (webhookSecret !== undefined && !/^[\w-]{16,256}$/.test(webhookSecret)) {
    throw new CommandError(
      'TELEGRAM_WEBHOOK_SECRET must be 16 to 256 letters, digits, _ or -. Make one: npx support-chat keys.',
    );
  }
  return {
    token,
    apiRoot: readUrl(settings.read('TELEGRAM_API_ROOT') ?? BOT_API_ROOT),
    webhookSecret,
    botUsername: settings.read('TELEGRAM_BOT_USERNAME')?.replace(/^@/, ''),
  };
}

export function readTelegramSettings(settings: Settings): TelegramSettings {
  const found = findTelegramSettings(settings);
  if (found !== undefined) return found;
  throw new CommandError(
    'TELEGRAM_BOT_TOKEN is missing. Put it into a file and name the file: --env-file FILE. @BotFather gives the token (/mybots → API Token).',
  );
}

/** Where the function is, for a project. */
export function webhookUrlOf(projectUrl: string): string {
  return `${projectUrl}/functions/v1/support-telegram`;
}
