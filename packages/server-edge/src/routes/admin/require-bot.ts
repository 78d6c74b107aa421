import type { BotSettings, SupportDeps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';

/** Throws `ApiError` `feature_disabled` when this server has no bot. */
export function requireBot({ bot }: Pick<SupportDeps, 'bot'>): BotSettings {
  if (bot === undefined) throw new ApiError('feature_disabled', 'This server has no Telegram bot.');
  return bot;
}
