import { badRequest } from '../bot-api-error.ts';
import type { SimChat, SimMessage } from '../world-state.ts';
import { forumOf, readableChat, topicChatOf } from './chat-access.ts';
import type { Method, MethodContext } from './method.ts';

/** Pinning leaves a service message, which the bot is told of like everybody else [SRC]. */
export const pinMethods: Record<string, Method> = {
  pinChatMessage(context) {
    const { world, posting, params } = context;
    const chat = readableChat(context);
    const message = world.message(chat, params.integer('message_id') ?? 0);
    if (!message) throw badRequest('message to pin not found');
    requirePinRight(context, chat);
    if (chat.pinned.includes(message.id)) return true;
    chat.pinned.unshift(message.id);
    const isSilent = params.flag('disable_notification');
    posting.postService(chat, world.bot.id, {}, { pinnedId: message.id, topicId: message.topicId, isSilent });
    return true;
  },

  unpinChatMessage(context) {
    const { world, params } = context;
    const chat = readableChat(context);
    const id = params.has('message_id') ? (params.integer('message_id') ?? 0) : chat.pinned[0];
    const message = id === undefined ? undefined : world.message(chat, id);
    if (!message) throw badRequest('message to unpin not found');
    requirePinRight(context, chat);
    unpin(context, chat, (pinned) => pinned.id === message.id);
    return true;
  },

  unpinAllChatMessages(context) {
    const chat = readableChat(context);
    requirePinRight(context, chat);
    unpin(context, chat, () => true);
    return true;
  },

  unpinAllForumTopicMessages(context) {
    const forum = topicChatOf(context);
    const topicId = context.params.integer('message_thread_id') ?? 0;
    if (!forum.topics.some(({ id }) => id === topicId)) throw badRequest('TOPIC_ID_INVALID');
    requirePinRight(context, forum);
    unpin(context, forum, (message) => message.topicId === topicId);
    return true;
  },

  unpinAllGeneralForumTopicMessages(context) {
    const forum = forumOf(context);
    requirePinRight(context, forum);
    unpin(context, forum, (message) => message.topicId === null);
    return true;
  },
};

function requirePinRight({ world }: MethodContext, chat: SimChat): void {
  if (chat.kind !== 'private' && !world.botHasRight(chat, 'can_pin_messages')) {
    throw badRequest('not enough rights to manage pinned messages in the chat');
  }
}

function unpin({ world }: MethodContext, chat: SimChat, isMeant: (message: SimMessage) => boolean): void {
  chat.pinned = chat.pinned.filter((id) => {
    const message = world.message(chat, id);
    return message && !isMeant(message);
  });
  world.changed();
}
