import type { TelegramMessageRef } from '../db/agent-db.ts';
import type { BridgeDeps } from './bridge-deps.ts';
import type { DmPlace, TopicPlace } from './telegram-intent.ts';

/** Where an agent's message stands in Telegram, for edits, replies and repeats. */
export function telegramRef(
  { bot }: BridgeDeps,
  {
    place,
    messageId,
    replyToMessageId,
  }: { readonly place: TopicPlace | DmPlace; readonly messageId: number; readonly replyToMessageId: number | null },
): TelegramMessageRef {
  return {
    bot_id: bot.id,
    chat_id: place.chatId,
    message_id: messageId,
    thread_id: place.kind === 'topic' ? place.threadId : null,
    reply_to_message_id: replyToMessageId,
  };
}
