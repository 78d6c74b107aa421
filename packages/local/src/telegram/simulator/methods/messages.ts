import { withoutFields } from '../api-types.ts';
import type { ApiContent, ApiLinkPreviewOptions } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import { renderMessage } from '../render.ts';
import type { World } from '../world.ts';
import type { SimChat, SimMessage } from '../world-state.ts';
import { readableChat, writableChat } from './chat-access.ts';
import type { Method, MethodContext } from './method.ts';
import { checkCaption, checkText, readMarkup, readText, send } from './outgoing.ts';

/** [DOC deleteMessage] */
const DELETE_LIMIT_SECONDS = 48 * 60 * 60;

const CHAT_ACTIONS = [
  'typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice', 'upload_document',
  'choose_sticker', 'find_location', 'record_video_note', 'upload_video_note',
]; // prettier-ignore

export const messageMethods: Record<string, Method> = {
  sendMessage(context) {
    const text = readText(context, 'text');
    const preview = readLinkPreview(context);
    const markup = readMarkup(context);
    let chat: SimChat | undefined;
    const message = send(context, markup, (target) => {
      chat = target;
      checkText(text);
      return textContent(text.text, text.entities, preview);
    });
    return chat && renderMessage(context.world, chat, message);
  },

  copyMessage(context) {
    const { params, world } = context;
    const markup = readMarkup(context);
    const caption = params.has('caption') ? readText(context, 'caption') : undefined;
    const from = readableChat(context, 'from_chat_id');
    const original = world.message(from, params.integer('message_id') ?? 0);
    if (!original) throw badRequest('message to copy not found');
    if (original.isService) throw badRequest("the message can't be copied");
    const copy = send(context, markup, () => {
      const content = withoutFields(structuredClone(original.content), 'media_group_id', 'quote');
      if (caption && content.text === undefined) {
        checkCaption(caption);
        return { ...content, caption: caption.text, caption_entities: caption.entities };
      }
      return content;
    });
    return { message_id: copy.id };
  },

  deleteMessage(context) {
    const { params, world } = context;
    const chat = readableChat(context);
    const message = world.message(chat, params.integer('message_id') ?? 0);
    if (!message) throw badRequest('message to delete not found');
    if (!canDelete(world, chat, message)) throw badRequest("message can't be deleted");
    removeMessage(world, chat, message);
    return true;
  },

  deleteMessages(context) {
    const { params, world } = context;
    const ids = params.json('message_ids', "can't parse message identifiers JSON object");
    if (!Array.isArray(ids) || ids.length === 0) throw badRequest('message identifiers are not specified');
    if (ids.length > 100) throw badRequest('too many message identifiers specified');
    const chat = readableChat(context);
    const messages = ids.flatMap((id) => world.message(chat, Number(id)) ?? []);
    if (!messages.every((message) => canDelete(world, chat, message))) throw badRequest("message can't be deleted");
    for (const message of messages) removeMessage(world, chat, message);
    return true;
  },

  /** [tdlib/telegram-bot-api#732] A topic that is gone does not make this fail. */
  sendChatAction(context) {
    const { params, world, limiter } = context;
    const action = params.text('action')?.toLowerCase() ?? '';
    if (!CHAT_ACTIONS.includes(action)) throw badRequest('wrong parameter action in request');
    const chat = writableChat(context);
    limiter.spend(chat.id, chat.kind !== 'private', 'chat action');
    world.noteChatAction(chat.id, params.integer('message_thread_id') ?? null, action);
    return true;
  },
};

export function removeMessage(world: World, chat: SimChat, message: SimMessage): void {
  message.isDeleted = true;
  chat.pinned = chat.pinned.filter((id) => id !== message.id);
  world.changed();
}

function canDelete(world: World, chat: SimChat, message: SimMessage): boolean {
  const { content } = message;
  if (content.forum_topic_created || content.supergroup_chat_created) return false;
  if (world.clock.nowSeconds() - message.date >= DELETE_LIMIT_SECONDS) return false;
  if (message.senderId === world.bot.id || chat.kind === 'private') return true;
  return world.botHasRight(chat, 'can_delete_messages');
}

/** [TDLib] Only what differs from the defaults is kept, and `is_disabled` only when there is a link to preview. */
export function textContent(
  text: string,
  entities: ApiContent['entities'],
  preview: ApiLinkPreviewOptions | undefined,
): ApiContent {
  const hasLink = entities?.some(({ type }) => type === 'url' || type === 'text_link') ?? false;
  const { is_disabled: isDisabled, ...rest } = preview ?? {};
  const options = { ...(isDisabled && hasLink && { is_disabled: true }), ...rest };
  return {
    text,
    ...(entities?.length && { entities }),
    ...(Object.keys(options).length > 0 && { link_preview_options: options }),
  };
}

export function readLinkPreview({ params }: MethodContext): ApiLinkPreviewOptions | undefined {
  const value = params.json('link_preview_options', "can't parse link preview options JSON object");
  if (value === undefined) return params.flag('disable_web_page_preview') ? { is_disabled: true } : undefined;
  if (typeof value !== 'object' || value === null) throw badRequest('object expected as link preview options');
  const kept: ApiLinkPreviewOptions = {};
  const given = value as Record<string, unknown>;
  for (const name of ['is_disabled', 'prefer_small_media', 'prefer_large_media', 'show_above_text'] as const) {
    if (given[name] !== undefined && typeof given[name] !== 'boolean')
      throw badRequest(`field "${name}" must be of type Boolean`);
    if (given[name] === true) kept[name] = true;
  }
  if (typeof given['url'] === 'string' && given['url']) kept.url = given['url'];
  return kept;
}
