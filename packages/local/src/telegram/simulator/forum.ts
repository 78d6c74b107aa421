import { badRequest } from './bot-api-error.ts';
import type { SimulatorCore } from './methods/method.ts';
import type { SimGroup, SimPrivateChat, SimTopic } from './world-state.ts';

/** [DOC createForumTopic] Settable only when a topic is made. */
export const TOPIC_COLORS: readonly number[] = [7322096, 16766590, 13338331, 9367192, 16749490, 16478047];

/** [TDLib] A longer name is cut, not refused. */
const MAX_NAME_LENGTH = 128;

/** A choice of the icons that `getForumTopicIconStickers` offers to every bot. */
export const TOPIC_ICONS: readonly { readonly id: string; readonly emoji: string }[] = [
  { id: '5417915203100613993', emoji: '💬' },
  { id: '5312536423851630001', emoji: '💡' },
  { id: '5312016608254762256', emoji: '⚡️' },
  { id: '5379748062124056162', emoji: '❗️' },
  { id: '5377316857231450742', emoji: '❓' },
  { id: '5237699328843200968', emoji: '✅' },
  { id: '5309965701241379366', emoji: '🔎' },
  { id: '5309984423003823246', emoji: '📣' },
  { id: '5312241539987020022', emoji: '🔥' },
  { id: '5312138559556164615', emoji: '❤️' },
  { id: '5373251851074415873', emoji: '📝' },
  { id: '5433614043006903194', emoji: '📆' },
  { id: '5357315181649076022', emoji: '📁' },
  { id: '5420216386448270341', emoji: '🆒' },
  { id: '5418085807791545980', emoji: '🔝' },
  { id: '5408906741125490282', emoji: '🏁' },
];

/** [DOC createForumTopic] A supergroup with topics, or a private chat of a bot that has them enabled. */
export type TopicChat = SimGroup | SimPrivateChat;

/** What happens to the topics of one chat, whoever does it. Rights are the caller's business. */
export class Forum {
  readonly #core: SimulatorCore;
  readonly #forum: TopicChat;

  constructor(core: SimulatorCore, forum: TopicChat) {
    this.#core = core;
    this.#forum = forum;
  }

  /** Whitespace runs become one space; the rest is cut at 128 characters. Throws when nothing is left. */
  cleanName(name: string): string {
    const cleaned = [...name.replace(/[\s\u00a0]+/g, ' ').trim()].slice(0, MAX_NAME_LENGTH).join('').trim();
    if (!cleaned) throw badRequest('title must be non-empty');
    return cleaned;
  }

  create(userId: number, name: string, look: { color?: number | undefined; icon?: string | undefined } = {}): SimTopic {
    const { world, posting } = this.#core;
    const iconColor = look.color ?? TOPIC_COLORS[this.#forum.topics.length % TOPIC_COLORS.length] ?? 7322096;
    const topic: SimTopic = {
      // The service message below takes exactly this id: a topic is named by the message that created it.
      id: world.nextMessageId(this.#forum),
      name,
      iconColor,
      ...(look.icon && { iconCustomEmojiId: look.icon }),
      isClosed: false,
      isArchived: false,
      createdBy: userId,
    };
    this.#forum.topics.push(topic);
    const created = { name, icon_color: iconColor, ...(look.icon && { icon_custom_emoji_id: look.icon }) };
    posting.postService(this.#forum, userId, { forum_topic_created: created }, { opensTopic: true });
    world.changed();
    return topic;
  }

  /** An icon of '' takes the icon away. Throws TOPIC_NOT_MODIFIED when nothing would change. */
  edit(userId: number, topic: SimTopic, change: { name?: string; icon?: string }): void {
    const name = change.name === undefined ? undefined : this.cleanName(change.name);
    if (name === undefined && change.icon === undefined) return;
    const isNameSame = name === undefined || name === topic.name;
    const isIconSame = change.icon === undefined || change.icon === (topic.iconCustomEmojiId ?? '');
    if (isNameSame && isIconSame) throw badRequest('TOPIC_NOT_MODIFIED');
    if (name !== undefined) topic.name = name;
    if (change.icon) topic.iconCustomEmojiId = change.icon;
    else if (change.icon === '') delete topic.iconCustomEmojiId;
    const edited = {
      ...(name !== undefined && !isNameSame && { name }),
      ...(change.icon !== undefined && !isIconSame && { icon_custom_emoji_id: change.icon }),
    };
    this.#core.posting.postService(this.#forum, userId, { forum_topic_edited: edited }, { topicId: topic.id });
  }

  setClosed(userId: number, topic: SimTopic, isClosed: boolean): void {
    if (topic.isClosed === isClosed) throw badRequest('TOPIC_NOT_MODIFIED');
    topic.isClosed = isClosed;
    const content = isClosed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} };
    this.#core.posting.postService(this.#forum, userId, content, { topicId: topic.id });
  }

  /** Takes every message of the topic along. Nobody is told: no update speaks of deletions [tdlib/telegram-bot-api#286]. */
  remove(topic: SimTopic): void {
    const forum = this.#forum;
    forum.topics = forum.topics.filter((other) => other !== topic);
    for (const message of forum.messages) {
      if (message.topicId === topic.id) message.isDeleted = true;
    }
    forum.pinned = forum.pinned.filter((id) => this.#core.world.message(forum, id));
    this.#core.world.changed();
  }
}
