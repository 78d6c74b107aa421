/**
 * What an update asks of us. Pure: no clock, no database, no network; the same update always reads the same, whether it
 * came by webhook or by long polling.
 *
 * It refuses by default. A text reaches a visitor only as `agent_message`, and that needs a topic or a direct message, a
 * person (or an administrator hidden behind the very group), and no slash in front. Kinds of updates and messages that
 * Telegram will invent later are ignored.
 */
import type { CallbackQuery, ChatMember, ChatMemberUpdated, Update } from 'grammy/types';
import type { BotIdentity } from './bridge-deps.ts';
import { parseCallbackData } from './callback-data.ts';
import { authorOf } from './read-author.ts';
import { readMessage } from './read-message.ts';
import { readReaction } from './read-reaction.ts';
import type { IgnoreReason, Tap, TelegramIntent } from './telegram-intent.ts';

/** What to ask Telegram for, in `setWebhook` and `getUpdates`; everything else would only cost. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'message_reaction',
  'my_chat_member',
  'chat_member',
] as const satisfies readonly (keyof Update)[];

export function readUpdate(update: Update, bot: BotIdentity): TelegramIntent {
  if (update.message !== undefined) return readMessage(update.message, bot, false);
  if (update.edited_message !== undefined) return readMessage(update.edited_message, bot, true);
  if (update.callback_query !== undefined) return readTap(update.callback_query);
  if (update.my_chat_member !== undefined) return readOwnMembership(update.my_chat_member);
  if (update.message_reaction !== undefined) return readReaction(update.message_reaction, bot);
  if (update.chat_member !== undefined) return readMembership(update.chat_member);
  return ignore('unknown_update');
}

function readTap(query: CallbackQuery): TelegramIntent {
  const tap: Tap = {
    queryId: query.id,
    author: authorOf(query.from),
    // An inaccessible message still says where it is; one sent in inline mode says nothing.
    message:
      query.message === undefined ? null : { chatId: query.message.chat.id, messageId: query.message.message_id },
  };
  const data = parseCallbackData(query.data ?? '');
  return data === null ? { kind: 'unknown_tap', ...tap } : { kind: 'tap', ...tap, ...data };
}

function readOwnMembership({ chat, from, new_chat_member: member }: ChatMemberUpdated): TelegramIntent {
  if (chat.type === 'private')
    return { kind: 'dm_changed', author: authorOf(from), isStarted: member.status === 'member' };
  const mayWrite =
    member.status === 'administrator' ||
    member.status === 'member' ||
    (member.status === 'restricted' && member.can_send_messages);
  if (!mayWrite) return { kind: 'bot_removed', chatId: chat.id, status: member.status };
  const canManageTopics = member.status === 'administrator' && member.can_manage_topics === true;
  return { kind: 'bot_admitted', chatId: chat.id, canManageTopics };
}

function readMembership({ chat, new_chat_member: member }: ChatMemberUpdated): TelegramIntent {
  // What comes from outside may lack what Telegram promises: a change without anybody in it is none.
  const user = (member as Partial<ChatMember> | undefined)?.user;
  if (user === undefined || user.is_bot) return ignore('member_change');
  const isIn =
    member.status === 'restricted' ? member.is_member : member.status !== 'left' && member.status !== 'kicked';
  return { kind: 'member_changed', chatId: chat.id, telegramUserId: user.id, isIn };
}

function ignore(reason: IgnoreReason): TelegramIntent {
  return { kind: 'ignore', reason };
}
