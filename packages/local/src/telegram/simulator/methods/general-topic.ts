import { badRequest } from '../bot-api-error.ts';
import { Forum } from '../forum.ts';
import type { SimGroup } from '../world-state.ts';
import { forumOf } from './chat-access.ts';
import type { Method, MethodContext } from './method.ts';

/** General, the topic without a thread id. Each of these needs `can_manage_topics` [DOC]. */
export const generalTopicMethods: Record<string, Method> = {
  editGeneralForumTopic(context) {
    const { forum, topics } = managedForum(context, 'not enough rights to edit the topic');
    const name = topics.cleanName(context.params.text('name') ?? '');
    if (name === (forum.general.name ?? 'General')) throw badRequest('TOPIC_NOT_MODIFIED');
    forum.general.name = name;
    say(context, forum, { forum_topic_edited: { name } });
    return true;
  },

  closeGeneralForumTopic(context) {
    const { forum } = managedForum(context);
    if (forum.general.isClosed) throw badRequest('TOPIC_NOT_MODIFIED');
    forum.general.isClosed = true;
    say(context, forum, { forum_topic_closed: {} });
    return true;
  },

  /** [DOC] Shows it again if it was hidden. */
  reopenGeneralForumTopic(context) {
    const { forum } = managedForum(context);
    if (!forum.general.isClosed) throw badRequest('TOPIC_NOT_MODIFIED');
    forum.general = { ...forum.general, isClosed: false, isHidden: false };
    say(context, forum, { forum_topic_reopened: {} });
    return true;
  },

  /** [DOC] Closes it if it was open. */
  hideGeneralForumTopic(context) {
    const { forum } = managedForum(context);
    if (forum.general.isHidden) throw badRequest('TOPIC_NOT_MODIFIED');
    forum.general = { ...forum.general, isClosed: true, isHidden: true };
    say(context, forum, { general_forum_topic_hidden: {} });
    return true;
  },

  unhideGeneralForumTopic(context) {
    const { forum } = managedForum(context);
    if (!forum.general.isHidden) throw badRequest('TOPIC_NOT_MODIFIED');
    forum.general.isHidden = false;
    say(context, forum, { general_forum_topic_unhidden: {} });
    return true;
  },
};

function managedForum(
  context: MethodContext,
  refusal = 'not enough rights to close or open the topic',
): { forum: SimGroup; topics: Forum } {
  const forum = forumOf(context);
  if (!context.world.botHasRight(forum, 'can_manage_topics')) throw badRequest(refusal);
  return { forum, topics: new Forum(context, forum) };
}

function say({ world, posting }: MethodContext, forum: SimGroup, content: Parameters<typeof posting.postService>[2]) {
  posting.postService(forum, world.bot.id, content);
}
