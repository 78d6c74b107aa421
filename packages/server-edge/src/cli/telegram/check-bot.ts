/** Everything about the bot, its group and its webhook that must be right before a visitor's message reaches a team. */
import { checkNamed, type Check } from '../../checks/check.ts';
import { createBotApi } from '../../telegram/doctor/bot-api.ts';
import { checkGroup, NAME_A_GROUP, type SupportGroup } from '../../telegram/doctor/check-group.ts';
import { examineBot } from '../../telegram/doctor/examine-bot.ts';
import type { CliWorld } from '../world.ts';
import { checkSecret } from './check-secret.ts';
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
  const { bot, checks } = await examineBot(api, {
    webhookUrl: options.webhookUrl,
    username: options.telegram.botUsername,
    now: world.clock(),
  });
  if (bot === undefined) return checks;
  const groups: Check[] = [];
  for (const group of options.groups) groups.push(...(await checkGroup(api, bot, group)));
  if (options.groups.length === 0) {
    groups.push(checkNamed('telegram.group', 'Group').unknown('nobody said which one', NAME_A_GROUP));
  }
  return [...checks, await checkSecret(options, world), ...groups];
}
