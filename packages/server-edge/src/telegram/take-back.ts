/**
 * Takes an agent's message back. Telegram tells bots nothing about deleted messages, so agents say it: `/del` as a reply,
 * or a reaction on their own message.
 *
 * What counts is the visitor's side, which has no limit of age. In Telegram the message is removed if Telegram lets us;
 * it does so within 48 hours, and with the right to delete messages.
 */
import type { FoundTelegramMessage } from '../db/telegram-db.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import { describeFailure, isTelegramError } from './telegram-failure.ts';

export type TakenBack =
  /** For the visitor and in Telegram. */
  | 'everywhere'
  /** For the visitor; in Telegram it still stands. */
  | 'for_visitor'
  | 'unknown';

export async function takeBack(
  { db, api, logger }: Pick<BridgeDeps, 'db' | 'api' | 'logger'>,
  { chatId, messageId, agentId }: { readonly chatId: number; readonly messageId: number; readonly agentId: string },
  { direction }: Pick<FoundTelegramMessage, 'direction'>,
): Promise<TakenBack> {
  const { outcome } = await db.deleteTelegramMessage({ chatId, telegramMessageId: messageId, agentId });
  if (outcome === 'unknown') return 'unknown';
  // What the bot itself has shown is changed by a delivery of its own.
  if (direction === 'out') return 'everywhere';
  try {
    await api.deleteMessage({ chat_id: chatId, message_id: messageId });
    return 'everywhere';
  } catch (error) {
    if (!isTelegramError(error)) throw error;
    logger.info('telegram.message_not_removed', { chat_id: chatId, failure: describeFailure(error) });
    return 'for_visitor';
  }
}

export const STILL_IN_TELEGRAM =
  'Taken back: the visitor no longer sees it. Telegram lets me remove messages only within 48 hours and with the right to delete; here, please delete it yourself.';
