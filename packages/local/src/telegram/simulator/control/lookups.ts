import { findTopic } from '../methods/chat-access.ts';
import type { World } from '../world.ts';
import type { SimChat, SimGroup, SimMessage, SimUser } from '../world-state.ts';
import { ActionError } from './action-error.ts';

/** What an action names must be there, and its person must be able to see it. Each throws an `ActionError` otherwise. */
export function userOf(world: World, id: number): SimUser {
  const user = world.user(id);
  if (!user) throw new ActionError(`There is no user ${id}`);
  return user;
}

export function groupOf(world: World, id: number): SimGroup {
  const group = world.group(id);
  if (!group || group.migratedTo !== undefined) throw new ActionError(`There is no group ${id}`);
  return group;
}

/** A group this person is in, or their own chat with the bot, whose id is theirs. */
export function chatOf(world: World, chatId: number, user: SimUser): SimChat {
  if (chatId === user.id) return world.privateChat(user.id);
  const group = groupOf(world, chatId);
  if (!world.presentMembership(group, user.id)) throw new ActionError('CHAT_WRITE_FORBIDDEN');
  return group;
}

export function messageOf(world: World, chat: SimChat, id: number): SimMessage {
  const message = world.message(chat, id);
  if (!message) throw new ActionError('MESSAGE_ID_INVALID');
  return message;
}

export function topicIdOf(world: World, chat: SimChat, threadId: number | undefined): number | null {
  if (threadId === undefined) return null;
  const topic = chat.kind === 'private' && !world.bot.hasTopicsEnabled ? undefined : findTopic(chat, threadId);
  if (!topic) throw new ActionError('TOPIC_DELETED');
  return topic.id;
}

/** Whether this person acts in the group's name. */
export function isAnonymousIn(world: World, chat: SimChat, userId: number): boolean {
  const membership = chat.kind === 'private' ? undefined : world.presentMembership(chat, userId);
  return membership !== undefined && 'isAnonymous' in membership && membership.isAnonymous;
}
