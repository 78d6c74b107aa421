import { PROTOCOL_VERSION } from '../../schemas/protocol-version.ts';
import { checkNamed, type Check } from '../../checks/check.ts';
import { fieldOf, valueOf, type ProjectClient } from './project-client.ts';

const chat = checkNamed('functions.support-chat', 'Function support-chat');
const telegram = checkNamed('functions.support-telegram', 'Function support-telegram');

const VERIFY_JWT = 'config.toml must say verify_jwt = false for it; then deploy again: supabase functions deploy';
const LOGS =
  'Its log says what is missing: Dashboard → Edge Functions → Logs. Secrets: npx support-chat keys, then supabase secrets set --env-file FILE.';

/** `GET health` asks nobody else, so what fails here is the function itself or the gateway in front of it. */
export async function checkChatFunction(ask: ProjectClient): Promise<Check> {
  const { status, body } = await ask('/functions/v1/support-chat/health');
  const protocol = valueOf(body, 'protocol');
  if (status === 200 && protocol === PROTOCOL_VERSION) return chat.ok(`runs, protocol ${String(PROTOCOL_VERSION)}`);
  if (status === 200 && typeof protocol === 'number') {
    return chat.failed(
      `speaks protocol ${String(protocol)}, this version speaks ${String(PROTOCOL_VERSION)}`,
      'Deploy the function of this version: npx support-chat init, then supabase functions deploy support-chat',
    );
  }
  return notRunning(chat, 'support-chat', status);
}

/** Only posts are answered there, which is how it says that it runs. */
export async function checkTelegramFunction(ask: ProjectClient, hasBot: boolean): Promise<Check> {
  const { status, body } = await ask('/functions/v1/support-telegram');
  if (status === 405 && fieldOf(body, 'error', 'code') === 'method_not_allowed') return telegram.ok('runs');
  if (hasBot) return notRunning(telegram, 'support-telegram', status);
  return telegram.unknown(
    'does not run, as is right without a bot',
    'If the team is to answer in Telegram, set TELEGRAM_BOT_TOKEN here and for the functions.',
  );
}

function notRunning(check: ReturnType<typeof checkNamed>, name: string, status: number): Check {
  if (status === 404) return check.failed('is not deployed', `supabase functions deploy ${name}`);
  if (status === 401 || status === 403) return check.failed('the gateway turns callers away', `${VERIFY_JWT} ${name}`);
  if (status === 0) return check.failed('gives no answer', 'Does it start? '.concat(LOGS));
  if (status === 503 || status === 546) return check.failed(`does not start (${String(status)})`, LOGS);
  return check.failed(
    `answers ${String(status)}, as no function of ours does`,
    `Deploy it again: supabase functions deploy ${name}`,
  );
}
