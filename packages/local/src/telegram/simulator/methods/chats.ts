import { badRequest } from '../bot-api-error.ts';
import { changeMembership } from '../membership-change.ts';
import { renderMember } from '../render-member.ts';
import { renderChat, renderMessage } from '../render.ts';
import type { SimGroup } from '../world-state.ts';
import { readableChat } from './chat-access.ts';
import type { Method, MethodContext } from './method.ts';

const MAX_REACTIONS_ON_MESSAGE = 11;

export const chatMethods: Record<string, Method> = {
  getChat(context) {
    const { world } = context;
    const chat = readableChat(context);
    const pinned = chat.pinned.map((id) => world.message(chat, id)).find((message) => message !== undefined);
    return {
      ...renderChat(world, chat),
      accent_color_id: 0,
      max_reaction_count: MAX_REACTIONS_ON_MESSAGE,
      ...(chat.kind !== 'private' &&
        chat.reactions !== 'all' && { available_reactions: chat.reactions.map((emoji) => ({ type: 'emoji', emoji })) }),
      ...(pinned && { pinned_message: renderMessage(world, chat, pinned) }),
    };
  },

  getChatMember(context) {
    const group = groupOf(context);
    const userId = context.params.integer('user_id');
    if (userId === undefined) throw badRequest('invalid user_id specified');
    const { world } = context;
    if (userId !== world.bot.id && !world.user(userId)) throw badRequest('user not found');
    return renderMember(world, group, userId);
  },

  /** [DOC] Other bots are left out; there are none here. The bot itself is listed. */
  getChatAdministrators(context) {
    const group = groupOf(context);
    return Object.entries(group.members)
      .filter(([, { status }]) => status === 'creator' || status === 'administrator')
      .map(([userId]) => renderMember(context.world, group, Number(userId)));
  },

  getChatMemberCount(context) {
    const group = groupOf(context);
    return Object.values(group.members).filter(({ status }) => status !== 'left' && status !== 'kicked').length;
  },

  leaveChat(context) {
    const group = groupOf(context);
    changeMembership(context, group, context.world.bot.id, { status: 'left' }, context.world.bot.id);
    return true;
  },
};

function groupOf(context: MethodContext): SimGroup {
  const chat = readableChat(context);
  if (chat.kind === 'private') throw badRequest('there are no administrators in the private chat');
  return chat;
}
