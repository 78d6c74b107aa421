import { checkNamed, type Check } from '../../checks/check.ts';
import type { CliWorld } from '../world.ts';
import type { TelegramSettings } from './telegram-settings.ts';

export interface SecretCheckOptions {
  readonly telegram: Pick<TelegramSettings, 'webhookSecret'>;
  /** Undefined when nobody said where the function is. */
  readonly webhookUrl: string | undefined;
}

/**
 * Whether the function knows our secret, and guards itself with it. A body that is no JSON is answered like any other and
 * stored nowhere. What Telegram was given nobody can read back; `set-webhook` makes the two the same.
 */
export async function checkSecret({ telegram, webhookUrl }: SecretCheckOptions, world: CliWorld): Promise<Check> {
  const check = checkNamed('telegram.secret', 'Webhook secret');
  if (webhookUrl === undefined) {
    return check.unknown('nobody said where the function is', 'Set SUPABASE_URL or say --url.');
  }
  const knock = async (secret: string): Promise<number> => {
    try {
      const headers = { 'x-telegram-bot-api-secret-token': secret, 'content-type': 'application/json' };
      const response = await world.fetch(webhookUrl, {
        method: 'POST',
        headers,
        body: '-',
        signal: AbortSignal.timeout(15_000),
      });
      await response.body?.cancel();
      return response.status;
    } catch (error) {
      if (error instanceof Error) return 0;
      throw error;
    }
  };
  const asStranger = await knock('not-the-secret-of-this-webhook');
  if (asStranger === 404) {
    return check.failed('the function support-telegram is not deployed', 'supabase functions deploy support-telegram');
  }
  if (asStranger === 200) {
    return check.failed(
      'the function takes updates from anybody',
      'Something else answers at this address; deploy support-telegram again.',
    );
  }
  if (asStranger !== 401) {
    return check.failed(
      asStranger === 0 ? 'the function gives no answer' : `the function answers ${String(asStranger)}`,
      'It does not start without TELEGRAM_BOT_TOKEN, TELEGRAM_BOT_USERNAME and TELEGRAM_WEBHOOK_SECRET: set them (supabase secrets set --env-file FILE) and look at its log.',
    );
  }
  if (telegram.webhookSecret === undefined) {
    return check.unknown(
      'the function asks for one; TELEGRAM_WEBHOOK_SECRET is not set here',
      'Set it here too, to compare.',
    );
  }
  if ((await knock(telegram.webhookSecret)) === 200) return check.ok('the function has the same one');
  return check.failed(
    'the function has another one than TELEGRAM_WEBHOOK_SECRET here, or the gateway turns everybody away',
    'Give it this one (supabase secrets set --env-file FILE), then: npx support-chat telegram set-webhook. config.toml must say verify_jwt = false.',
  );
}
