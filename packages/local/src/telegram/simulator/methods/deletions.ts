import { badRequest } from '../bot-api-error.ts';
import type { World } from '../world.ts';
import type { SimChat, SimMessage } from '../world-state.ts';
import { readableChat } from './chat-access.ts';
import type { Method } from './method.ts';

/** [DOC deleteMessage] */
const DELETE_LIMIT_SECONDS = 48 * 60 * 60;
/** [DOC deleteMessages] */
const MAX_MESSAGES = 100;

export const deletionMethods: Record<string, Method> = {
  deleteMessage(context) {
    const { params, world } = context;
    if (!params.has('chat_id')) throw badRequest('chat identifier is not specified');
    const messageId = params.integer('message_id') ?? 0;
    if (messageId === 0) throw badRequest('message identifier is not specified');
    const chat = readableChat(context);
    const message = world.message(chat, messageId);
    if (!message) throw badRequest('message to delete not found');
    if (!canDelete(world, chat, message)) throw badRequest("message can't be deleted");
    removeMessage(world, chat, message);
    return true;
  },

  /** [DOC] Messages that are gone already are skipped. */
  deleteMessages(context) {
    const { params, world } = context;
    const ids = params.json('message_ids', "can't parse message identifiers JSON object");
    if (!Array.isArray(ids) || ids.length === 0) throw badRequest('message identifiers are not specified');
    if (ids.length > MAX_MESSAGES) throw badRequest('too many message identifiers specified');
    const chat = readableChat(context);
    const messages = ids.flatMap((id) => world.message(chat, Number(id)) ?? []);
    if (!messages.every((message) => canDelete(world, chat, message))) throw badRequest("message can't be deleted");
    for (const message of messages) removeMessage(world, chat, message);
    return true;
  },
};

export function removeMessage(world: World, chat: SimChat, message: SimMessage): void {
  message.isDeleted = true;
  chat.pinned = chat.pinned.filter((id) => id !== message.id);
  world.changed();
}

function canDelete(world: World, chat: SimChat, message: SimMessage): boolean {
  const { content } = message;
  if (content.forum_topic_created || content.supergroup_chat_created) return false;
  if (world.clock.nowSeconds() - message.date >= DELETE_LIMIT_SECONDS) return false;
  if (message.senderId === world.bot.id || chat.kind === 'private') return true;
  return world.botHasRight(chat, 'can_delete_messages');
}
