import type { MessageReactionUpdated, ReactionType } from 'grammy/types';
import type { BotIdentity } from './bridge-deps.ts';
import { ANONYMOUS_NAME, authorOf, GROUP_ANONYMOUS_BOT_ID } from './read-author.ts';
import type { Author, TelegramIntent } from './telegram-intent.ts';

/** What somebody has just added; a reaction that was there before, or went away, asks for nothing. */
export function readReaction(update: MessageReactionUpdated, bot: BotIdentity): TelegramIntent {
  const author = authorOfReaction(update);
  if (author === null || author.telegramUserId === bot.id) return { kind: 'ignore', reason: 'reaction' };
  const before = emojiOf(update.old_reaction);
  const emoji = emojiOf(update.new_reaction).filter((one) => !before.includes(one));
  if (emoji.length === 0) return { kind: 'ignore', reason: 'reaction' };
  return { kind: 'reaction', chatId: update.chat.id, messageId: update.message_id, author, emoji };
}

function authorOfReaction({ user, actor_chat: actorChat, chat }: MessageReactionUpdated): Author | null {
  if (user !== undefined) return user.is_bot ? null : authorOf(user);
  // An administrator who hides behind the group; other channels are nobody of the team.
  if (actorChat?.id !== chat.id) return null;
  return { telegramUserId: GROUP_ANONYMOUS_BOT_ID, name: ANONYMOUS_NAME, username: undefined };
}

/** Custom ones count as well: whatever it looks like, somebody has seen the message. */
function emojiOf(reactions: readonly ReactionType[]): readonly string[] {
  return reactions.map((reaction) => {
    switch (reaction.type) {
      case 'emoji':
        return reaction.emoji;
      case 'custom_emoji':
        return reaction.custom_emoji_id;
      case 'paid':
        return 'paid';
    }
  });
}
