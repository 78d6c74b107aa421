import { withoutFields } from '../api-types.ts';
import type { ApiContent, ApiEntity, FileKind } from '../api-types.ts';
import { storeFile } from '../file-store.ts';
import { mayWriteInTopic } from '../methods/chat-access.ts';
import { removeMessage } from '../methods/deletions.ts';
import { mediaContent } from '../methods/files.ts';
import type { SimulatorCore } from '../methods/method.ts';
import { MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH } from '../methods/outgoing.ts';
import { withDetectedEntities } from '../text/bot-text.ts';
import { cleanText, showsNothing } from '../text/clean-text.ts';
import type { FormattedText } from '../text/html-text.ts';
import type { World } from '../world.ts';
import type { SimChannelVoice, SimChat, SimMessage, SimUser } from '../world-state.ts';
import { ActionError } from './action-error.ts';
import { chatOf, isAnonymousIn, messageOf, topicIdOf, userOf } from './lookups.ts';

export interface SendAsUser {
  readonly userId: number;
  /** A group's id; or the user's own id, which is their chat with the bot. */
  readonly chatId: number;
  readonly text?: string;
  /** Formatting the person put in; commands, mentions and links are found as Telegram finds them. */
  readonly entities?: readonly ApiEntity[];
  /** A topic. Left out: General, or a chat without topics. */
  readonly threadId?: number;
  readonly replyTo?: number;
  readonly file?: FileFromUser;
  /** Neither text nor file. */
  readonly thing?: Pick<ApiContent, 'location' | 'venue' | 'contact' | 'dice'>;
  /** Ties the messages of an album together. */
  readonly mediaGroupId?: string;
  /** Writes as this channel; or Telegram itself brings a post of the linked channel here. */
  readonly asChannel?: Omit<SimChannelVoice, 'isAutomaticForward'> & { readonly isAutomaticForward?: boolean };
}

export interface SendAlbum extends Omit<SendAsUser, 'file' | 'thing' | 'mediaGroupId'> {
  readonly files: readonly FileFromUser[];
}

export interface FileFromUser {
  readonly kind: FileKind;
  readonly name?: string;
  readonly mimeType?: string;
  readonly base64?: string;
  /** What a sticker stands for. */
  readonly emoji?: string;
  /** For a file nobody will download: only its size counts. */
  readonly size?: number;
}

export function sendAsUser(core: SimulatorCore, action: SendAsUser): SimMessage {
  const { world, posting } = core;
  const user = userOf(world, action.userId);
  const chat = chatOf(world, action.chatId, user);
  const topicId = topicIdOf(world, chat, action.threadId);
  requireWriter(world, chat, user, topicId);
  const text = readUserText(action.text ?? '', action.entities ?? []);
  if (!action.file && !action.thing && showsNothing(text.text)) throw new ActionError('MESSAGE_EMPTY');
  if (text.text.length > (action.file ? MAX_CAPTION_LENGTH : MAX_TEXT_LENGTH))
    throw new ActionError('MESSAGE_TOO_LONG');
  if (action.replyTo !== undefined && !world.message(chat, action.replyTo))
    throw new ActionError('The message to reply to is gone');
  if (chat.kind === 'private' && user.botChat === 'not started') user.botChat = 'started';
  const channel = action.asChannel && { isAutomaticForward: false, ...action.asChannel };
  const isAnonymous = !channel && isAnonymousIn(world, chat, user.id);
  const membership = chat.kind === 'private' ? undefined : world.presentMembership(chat, user.id);
  const title = isAnonymous && membership && 'customTitle' in membership ? membership.customTitle : undefined;
  return posting.post(chat, {
    senderId: user.id,
    isAnonymous,
    channel,
    ...(title && { authorSignature: title }),
    topicId,
    replyToId: action.replyTo ?? null,
    content: { ...contentOf(world, action, text), ...(channel?.isAutomaticForward && postOf(world, channel)) },
  });
}

export interface EditAsUser {
  readonly userId: number;
  readonly chatId: number;
  readonly messageId: number;
  readonly text: string;
  /** Instead of the formatting that there was. */
  readonly entities?: readonly ApiEntity[];
}

