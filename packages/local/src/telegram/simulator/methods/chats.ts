import { badRequest } from '../bot-api-error.ts';
import { changeMembership } from '../membership-change.ts';
import { renderMember } from '../render-member.ts';
import { renderChat, renderMessage, renderUser } from '../render.ts';
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
    const { world, params } = context;
    const chat = readableChat(context);
    const userId = params.integer('user_id');
    if (userId === undefined) throw badRequest('invalid user_id specified');
    if (userId !== world.bot.id && !world.user(userId)) throw badRequest('user not found');
    if (chat.kind !== 'private') return renderMember(world, chat, userId);
    // [TDLib get_chat_participant] A private chat has two members. Unverified: what a third one is called.
    if (userId !== chat.id && userId !== world.bot.id) throw badRequest('member not found');
    return { user: renderUser(world, userId), status: 'member' };
  },

  /** [DOC] Other bots are left out. The bot itself is listed. */
  getChatAdministrators(context) {
    const group = groupOf(context);
    return Object.entries(group.members)
      .filter(([, { status }]) => status === 'creator' || status === 'administrator')
      .filter(([userId]) => !(context.world.user(Number(userId))?.isBot ?? false))
      .map(([userId]) => renderMember(context.world, group, Number(userId)));
  },

  getChatMemberCount(context) {
    const chat = readableChat(context);
    if (chat.kind === 'private') return 2;
    return Object.values(chat.members).filter(({ status }) => status !== 'left' && status !== 'kicked').length;
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
