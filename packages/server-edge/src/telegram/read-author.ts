import type { Chat, Message, User } from 'grammy/types';
import type { BotIdentity } from './bridge-deps.ts';
import type { Author, IgnoreReason } from './telegram-intent.ts';

/** Telegram's stand-in for administrators who hide behind their group; the same number for everyone, everywhere. */
export const GROUP_ANONYMOUS_BOT_ID = 1_087_968_824;

export const ANONYMOUS_NAME = 'Support team';

/** Who wrote a message, or why it does not count as somebody's. */
export function readAuthor(message: Message, bot: BotIdentity): Author | IgnoreReason {
  const { from, sender_chat: senderChat } = message;
  if (from === undefined) return 'foreign_channel';
  if (from.id === bot.id) return 'own_bot';
  if (from.id === GROUP_ANONYMOUS_BOT_ID) return anonymousAuthor(message, senderChat);
  // Channels post through a stand-in bot or as themselves; the group's linked channel forwards automatically.
  if (senderChat !== undefined || message.is_automatic_forward === true) return 'foreign_channel';
  return from.is_bot ? 'other_bot' : authorOf(from);
}

/** The name of whoever acts first becomes that of an agent, for visitors to see: nothing but text may get in there. */
export function authorOf(user: User): Author {
  const name = [user.first_name, user.last_name]
    .filter((part): part is string => typeof part === 'string')
    .join(' ')
    .trim();
  return { telegramUserId: user.id, name, username: user.username };
}

function anonymousAuthor(message: Message, senderChat: Chat | undefined): Author | IgnoreReason {
  if (senderChat?.id !== message.chat.id) return 'foreign_channel';
  return {
    telegramUserId: GROUP_ANONYMOUS_BOT_ID,
    name: message.author_signature ?? ANONYMOUS_NAME,
    username: undefined,
  };
}