/** Several files at once: as many messages, tied together, the text under the first. */
export function sendAlbumAsUser(core: SimulatorCore, { files, text, ...where }: SendAlbum): SimMessage[] {
  if (files.length < 2 || files.length > 10) throw new ActionError('An album has 2 to 10 files');
  const mediaGroupId = core.world.digits(17);
  return files.map((file, index) =>
    sendAsUser(core, { ...where, file, mediaGroupId, ...(index === 0 && text !== undefined && { text }) }),
  );
}

/** Edits the text, or the caption of a file. The bot gets `edited_message`. */
export function editAsUser({ world, posting }: SimulatorCore, action: EditAsUser): SimMessage {
  const user = userOf(world, action.userId);
  const chat = chatOf(world, action.chatId, user);
  const message = messageOf(world, chat, action.messageId);
  if (message.senderId !== user.id || message.isService) throw new ActionError('MESSAGE_AUTHOR_REQUIRED');
  const text = readUserText(action.text, action.entities ?? []);
  const { content } = message;
  if (content.text !== undefined) {
    if (showsNothing(text.text)) throw new ActionError('MESSAGE_EMPTY');
    const rest = withoutFields(content, 'entities');
    message.content = { ...rest, text: text.text, ...(text.entities.length && { entities: text.entities }) };
  } else {
    const media = withoutFields(content, 'caption', 'caption_entities');
    message.content = {
      ...media,
      ...(text.text && { caption: text.text }),
      ...(text.entities.length && { caption_entities: text.entities }),
    };
  }
  message.editDate = world.clock.nowSeconds();
  posting.announceEdit(chat, message);
  return message;
}

/** Deletes for everyone. The bot gets no update [tdlib/telegram-bot-api#286]. */
export function deleteAsUser(
  { world }: SimulatorCore,
  action: { userId: number; chatId: number; messageId: number },
): void {
  const user = userOf(world, action.userId);
  const chat = chatOf(world, action.chatId, user);
  const message = messageOf(world, chat, action.messageId);
  const mayDeleteAll = chat.kind === 'private' || world.hasRight(chat, user.id, 'can_delete_messages');
  if (message.content.forum_topic_created || (message.senderId !== user.id && !mayDeleteAll)) {
    throw new ActionError("Message can't be deleted");
  }
  removeMessage(world, chat, message);
}

function requireWriter(world: World, chat: SimChat, user: SimUser, topicId: number | null): void {
  if (chat.kind === 'private') {
    if (user.botChat === 'blocked') throw new ActionError('YOU_BLOCKED_USER');
  } else if (!mayWriteInTopic(world, chat, topicId, user.id)) {
    throw new ActionError('TOPIC_CLOSED');
  }
}

function contentOf(world: World, { file, thing, mediaGroupId }: SendAsUser, text: FormattedText): ApiContent {
  const album = mediaGroupId ? { media_group_id: mediaGroupId } : {};
  if (file) return { ...thing, ...mediaContent(store(world, file), text), ...album };
  if (thing) return { ...thing, ...album };
  return { text: text.text, ...(text.entities.length && { entities: text.entities }), ...album };
}

/** The post of the channel that this message is a copy of. */
function postOf(world: World, { id, title }: SimChannelVoice): Pick<ApiContent, 'forward_origin'> {
  const chat = { id, title, type: 'channel' as const };
  return { forward_origin: { type: 'channel', date: world.clock.nowSeconds(), chat, message_id: 1 } };
}

function store(world: World, { kind, name = '', mimeType = '', base64, size = 0, emoji }: FileFromUser) {
  const bytes = base64 === undefined ? { size } : { bytes: Buffer.from(base64, 'base64') };
  return storeFile(world, kind, { name, mimeType, ...(emoji && { emoji }), ...bytes });
}

function readUserText(text: string, entities: readonly ApiEntity[]): FormattedText {
  return withDetectedEntities(cleanText({ text, entities: [...entities] }));
}
