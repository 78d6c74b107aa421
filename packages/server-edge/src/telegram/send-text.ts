import type { InlineKeyboardMarkup } from 'grammy/types';
import type { SentTelegramMessage } from '../db/outbox-db.ts';
import type { Delivery } from './bridge-deps.ts';
import type { FormattedText } from './formatted-text.ts';
import { splitText } from './split-text.ts';
import type { OutgoingMessage, SentMessage, TelegramApi } from './telegram-api.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

export interface TextTarget {
  readonly chatId: number;
  readonly threadId?: number | undefined;
  readonly replyToMessageId?: number | undefined;
}

export interface TextOptions {
  readonly buttons?: InlineKeyboardMarkup;
  /** Does not ring. Default false. */
  readonly isSilent?: boolean;
}

/**
 * Sends one message, and again in a simpler form when Telegram refuses an ornament: without the reply when its target is
 * gone, without formatting when it cannot be read. Neither refusal has sent anything.
 */
export async function sendText(
  api: TelegramApi,
  target: TextTarget,
  { text, entities }: FormattedText,
  { buttons, isSilent }: TextOptions = {},
): Promise<SentMessage> {
  let message: OutgoingMessage = {
    chat_id: target.chatId,
    ...(target.threadId === undefined ? {} : { message_thread_id: target.threadId }),
    text,
    ...(entities.length === 0 ? {} : { entities }),
    ...(target.replyToMessageId === undefined ? {} : { reply_to_message_id: target.replyToMessageId }),
    ...(buttons === undefined ? {} : { reply_markup: buttons }),
    ...(isSilent === true ? { disable_notification: true } : {}),
  };
  for (;;) {
    try {
      return await api.sendMessage(message);
    } catch (error) {
      const simpler = withoutRefusedOrnament(message, error);
      if (simpler === null) throw error;
      message = simpler;
    }
  }
}

function withoutRefusedOrnament(message: OutgoingMessage, error: unknown): OutgoingMessage | null {
  const { kind } = classifyTelegramFailure(error);
  const simpler = { ...message };
  if (kind === 'no-reply-target' && message.reply_to_message_id !== undefined) delete simpler.reply_to_message_id;
  else if (kind === 'bad-text' && message.entities !== undefined) delete simpler.entities;
  else return null;
  return simpler;
}

/** Sends a text of any length, in order, and notes each part so that replies to any of them find the conversation. */
export async function sendParts(
  { deps, sent }: Delivery,
  target: TextTarget,
  text: FormattedText,
  role: SentTelegramMessage['role'],
): Promise<void> {
  for (const [index, part] of splitText(text).entries()) {
    const { message_id } = await sendText(deps.api, target, part);
    sent.push({ chat_id: target.chatId, message_id, thread_id: target.threadId ?? null, role, part: index + 1 });
  }
}
