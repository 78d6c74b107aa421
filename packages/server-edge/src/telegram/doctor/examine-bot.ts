/** Everything about a bot and its webhook that must be right before a visitor's message reaches a team, but its groups. */
import { checkNamed, type Check } from '../../checks/check.ts';
import { BotApiError, type BotApi } from './bot-api.ts';
import type { BotUser } from './check-group.ts';
import { explainWebhook, type WebhookInfo } from './explain-webhook.ts';

export interface ExpectedBot {
  /** Undefined when nobody said where the function is. */
  readonly webhookUrl: string | undefined;
  /** As it is set for the functions; undefined when nobody said. */
  readonly username: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface ExaminedBot {
  /** Undefined when Telegram did not say who it is; then there is one check, which says why. */
  readonly bot: BotUser | undefined;
  readonly checks: readonly Check[];
}

export async function examineBot(api: BotApi, expected: ExpectedBot): Promise<ExaminedBot> {
  const token = checkNamed('telegram.token', 'Bot');
  let bot: BotUser;
  let webhook: WebhookInfo;
  try {
    bot = (await api.call('getMe')) as BotUser;
    webhook = (await api.call('getWebhookInfo')) as WebhookInfo;
  } catch (error) {
    if (!(error instanceof BotApiError)) throw error;
    return { bot: undefined, checks: [describeFailure(error)] };
  }
  return {
    bot,
    checks: [
      token.ok(`@${bot.username ?? String(bot.id)}`),
      ...checkUsername(bot, expected.username),
      checkPrivacy(bot),
      checkPrivateTopics(bot),
      ...explainWebhook(webhook, { url: expected.webhookUrl, now: expected.now }),
    ],
  };

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
