import type { InlineKeyboardMarkup } from 'grammy/types';
import type { SentTelegramMessage } from '../db/outbox-db.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { BridgeDeps, BridgeJob, Delivery } from './bridge-deps.ts';
import type { FormattedText } from './formatted-text.ts';
import { splitText } from './split-text.ts';
import type { OutgoingMessage, SentMessage, TelegramApi } from './telegram-api.ts';
import { classifyTelegramFailure } from './telegram-failure.ts';

export interface TextTarget {
  readonly chatId: number;
  readonly threadId?: number | undefined;
  readonly replyToMessageId?: number | undefined;
}

/** When a text is not the whole message. Parts count from 1. */
export interface PartOptions {
  readonly firstPart?: number;
  readonly lastPart?: number;
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

/**
 * Sends a text of any length, in order, and notes each part so that replies to any of them find the conversation. What an
 * earlier try has already sent to this place is left out.
 */
export async function sendParts(
  delivery: Delivery,
  target: TextTarget,
  text: FormattedText,
  role: SentTelegramMessage['role'],
  { firstPart = 1, lastPart }: PartOptions = {},
): Promise<void> {
  const parts = splitText(text);
  for (const [index, content] of parts.entries()) {
    const part = firstPart + index;
    if (wasSent(delivery, target, role, part)) continue;
    const { message_id } = await sendText(delivery.deps.api, target, content);
    const message = { chat_id: target.chatId, message_id, thread_id: target.threadId ?? null, role, part };
    await notePart(delivery, message, lastPart ?? firstPart + parts.length - 1);
  }
}

/** Of `lastPart` parts, each is recorded as soon as it is sent, but the last one, which is noted with the outcome. */
export async function notePart(
  { deps, job, sent }: Delivery,
  message: SentTelegramMessage,
  lastPart: number,
): Promise<void> {
  sent.push(message);
  if (message.part < lastPart) await recordPart(deps, job, message);
}

/** A visitor's message may be on its way to another place by now; everything else goes to one chat only. */
export function wasSent(
  { job }: Delivery,
  target: TextTarget,
  role: SentTelegramMessage['role'],
  part: number,
): boolean {
  if (role !== 'message') return job.chat_id === target.chatId && part <= (job.sent_parts ?? 0);
  return (job.context.sent_messages ?? []).some(
    (known) => known.part === part && known.chat_id === target.chatId && known.thread_id === (target.threadId ?? null),
  );
}

/** Without the note a crash would send this part twice, which is better than to stop here. */
export async function recordPart(deps: BridgeDeps, job: BridgeJob, sent: SentTelegramMessage): Promise<void> {
  try {
    await deps.db.recordOutboxPart({ id: job.id, sent });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    deps.logger.warn('telegram.part_not_recorded', { job_id: job.id, part: sent.part, error });
  }
}
