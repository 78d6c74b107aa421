import type { ApiChat, ApiMessage, ApiUser } from './api-types.ts';
import type { World } from './world.ts';
import { CHANNEL_BOT, GROUP_ANONYMOUS_BOT, TELEGRAM_ACCOUNT } from './world-state.ts';
import type { SimChat, SimEphemeralMessage, SimMessage } from './world-state.ts';

export function renderUser(world: World, userId: number): ApiUser {
  if (userId === world.bot.id) return world.botUser();
  const user = world.user(userId);
  if (!user) return { id: userId, is_bot: false, first_name: '' };
  return {
    id: user.id,
    is_bot: user.isBot ?? false,
    first_name: user.firstName,
    ...(user.lastName && { last_name: user.lastName }),
    ...(user.username && { username: user.username }),
    ...(user.languageCode && { language_code: user.languageCode }),
  };
}

export function renderChat(world: World, chat: SimChat): ApiChat {
  if (chat.kind === 'private') {
    const { first_name, last_name, username } = renderUser(world, chat.id);
    return {
      id: chat.id,
      first_name,
      ...(last_name && { last_name }),
      ...(username && { username }),
      type: 'private',
    };
  }
  return { id: chat.id, title: chat.title, ...(chat.isForum && { is_forum: true as const }), type: chat.kind };
}

/**
 * A message as the bot sees it now. A message in a topic that answers nothing else is shown as a reply to the
 * message that created the topic [SRC: get_implicit_reply_to_message_id]; nested replies are left out [DOC].
 */
export function renderMessage(world: World, chat: SimChat, message: SimMessage): ApiMessage {
  const replyToId = message.replyToId ?? (message.topicId === message.id ? null : message.topicId);
  const replied = replyToId === null ? undefined : world.message(chat, replyToId);
  return {
    ...renderFlat(world, chat, message),
    ...(replied && { reply_to_message: renderFlat(world, chat, replied) }),
    ...(message.pinnedId !== undefined && { pinned_message: renderPinned(world, chat, message.pinnedId) }),
  };
}

/** [10.3] An ephemeral message has no `message_id` of its own, and names the only person who sees it. */
export function renderEphemeral(world: World, chat: SimChat, ephemeral: SimEphemeralMessage): ApiMessage {
  return {
    ...renderMessage(world, chat, ephemeral.message),
    ephemeral_message_id: ephemeral.id,
    receiver_user: renderUser(world, ephemeral.receiverId),
  };
}

function renderPinned(world: World, chat: SimChat, messageId: number): NonNullable<ApiMessage['pinned_message']> {
  const pinned = world.message(chat, messageId);
  return pinned ? renderFlat(world, chat, pinned) : { chat: renderChat(world, chat), message_id: messageId, date: 0 };
}

function renderFlat(world: World, chat: SimChat, message: SimMessage): ApiMessage {
  const apiChat = renderChat(world, chat);
  return {
    message_id: message.id,
    ...renderSender(world, apiChat, message),
    ...(message.authorSignature && { author_signature: message.authorSignature }),
    chat: apiChat,
    date: message.date,
    ...(message.editDate !== undefined && { edit_date: message.editDate }),
    ...renderThread(chat, message),
    ...structuredClone(message.content),
    ...(message.isProtected && { has_protected_content: true as const }),
    ...(message.keyboard && { reply_markup: structuredClone(message.keyboard) }),
  };
}

function renderSender(
  world: World,
  group: ApiChat,
  { channel, isAnonymous, senderId }: SimMessage,
): Pick<ApiMessage, 'from' | 'sender_chat' | 'is_automatic_forward'> {
  if (channel) {
    const sender_chat: ApiChat = { id: channel.id, title: channel.title, type: 'channel' };
    return channel.isAutomaticForward
      ? { from: TELEGRAM_ACCOUNT, sender_chat, is_automatic_forward: true }
      : { from: CHANNEL_BOT, sender_chat };
  }
  return isAnonymous ? { from: GROUP_ANONYMOUS_BOT, sender_chat: group } : { from: renderUser(world, senderId) };
}

/**
 * A reply outside every topic also carries a `message_thread_id`, the first message of its chain of replies, but
 * never `is_topic_message` [tdlib/telegram-bot-api#447].
 */
function renderThread(chat: SimChat, message: SimMessage): Pick<ApiMessage, 'message_thread_id' | 'is_topic_message'> {
  if (message.topicId !== null) return { message_thread_id: message.topicId, is_topic_message: true };
  if (chat.kind !== 'supergroup' || message.replyToId === null) return {};
  let root = message.replyToId;
  for (let parent = chat.messages.find(({ id }) => id === root); parent?.replyToId != null;) {
    root = parent.replyToId;
    parent = chat.messages.find(({ id }) => id === root);
  }
  return { message_thread_id: root };
}
