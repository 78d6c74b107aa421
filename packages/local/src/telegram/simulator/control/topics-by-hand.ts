import { Forum } from '../forum.ts';
import type { SimulatorCore } from '../methods/method.ts';
import { findTopic } from '../methods/chat-access.ts';
import type { AdminRight, SimGroup, SimTopic } from '../world-state.ts';
import { ActionError } from './action-error.ts';

export interface TopicAction {
  readonly userId: number;
  readonly chatId: number;
  readonly threadId: number;
}

/** Topics as an administrator handles them in the app. */
export class TopicsByHand {
  readonly #core: SimulatorCore;

  constructor(core: SimulatorCore) {
    this.#core = core;
  }

  create({ userId, chatId, name }: { userId: number; chatId: number; name: string }): SimTopic {
    const forum = this.#forum(chatId);
    this.#require(forum, userId, 'can_manage_topics');
    const topics = new Forum(this.#core, forum);
    return topics.create(userId, topics.cleanName(name));
  }

  rename({ name, ...action }: TopicAction & { name: string }): void {
    const { forum, topic } = this.#topic(action, 'can_manage_topics');
    new Forum(this.#core, forum).edit(action.userId, topic, { name });
  }

  close(action: TopicAction): void {
    const { forum, topic } = this.#topic(action, 'can_manage_topics');
    new Forum(this.#core, forum).setClosed(action.userId, topic, true);
  }

  reopen(action: TopicAction): void {
    const { forum, topic } = this.#topic(action, 'can_manage_topics');
    new Forum(this.#core, forum).setClosed(action.userId, topic, false);
  }

  /** The bot learns of it only when its next send fails. */
  delete(action: TopicAction): void {
    const { forum, topic } = this.#topic(action, 'can_delete_messages');
    new Forum(this.#core, forum).remove(topic);
  }

  /** As in a forum of over a million messages: people still see the topic, the bot does not. */
  archive({ chatId, threadId, isArchived }: { chatId: number; threadId: number; isArchived: boolean }): void {
    const topic = findTopic(this.#forum(chatId), threadId);
    if (!topic) throw new ActionError('TOPIC_DELETED');
    topic.isArchived = isArchived;
    this.#core.world.changed();
  }

  #topic({ userId, chatId, threadId }: TopicAction, right: AdminRight): { forum: SimGroup; topic: SimTopic } {
    const forum = this.#forum(chatId);
    const topic = findTopic(forum, threadId);
    if (!topic) throw new ActionError('TOPIC_DELETED');
    if (topic.createdBy !== userId || right !== 'can_manage_topics') this.#require(forum, userId, right);
    return { forum, topic };
  }

  #forum(chatId: number): SimGroup {
    const forum = this.#core.world.group(chatId);
    if (!forum?.isForum) throw new ActionError('The chat is not a forum');
    return forum;
  }

  #require(forum: SimGroup, userId: number, right: AdminRight): void {
    if (!this.#core.world.hasRight(forum, userId, right)) throw new ActionError('CHAT_ADMIN_REQUIRED');
  }
}
