import { withoutFields } from '../api-types.ts';
import type { ApiContent } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import { renderMessage } from '../render.ts';
import { checkCallbackData, readReplyMarkup } from '../reply-markup.ts';
import type { ReplyMarkup } from '../reply-markup.ts';
import { showsNothing } from '../text/clean-text.ts';
import type { SimChat, SimMessage } from '../world-state.ts';
import { readableChat } from './chat-access.ts';
import { ephemeralOf } from './ephemeral.ts';
import { inputMediaContent, readInputMedia } from './input-media.ts';
import type { MediaKind } from './input-media.ts';
import { readLinkPreview, textContent } from './messages.ts';
import type { Method, MethodContext } from './method.ts';
import { MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH, readText } from './outgoing.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** What an edit wants, whichever message it is for. */
interface Edit {
  readonly markup: ReplyMarkup;
  readonly makeContent: (message: SimMessage) => ApiContent;
}

/** Bots edit their own messages without a limit of age; an edit without `reply_markup` takes the buttons away [DOC]. */
export const editMethods: Record<string, Method> = {
  editMessageText: (context) => editMessage(context, readTextEdit(context)),
  editMessageCaption: (context) => editMessage(context, readCaptionEdit(context)),
  editMessageMedia: (context) => editMessage(context, readMediaEdit(context, 'editMessageMedia')),
  editMessageReplyMarkup: (context) => editMessage(context, readMarkupEdit(context)),
  editEphemeralMessageText: (context) => editEphemeral(context, readTextEdit(context)),
  editEphemeralMessageCaption: (context) => editEphemeral(context, readCaptionEdit(context)),
  editEphemeralMessageMedia: (context) => editEphemeral(context, readMediaEdit(context, 'editEphemeralMessageMedia')),
  editEphemeralMessageReplyMarkup: (context) => editEphemeral(context, readMarkupEdit(context)),
};

function readTextEdit(context: MethodContext): Edit {
  const text = readText(context, 'text');
  const preview = readLinkPreview(context);
  return {
    markup: readReplyMarkup(context.params),
    makeContent({ content }) {
      if (content.text === undefined) throw badRequest('there is no text in the message to edit');
      if (showsNothing(text.text)) throw badRequest('text must be non-empty');
      if (text.text.length > MAX_TEXT_LENGTH) throw badRequest('MESSAGE_TOO_LONG');
      const { quote } = content;
      return { ...textContent(text.text, text.entities, preview), ...(quote && { quote }) };
    },
  };
}

function readCaptionEdit(context: MethodContext): Edit {
  const caption = readText(context, 'caption');
  return {
    markup: readReplyMarkup(context.params),
    makeContent({ content }) {
      const media = withoutFields(content, 'caption', 'caption_entities');
      if (content.text !== undefined || content.video_note)
        throw badRequest('there is no caption in the message to edit');
      if (caption.text.length > MAX_CAPTION_LENGTH) throw badRequest('MEDIA_CAPTION_TOO_LONG');
      return {
        ...media,
        ...(caption.text && { caption: caption.text }),
        ...(caption.entities.length && { caption_entities: caption.entities }),
      };
    },
  };
}

/** [DOC] A file or a text becomes another file; in an album only one of the album's kind. */
function readMediaEdit(context: MethodContext, method: string): Edit {
  const value = context.params.json('media', "can't parse input media JSON object");
  if (value === undefined) throw badRequest('input media is not specified');
  const item = readInputMedia(value, method);
  return {
    markup: readReplyMarkup(context.params),
    makeContent({ content }) {
      const { text, photo, video, document, audio, animation, media_group_id: album } = content;
      const isReplaceable = text !== undefined || [photo, video, document, audio, animation].some(Boolean);
      // Unverified wording, here and for albums.
      if (!isReplaceable) throw badRequest("message can't be edited");
      if (album !== undefined && !staysInAlbum(content, item.type)) throw badRequest('MEDIA_GROUPED_INVALID');
      return { ...inputMediaContent(context, item), ...(album !== undefined && { media_group_id: album }) };
    },
  };
}

function staysInAlbum(content: ApiContent, kind: MediaKind): boolean {
  if (content.document) return kind === 'document';
  return content.audio ? kind === 'audio' : kind === 'photo' || kind === 'video';
}

function readMarkupEdit(context: MethodContext): Edit {
  return { markup: readReplyMarkup(context.params), makeContent: ({ content }) => content };
}

function editMessage(context: MethodContext, change: Edit): unknown {
  const { world, params } = context;
  const chat = readableChat(context);
  const message = world.message(chat, params.integer('message_id') ?? 0);
  if (!message) throw badRequest('message to edit not found');
  const isOwn = message.senderId === world.bot.id && !message.isService;
  if (!isOwn || message.hasOtherMarkup || message.content.forward_origin) throw badRequest("message can't be edited");
  apply(context, chat, message, change);
  return renderMessage(world, chat, message);
}

function editEphemeral(context: MethodContext, change: Edit): true {
  const { chat, ephemeral } = ephemeralOf(context, 'message to edit not found');
  apply(context, chat, ephemeral.message, change);
  return true;
}

function apply({ world, limiter }: MethodContext, chat: SimChat, message: SimMessage, change: Edit): void {
  const content = change.makeContent(message);
  checkCallbackData(change.markup);
  const keyboard = change.markup.kind === 'inline' ? change.markup.keyboard : undefined;
  if (isSame(content, message.content) && isSame(keyboard ?? null, message.keyboard ?? null))
    throw badRequest(NOT_MODIFIED);
  limiter.spend(chat.id, chat.kind !== 'private');
  message.content = content;
  if (keyboard) message.keyboard = keyboard;
  else delete message.keyboard;
  message.editDate = world.clock.nowSeconds();
  world.changed();
}

function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** JSON with sorted keys: two contents are the same whatever order their fields were written in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
