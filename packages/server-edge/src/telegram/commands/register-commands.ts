import type { Logger } from '../../deps.ts';
import type { TelegramApi } from '../telegram-api.ts';
import { describeFailure, isTelegramError } from '../telegram-failure.ts';
import { COMMAND_MENUS } from './command-menu.ts';

/** Tells Telegram's apps what to offer behind the slash. Safe to repeat; a refusal is logged and costs only the menu. */
export async function registerCommands(api: Pick<TelegramApi, 'setMyCommands'>, logger: Logger): Promise<void> {
  try {
    for (const menu of COMMAND_MENUS) await api.setMyCommands(menu);
  } catch (error) {
    if (!isTelegramError(error)) throw error;
    logger.warn('telegram.commands_not_registered', { failure: describeFailure(error) });
  }
}
