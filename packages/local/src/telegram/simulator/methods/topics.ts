import { badRequest } from '../bot-api-error.ts';
import { Forum, TOPIC_COLORS, TOPIC_ICONS } from '../forum.ts';
import type { TopicChat } from '../forum.ts';
import type { AdminRight, SimTopic } from '../world-state.ts';
import { findTopic, forumOf, topicChatOf } from './chat-access.ts';
import type { Method, MethodContext } from './method.ts';

/**
 * Topics as TDLib's ForumTopicManager guards them. Editing, closing and reopening need `can_manage_topics` unless the
 * bot made the topic; deleting always needs `can_delete_messages` [DOC]. Every change leaves a service message.
 */
export const topicMethods: Record<string, Method> = {
  createForumTopic(context) {
    const { world, params, limiter } = context;
    const forum = topicChatOf(context);
    if (!mayAsBot(context, forum, 'can_manage_topics')) throw badRequest('not enough rights to create a topic');
    const name = params.text('name') ?? '';
    const color = params.integer('icon_color');
    // Unverified wording: only the range is checked before Telegram's servers answer.
    if (color !== undefined && !TOPIC_COLORS.includes(color)) throw badRequest('invalid icon color specified');
    const icon = readIcon(context);
    const topics = new Forum(context, forum);
    const cleaned = topics.cleanName(name);
    limiter.spend(forum.id, forum.kind !== 'private');
    const topic = topics.create(world.bot.id, cleaned, { color, icon });
    return {
      message_thread_id: topic.id,
      name: topic.name,
      icon_color: topic.iconColor,
      ...(topic.iconCustomEmojiId && { icon_custom_emoji_id: topic.iconCustomEmojiId }),
    };
  },

  editForumTopic(context) {
    const { world, params } = context;
    const { forum, topic } = ownOrManagedTopic(context, 'not enough rights to edit the topic');
    const name = params.text('name') ?? '';
    const icon = params.text('icon_custom_emoji_id') === undefined ? undefined : (readIcon(context) ?? '');
    new Forum(context, forum).edit(world.bot.id, topic, { ...(name && { name }), ...(icon !== undefined && { icon }) });
    return true;
  },

  closeForumTopic(context) {
    const { forum, topic } = managedForumTopic(context);
    new Forum(context, forum).setClosed(context.world.bot.id, topic, true);
    return true;
  },

  reopenForumTopic(context) {
    const { forum, topic } = managedForumTopic(context);
    new Forum(context, forum).setClosed(context.world.bot.id, topic, false);
    return true;
  },

  deleteForumTopic(context) {
    const { forum, topic } = topicOf(context);
    if (!mayAsBot(context, forum, 'can_delete_messages')) throw badRequest('not enough rights to delete the topic');
    new Forum(context, forum).remove(topic);
    return true;
  },

  /** [DOC] The only icons any bot may use. */
  getForumTopicIconStickers({ world }) {
    return TOPIC_ICONS.map(({ id, emoji }) => ({
      file_id: `simulated-icon-${id}`,
      file_unique_id: `icon-${id}`,
      type: 'custom_emoji',
      width: 100,
      height: 100,
      is_animated: true,
      is_video: false,
      emoji,
      set_name: `Topics_by_${world.bot.username}`,
      custom_emoji_id: id,
    }));
  },
};

interface PlacedTopic {
  readonly forum: TopicChat;
  readonly topic: SimTopic;
}

function topicOf(context: MethodContext): PlacedTopic {
  const forum = topicChatOf(context);
  const id = context.params.integer('message_thread_id') ?? 0;
  if (id <= 0) throw badRequest('invalid forum topic identifier specified');
  const topic = findTopic(forum, id);
  if (!topic || topic.isArchived) throw badRequest('TOPIC_ID_INVALID');
  return { forum, topic };
}

function ownOrManagedTopic(context: MethodContext, refusal: string): PlacedTopic {
  const placed = topicOf(context);
  const isOwn = placed.topic.createdBy === context.world.bot.id;
  if (!isOwn && !mayAsBot(context, placed.forum, 'can_manage_topics')) throw badRequest(refusal);
  return placed;
}

/** [DOC closeForumTopic] Only topics of supergroups are closed and opened. */
function managedForumTopic(context: MethodContext): PlacedTopic {
  forumOf(context);
  return ownOrManagedTopic(context, 'not enough rights to close or open the topic');
}

/** In a private chat nobody has rights and a bot needs none. */
function mayAsBot({ world }: MethodContext, chat: TopicChat, right: AdminRight): boolean {
  return chat.kind === 'private' || world.botHasRight(chat, right);
}

function readIcon({ params }: MethodContext): string | undefined {
  const icon = params.text('icon_custom_emoji_id');
  if (!icon) return undefined;
  if (!TOPIC_ICONS.some(({ id }) => id === icon)) throw badRequest('DOCUMENT_INVALID');
  return icon;
}
