import { badRequest, forbidden } from '../bot-api-error.ts';
import type { BotApiError } from '../bot-api-error.ts';
import type { TopicChat } from '../forum.ts';
import type { World } from '../world.ts';
import type { SimChat, SimGroup, SimTopic } from '../world-state.ts';
import type { MethodContext } from './method.ts';

/** The chat named by `chat_id`, if the bot may read it. */
export function readableChat({ world, params }: MethodContext, name = 'chat_id'): SimChat {
  if (!params.has(name)) throw badRequest(`${name} is empty`);
  const id = Number(params.text(name));
  const group = world.group(id);
  if (group) {
    const refusal = groupRefusal(world, group);
    if (refusal) throw refusal;
    return group;
  }
  if (!world.isKnownToBot(id)) throw badRequest('chat not found');
  return world.privateChat(id);
}

/** The chat named by `chat_id`, if the bot may write to it. */
export function writableChat(context: MethodContext): SimChat {
  const { world } = context;
  const chat = readableChat(context);
  if (chat.kind !== 'private') return chat;
  const user = world.user(chat.id);
  if (user?.isDeactivated) throw forbidden('user is deactivated');
  if (user?.botChat === 'blocked') throw forbidden('bot was blocked by the user');
  if (user?.botChat !== 'started') throw forbidden("bot can't initiate conversation with a user");
  return chat;
}

/** A forum, or a private chat while the bot has topics enabled [DOC createForumTopic]. */
export function topicChatOf(context: MethodContext): TopicChat {
  const chat = readableChat(context);
  if (chat.kind === 'private' && context.world.bot.hasTopicsEnabled) return writableChat(context) as typeof chat;
  return forumOf(context);
}

export function forumOf(context: MethodContext): SimGroup {
  const chat = readableChat(context);
  if (chat.kind !== 'supergroup' || !chat.isForum) throw badRequest('the chat is not a forum');
  return chat;
}

function groupRefusal(world: World, group: SimGroup): BotApiError | undefined {
  if (group.migratedTo !== undefined) {
    return badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: group.migratedTo });
  }
  const status = world.membership(group, world.bot.id)?.status;
  if (status === undefined) return badRequest('chat not found');
  if (status === 'kicked') return forbidden(`bot was kicked from the ${group.kind} chat`);
  if (status === 'left') return forbidden(`bot is not a member of the ${group.kind} chat`);
  return undefined;
}

/**
 * The topic a send goes to: null for General, private chats and groups without topics.
 * [SRC] General has no thread id; sending with thread 1 is refused like any thread that is not there.
 */
export function readTopicId({ world, params }: MethodContext, chat: SimChat): number | null {
  const threadId = params.integer('message_thread_id') ?? 0;
  if (threadId === 0) return null;
  if (chat.kind === 'private' ? world.bot.hasTopicsEnabled : chat.kind === 'supergroup') {
    const topic = findTopic(chat, threadId);
    if (topic && !topic.isArchived) return topic.id;
  }
  if (chat.kind === 'supergroup') {
    const isReplyThread = !chat.isForum && world.message(chat, threadId) !== undefined;
    if (isReplyThread) return null;
  }
  throw badRequest('message thread not found');
}

export function findTopic(group: TopicChat, topicId: number): SimTopic | undefined {
  return group.topics.find(({ id }) => id === topicId);
}

/** [TDLib can_send_message_to_forum_topic] A closed topic takes messages from topic managers and its creator only. */
export function mayWriteInTopic(world: World, chat: SimChat, topicId: number | null, userId: number): boolean {
  if (chat.kind === 'private' || !chat.isForum) return true;
  const isManager = world.hasRight(chat, userId, 'can_manage_topics');
  if (topicId === null) return isManager || !chat.general.isClosed;
  const topic = findTopic(chat, topicId);
  return isManager || !topic?.isClosed || topic.createdBy === userId;
}
