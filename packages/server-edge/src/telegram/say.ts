import type { InlineKeyboardMarkup } from 'grammy/types';
import type { BridgeDeps } from './bridge-deps.ts';
import type { FormattedText } from './formatted-text.ts';
import { sendText, type TextTarget } from './send-text.ts';
import type { SentMessage } from './telegram-api.ts';
import { describeFailure } from './telegram-failure.ts';

/**
 * Says something to agents that nobody depends on: a hint, a refusal, a confirmation. One try, outside the outbox; a
 * failure is logged, changes nothing, and is answered with null.
 */
export async function sayQuietly(
  deps: BridgeDeps,
  target: TextTarget,
  text: FormattedText,
  buttons?: InlineKeyboardMarkup,
): Promise<SentMessage | null> {
  try {
    return await sendText(deps.api, target, text, { ...(buttons === undefined ? {} : { buttons }), isSilent: true });
  } catch (error) {
    deps.logger.warn('telegram.hint_failed', { chat_id: target.chatId, failure: describeFailure(error) });
    return null;
  }
}
