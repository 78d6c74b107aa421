/** Everything about the bot, its group and its webhook that must be right before a visitor's message reaches a team. */
import { checkNamed, type Check } from '../checks/check.ts';
import type { CliWorld } from '../world.ts';
import { BotApiError, createBotApi } from './bot-api.ts';
import { checkGroup, NAME_A_GROUP, type BotUser, type SupportGroup } from './check-group.ts';
import { checkSecret } from './check-secret.ts';
import { explainWebhook, type WebhookInfo } from './explain-webhook.ts';
import type { TelegramSettings } from './telegram-settings.ts';

export interface BotCheckOptions {
  readonly telegram: TelegramSettings;
  /** Undefined when nobody said where the function is. */
  readonly webhookUrl: string | undefined;
  /** The groups in which the team answers. */
  readonly groups: readonly SupportGroup[];
}

export async function checkBot(options: BotCheckOptions, world: CliWorld): Promise<readonly Check[]> {
  const api = createBotApi(options.telegram, world);
  const token = checkNamed('telegram.token', 'Bot');
  let bot: BotUser;
  let webhook: WebhookInfo;
  try {
    bot = (await api.call('getMe')) as BotUser;
    webhook = (await api.call('getWebhookInfo')) as WebhookInfo;
  } catch (error) {
    if (!(error instanceof BotApiError)) throw error;
    return [describeFailure(error)];
  }
  const groups: Check[] = [];
  for (const group of options.groups) groups.push(...(await checkGroup(api, bot, group)));
  if (options.groups.length === 0) {
    groups.push(checkNamed('telegram.group', 'Group').unknown('nobody said which one', NAME_A_GROUP));
  }
  return [
    token.ok(`@${bot.username ?? String(bot.id)}`),
    ...checkUsername(bot, options.telegram.botUsername),
    checkPrivacy(bot),
    checkPrivateTopics(bot),
    ...explainWebhook(webhook, { url: options.webhookUrl, now: world.clock() }),
    await checkSecret(options, world),
    ...groups,
  ];

  function describeFailure({ code, message }: BotApiError): Check {
    if (code === 401 || code === 404) {
      return token.failed(
        `Telegram refused the token: ${message}`,
        'Copy TELEGRAM_BOT_TOKEN again from @BotFather (/mybots → API Token), and set it for the functions too.',
      );
    }
    if (code === 0) {
      return token.failed(`Telegram could not be reached: ${message}`, 'Check the connection of this machine.');
    }
    return token.failed(`Telegram does not want to answer now: ${message}`, 'Try again in a minute.');
  }
}

function checkPrivacy({ can_read_all_group_messages: readsAll }: BotUser): Check {
  const check = checkNamed('telegram.privacy', 'Privacy mode');
  return check.ok(
    readsAll === true
      ? 'off: the bot reads groups in which it is a member'
      : 'on: the bot reads groups in which it is an administrator',
  );
}

/** A message in such a topic is a direct message like any other, but people would look for their visitors' in each. */
function checkPrivateTopics({ has_topics_enabled: hasTopics }: BotUser): Check {
  const check = checkNamed('telegram.private-topics', 'Topics in direct messages');
  if (hasTopics !== true) return check.ok('off: agents tell their visitors apart by the cards');
  return check.warning(
    'on, and not used: everything comes outside of them',
    'Switch them off at @BotFather, in the settings of the bot.',
  );
}

/** The functions tell commands meant for other bots by the name; it is not asked for everywhere. */
function checkUsername({ username }: BotUser, configured: string | undefined): readonly Check[] {
  if (configured === undefined) return [];
  const check = checkNamed('telegram.username', 'Name of the bot');
  if (configured.toLowerCase() === username?.toLowerCase())
    return [check.ok(`TELEGRAM_BOT_USERNAME is @${configured}`)];
  return [
    check.failed(
      `TELEGRAM_BOT_USERNAME is @${configured}, the bot is @${username ?? 'nameless'}`,
      `Set TELEGRAM_BOT_USERNAME='${username ?? ''}', here and for the functions (supabase secrets set --env-file FILE).`,
    ),
  ];
}
