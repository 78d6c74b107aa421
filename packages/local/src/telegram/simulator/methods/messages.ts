import type { ApiContent, ApiLinkPreviewOptions } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import { readReplyMarkup } from '../reply-markup.ts';
import { readTopicId, writableChat } from './chat-access.ts';
import type { Method, MethodContext } from './method.ts';
import { MAX_TEXT_LENGTH, checkText, readText, send } from './outgoing.ts';

const CHAT_ACTIONS = [
  'typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice', 'upload_document',
  'choose_sticker', 'find_location', 'record_video_note', 'upload_video_note',
]; // prettier-ignore

export const messageMethods: Record<string, Method> = {
  sendMessage(context) {
    const text = readText(context, 'text');
    const preview = readLinkPreview(context);
    const markup = readReplyMarkup(context.params);
    return send(context, markup, () => {
      checkText(text);
      return textContent(text.text, text.entities, preview);
    });
  },

  /** [DOC] Shown for five seconds. [tdlib/telegram-bot-api#732] A topic that is gone does not make this fail. */
  sendChatAction(context) {
    const { params, world, limiter } = context;
    const action = params.text('action')?.toLowerCase() ?? '';
    if (!CHAT_ACTIONS.includes(action)) throw badRequest('wrong parameter action in request');
    const chat = writableChat(context);
    limiter.spend(chat.id, chat.kind !== 'private', 'chat action');
    world.signs.noteAction({ chatId: chat.id, threadId: params.integer('message_thread_id') || null }, action);
    world.changed();
    return true;
  },

  /** [DOC] A preview in a private chat, shown for 30 seconds or until the message itself comes. */
  sendMessageDraft(context) {
    const { params, world, limiter } = context;
    const text = params.has('text') ? readText(context, 'text') : { text: '', entities: [] };
    const draftId = params.integer('draft_id') ?? 0;
    // Unverified wording: the documentation says only that it must be non-zero.
    if (draftId === 0) throw badRequest('invalid draft_id specified');
    const chat = writableChat(context);
    // Unverified wording: the documentation speaks of private chats only.
    if (chat.kind !== 'private') throw badRequest('PEER_ID_INVALID');
    if (text.text.length > MAX_TEXT_LENGTH) throw badRequest('message is too long');
    const threadId = readTopicId(context, chat);
    limiter.spend(chat.id, false, 'chat action');
    world.signs.notePreview({ chatId: chat.id, threadId, draftId, ...text });
    world.changed();
    return true;
  },
};

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
