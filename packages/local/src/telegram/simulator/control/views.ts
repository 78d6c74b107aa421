import type { ApiMessage, ApiUser } from '../api-types.ts';
import type { ActiveFault } from '../faults.ts';
import { TOPIC_ICONS } from '../forum.ts';
import { renderMessage, renderUser } from '../render.ts';
import type { ChatAction, MessagePreview } from '../passing-signs.ts';
import type { World } from '../world.ts';
import type { AdminRight, Membership, SimChat, SimGroup, SimTopic, SimUser } from '../world-state.ts';
import { ActionError } from './action-error.ts';

/** The newest message of a conversation, for a list. */
export interface ConversationView {
  readonly lastMessageId: number;
  /** Unix seconds; 0 when nothing was said yet. */
  readonly lastMessageDate: number;
  readonly lastSender: string;
  readonly preview: string;
}

export interface TopicView extends ConversationView {
  readonly id: number;
  readonly name: string;
  readonly iconColor: number;
  readonly iconCustomEmojiId?: string;
  /** The icon as a plain emoji, when it is one of those the simulator knows. */
  readonly iconEmoji?: string;
  readonly isClosed: boolean;
  readonly isArchived: boolean;
}

export interface MemberView {
  readonly userId: number;
  readonly status: Membership['status'];
  readonly isAnonymous: boolean;
  readonly rights: readonly AdminRight[];
}

export interface GroupView {
  readonly id: number;
  readonly title: string;
  readonly kind: SimGroup['kind'];
  readonly isForum: boolean;
  readonly general: ConversationView & {
    readonly name: string;
    readonly isClosed: boolean;
    readonly isHidden: boolean;
  };
  readonly reactions: SimGroup['reactions'];
  readonly topics: readonly TopicView[];
  readonly members: readonly MemberView[];
}

export interface SimulatorOverview {
  /** Milliseconds on the simulator's clock. */
  readonly now: number;
  readonly bot: ApiUser;
  readonly users: readonly SimUser[];
  readonly groups: readonly GroupView[];
  readonly privateChats: readonly (ConversationView & {
    readonly userId: number;
    readonly topics: readonly TopicView[];
  })[];
  readonly chatActions: readonly ChatAction[];
  readonly messagePreviews: readonly MessagePreview[];
  readonly faults: readonly ActiveFault[];
  readonly areRateLimitsOn: boolean;
  /** Every reaction there is; a group may allow fewer. */
  readonly reactionEmoji: readonly string[];
  readonly webhook: { readonly url: string; readonly lastErrorMessage?: string } | null;
  readonly pendingUpdates: number;
}

export function viewGroup(world: World, group: SimGroup): GroupView {
  return {
    id: group.id,
    title: group.title,
    kind: group.kind,
    isForum: group.isForum,
    general: { name: 'General', ...group.general, ...viewConversation(world, group, null) },
    reactions: group.reactions,
    topics: group.topics.map((topic) => viewTopic(world, group, topic)),
    members: Object.entries(group.members).map(([userId, membership]) => ({
      userId: Number(userId),
      status: membership.status,
      isAnonymous: 'isAnonymous' in membership && membership.isAnonymous,
      rights: membership.status === 'administrator' ? membership.rights : [],
    })),
  };
}

export function viewPrivateChats(world: World): SimulatorOverview['privateChats'] {
  return Object.values(world.state.privateChats).map((chat) => ({
    userId: chat.id,
    topics: chat.topics.map((topic) => viewTopic(world, chat, topic)),
    ...viewConversation(world, chat, null),
  }));
}

/** The bytes of a file in a message, for showing it. */
export function viewFile(world: World, id: string): { base64: string; mimeType: string; name: string } {
  const file = world.state.files[id];
  if (file?.base64 === undefined) throw new ActionError('This file has no content');
  return { base64: file.base64, mimeType: file.mimeType ?? 'application/octet-stream', name: file.name ?? '' };
}

function viewTopic(world: World, chat: SimChat, topic: SimTopic): TopicView {
  const { id, name, iconColor, iconCustomEmojiId, isClosed, isArchived } = topic;
  const icon = TOPIC_ICONS.find((known) => known.id === iconCustomEmojiId);
  const look = { ...(iconCustomEmojiId && { iconCustomEmojiId }), ...(icon && { iconEmoji: icon.emoji }) };
  return { id, name, iconColor, isClosed, isArchived, ...look, ...viewConversation(world, chat, id) };
}

function viewConversation(world: World, chat: SimChat, topicId: number | null): ConversationView {
  const last = chat.messages.findLast((message) => !message.isDeleted && message.topicId === topicId);
  if (!last) return { lastMessageId: 0, lastMessageDate: 0, lastSender: '', preview: '' };
  return {
    lastMessageId: last.id,
    lastMessageDate: last.date,
    lastSender: last.isService ? '' : nameOf(world, last.senderId),
    preview: previewOf(renderMessage(world, chat, last), nameOf(world, last.senderId)),
  };
}

export function nameOf(world: World, userId: number): string {
  const { first_name: first, last_name: last } = renderUser(world, userId);
  return [first, last].filter(Boolean).join(' ');
}

/** What a message is, in a few words. */
export function previewOf(message: ApiMessage, name: string): string {
  const words = message.text ?? message.caption;
  if (words) return words.slice(0, 120);
  if (message.forum_topic_created) return 'Topic created';
  if (message.forum_topic_edited) return 'Topic changed';
  if (message.forum_topic_closed) return 'Topic closed';
  if (message.forum_topic_reopened) return 'Topic reopened';
  if (message.pinned_message) return 'Message pinned';
  if (message.new_chat_members) return `${message.new_chat_members.map((user) => user.first_name).join(', ')} joined`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} left`;
  if (message.photo) return 'Photo';
  if (message.document && !message.animation) return message.document.file_name ?? 'Document';
  if (message.voice) return 'Voice message';
  if (message.audio) return message.audio.file_name ?? 'Audio';
  if (message.animation) return 'GIF';
  if (message.sticker) return `${message.sticker.emoji ?? ''} Sticker`.trim();
  if (message.venue) return message.venue.title;
  if (message.location) return 'Location';
  if (message.contact) return `Contact: ${message.contact.first_name}`;
  if (message.general_forum_topic_hidden) return 'General hidden';
  if (message.general_forum_topic_unhidden) return 'General shown';
  return (message.video ?? message.video_note) ? 'Video' : `Message from ${name}`;
}
