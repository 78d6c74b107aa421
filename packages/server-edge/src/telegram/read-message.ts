import type { Message } from 'grammy/types';
import type { BotIdentity } from './bridge-deps.ts';
import { readContent } from './media/read-content.ts';
import { readAuthor } from './read-author.ts';
import { readCaptionEdit } from './read-caption-edit.ts';
import { noteIn, readText } from './read-command.ts';
import { agentWords } from './rich-text/from-telegram.ts';
import type { IgnoreReason, Place, TelegramIntent } from './telegram-intent.ts';

/** What people can post that is neither text nor a service message; read-content.ts says what becomes of it. */
const MEDIA = [
  'photo',
  'document',
  'voice',
  'audio',
  'video',
  'video_note',
  'animation',
  'sticker',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
  'story',
  'game',
  'paid_media',
  'live_photo',
  'checklist',
  'rich_message',
] as const;

export function readMessage(message: Message, bot: BotIdentity, isEdit: boolean): TelegramIntent {
  const migration = readMigration(message);
  if (migration !== null) return migration;
  const place = placeOf(message);
  const author = readAuthor(message, bot);
  if (place === null) return ignore('foreign_channel');
  if (typeof author === 'string') return ignore(author);

  const written = {
    author,
    messageId: message.message_id,
    replyToMessageId: replyTarget(message),
  };
  if (message.forum_topic_closed !== undefined || message.forum_topic_reopened !== undefined) {
    if (place.kind !== 'topic') return ignore('service_message');
    return { kind: message.forum_topic_closed === undefined ? 'topic_reopened' : 'topic_closed', place, author };
  }
  if (message.text === undefined) return readMedia(message, place, written, isEdit ? bot : null);

  const read = readText(message.text, bot.username, message.entities);
  if (read.kind === 'other_bots_command') return ignore('other_bots_command');
  if (place.kind === 'general') {
    if (read.kind === 'start' && read.payload.startsWith('g_') && !isEdit)
      return { kind: 'group_start', chatId: place.chatId, payload: read.payload };
    return read.kind === 'command' && read.command === 'help' && !isEdit
      ? { kind: 'command', place, ...written, command: 'help', argument: '' }
      : ignore('general_chat');
  }
  if (isEdit) {
    return read.kind === 'text'
      ? { kind: 'agent_edit', place, ...written, ...agentWords(message.text, message.entities) }
      : { kind: 'edit_into_command', place, ...written, note: noteIn(read) };
  }
  switch (read.kind) {
    case 'text':
      return { kind: 'agent_message', place, ...written, ...agentWords(message.text, message.entities) };
    case 'note':
      return read.text === '' ? ignore('empty_note') : { kind: 'internal_note', place, ...written, text: read.text };
    case 'command':
      return { kind: 'command', place, ...written, command: read.command, argument: read.argument };
    case 'start':
      return place.kind === 'dm'
        ? { kind: 'start_command', author, chatId: place.chatId, payload: read.payload }
        : { kind: 'unknown_command', place, ...written };
    case 'deletion':
      return { kind: 'deletion', place, ...written };
    case 'unknown_command':
      return { kind: 'unknown_command', place, ...written };
  }
}

function readMedia(
  message: Message,
  place: Place,
  written: Omit<Extract<TelegramIntent, { kind: 'unsupported_media' }>, 'kind' | 'place' | 'albumId'>,
  /** Given for an edit. */
  editedFor: BotIdentity | null,
): TelegramIntent {
  if (!MEDIA.some((kind) => kind in message))
    return ignore(hasOwnContent(message) ? 'service_message' : 'unknown_message');
  if (place.kind === 'general') return ignore('general_chat');
  if (editedFor !== null) return readCaptionEdit(message, { place, ...written }, editedFor);
  return readContent(message, { place, ...written });
}

/** Service messages are named by their field; a message of a kind we never heard of has none that we know. */
function hasOwnContent(message: Message): boolean {
  return Object.keys(message).some((key) => SERVICE.test(key));
}

const SERVICE =
  /^(?:new_chat_|left_chat_|delete_chat_|group_chat_|supergroup_chat_|channel_chat_|forum_topic_|general_forum_topic_|pinned_message|message_auto_delete|video_chat_|giveaway|boost_added|write_access_|users_shared|chat_shared|chat_background_)/;

/** Both sides of a migration are announced; either is enough. */
function readMigration(message: Message): TelegramIntent | null {
  const here = message.chat.id;
  if (message.migrate_to_chat_id !== undefined) {
    return { kind: 'migrated', oldChatId: here, newChatId: message.migrate_to_chat_id };
  }
  if (message.migrate_from_chat_id !== undefined) {
    return { kind: 'migrated', oldChatId: message.migrate_from_chat_id, newChatId: here };
  }
  return null;
}

/**
 * A reply in the General topic carries a thread id that is no topic (tdlib/telegram-bot-api#447), so only
 * `is_topic_message` says that a message stands in one.
 */
function placeOf(message: Message): Place | null {
  const { chat, message_thread_id: threadId } = message;
  if (chat.type === 'private') return { kind: 'dm', chatId: chat.id };
  if (chat.type === 'channel') return null;
  if (message.is_topic_message === true && threadId !== undefined) return { kind: 'topic', chatId: chat.id, threadId };
  return { kind: 'general', chatId: chat.id };
}

/** Every message in a topic "replies" to the service message that made it; that is no answer to anybody. */
function replyTarget(message: Message): number | null {
  const target = message.reply_to_message?.message_id ?? null;
  return target === message.message_thread_id ? null : target;
}

function ignore(reason: IgnoreReason): TelegramIntent {
  return { kind: 'ignore', reason };
}
