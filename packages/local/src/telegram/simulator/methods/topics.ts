import { badRequest } from '../bot-api-error.ts';
import { Forum, TOPIC_COLORS, TOPIC_ICONS } from '../forum.ts';
import type { SimGroup, SimTopic } from '../world-state.ts';
import { findTopic, forumOf } from './chat-access.ts';
import type { Method, MethodContext } from './method.ts';

/**
 * Topics as TDLib's ForumTopicManager guards them. Editing, closing and reopening need `can_manage_topics` unless the
 * bot made the topic; deleting always needs `can_delete_messages` [DOC]. Every change leaves a service message.
 */
export const topicMethods: Record<string, Method> = {
  createForumTopic(context) {
    const { world, params, limiter } = context;
    const forum = forumOf(context);
    if (!world.botHasRight(forum, 'can_manage_topics')) throw badRequest('not enough rights to create a topic');
    const name = params.text('name') ?? '';
    const color = params.integer('icon_color');
    // Unverified wording: only the range is checked before Telegram's servers answer.
    if (color !== undefined && !TOPIC_COLORS.includes(color)) throw badRequest('invalid icon color specified');
    const icon = readIcon(context);
    const topics = new Forum(context, forum);
    const cleaned = topics.cleanName(name);
    limiter.spend(forum.id, true);
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
    const { forum, topic } = ownOrManagedTopic(context, 'not enough rights to close or open the topic');
    new Forum(context, forum).setClosed(context.world.bot.id, topic, true);
    return true;
  },

  reopenForumTopic(context) {
    const { forum, topic } = ownOrManagedTopic(context, 'not enough rights to close or open the topic');
    new Forum(context, forum).setClosed(context.world.bot.id, topic, false);
    return true;
  },

  deleteForumTopic(context) {
    const { forum, topic } = topicOf(context);
    if (!context.world.botHasRight(forum, 'can_delete_messages'))
      throw badRequest('not enough rights to delete the topic');
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

function topicOf(context: MethodContext): { forum: SimGroup; topic: SimTopic } {
  const forum = forumOf(context);
  const id = context.params.integer('message_thread_id') ?? 0;
  if (id <= 0) throw badRequest('invalid forum topic identifier specified');
  const topic = findTopic(forum, id);
  if (!topic || topic.isArchived) throw badRequest('TOPIC_ID_INVALID');
  return { forum, topic };
}

function ownOrManagedTopic(context: MethodContext, refusal: string): { forum: SimGroup; topic: SimTopic } {
  const { forum, topic } = topicOf(context);
  const { world } = context;
  if (!world.botHasRight(forum, 'can_manage_topics') && topic.createdBy !== world.bot.id) throw badRequest(refusal);
  return { forum, topic };
}

function readIcon({ params }: MethodContext): string | undefined {
  const icon = params.text('icon_custom_emoji_id');
  if (!icon) return undefined;
  if (!TOPIC_ICONS.some(({ id }) => id === icon)) throw badRequest('DOCUMENT_INVALID');
  return icon;
}
