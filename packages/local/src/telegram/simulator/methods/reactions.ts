import { badRequest } from '../bot-api-error.ts';
import type { SimGroup } from '../world-state.ts';
import { readableChat } from './chat-access.ts';
import type { Method } from './method.ts';

/** [DOC ReactionTypeEmoji] The whole list. ✅ is not on it. */
export const REACTION_EMOJI: readonly string[] = [
  '👍', '👎', '❤', '🔥', '🥰', '👏', '😁', '🤔', '🤯', '😱', '🤬', '😢', '🎉', '🤩', '🤮', '💩', '🙏', '👌', '🕊', '🤡',
  '🥱', '🥴', '😍', '🐳', '❤‍🔥', '🌚', '🌭', '💯', '🤣', '⚡', '🍌', '🏆', '💔', '🤨', '😐', '🍓', '🍾', '💋', '🖕', '😈',
  '😴', '😭', '🤓', '👻', '👨‍💻', '👀', '🎃', '🙈', '😇', '😨', '🤝', '✍', '🤗', '🫡', '🎅', '🎄', '☃', '💅', '🤪', '🗿',
  '🆒', '💘', '🙉', '🦄', '😘', '💊', '🙊', '😎', '👾', '🤷‍♂', '🤷', '🤷‍♀', '😡',
]; // prettier-ignore

export function isReactionAllowed(group: SimGroup | undefined, emoji: string): boolean {
  const isOnList = REACTION_EMOJI.includes(emoji);
  return isOnList && (!group || group.reactions === 'all' || group.reactions.includes(emoji));
}

export const reactionMethods: Record<string, Method> = {
  /** A bot has at most one reaction on a message; an empty list takes it away. Bots hear nothing of bots' reactions. */
  setMessageReaction(context) {
    const { world, params } = context;
    const value = params.json('reaction', "can't parse reaction types JSON object") ?? [];
    if (!Array.isArray(value)) throw badRequest('expected an Array of ReactionType');
    const emoji = value.map((item: unknown) => {
      const reaction = item as { type?: unknown; emoji?: unknown } | null;
      if (reaction?.type !== 'emoji' || typeof reaction.emoji !== 'string') throw badRequest('REACTION_INVALID');
      return reaction.emoji;
    });
    const chat = readableChat(context);
    const message = world.message(chat, params.integer('message_id') ?? 0);
    if (!message) throw badRequest('message to react not found');
    if (emoji.length > 1) throw badRequest('REACTIONS_TOO_MANY');
    const group = chat.kind === 'private' ? undefined : chat;
    if (!emoji.every((one) => isReactionAllowed(group, one))) throw badRequest('REACTION_INVALID');
    message.reactions = [
      ...message.reactions.filter(({ userId }) => userId !== world.bot.id),
      ...emoji.map((one) => ({ userId: world.bot.id, isAnonymous: false, emoji: one })),
    ];
    world.changed();
    return true;
  },
};
