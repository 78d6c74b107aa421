import { withoutFields } from '../api-types.ts';
import type { ApiContent, ApiInlineKeyboard } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import { renderMessage } from '../render.ts';
import { checkCallbackData } from '../reply-markup.ts';
import type { ReplyMarkup } from '../reply-markup.ts';
import { showsNothing } from '../text/clean-text.ts';
import type { SimChat, SimMessage } from '../world-state.ts';
import { readableChat } from './chat-access.ts';
import { readLinkPreview, textContent } from './messages.ts';
import type { Method, MethodContext } from './method.ts';
import { MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH, readMarkup, readText } from './outgoing.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** Bots edit their own messages without a limit of age; an edit without `reply_markup` takes the buttons away [DOC]. */
export const editMethods: Record<string, Method> = {
  editMessageText(context) {
    const text = readText(context, 'text');
    const preview = readLinkPreview(context);
    const markup = readMarkup(context);
    return edit(context, markup, (message) => {
      if (message.content.text === undefined) throw badRequest('there is no text in the message to edit');
      if (showsNothing(text.text)) throw badRequest('text must be non-empty');
      if (text.text.length > MAX_TEXT_LENGTH) throw badRequest('MESSAGE_TOO_LONG');
      const { quote } = message.content;
      return { ...textContent(text.text, text.entities, preview), ...(quote && { quote }) };
    });
  },

  editMessageCaption(context) {
    const caption = readText(context, 'caption');
    const markup = readMarkup(context);
    return edit(context, markup, ({ content }) => {
      const media = withoutFields(content, 'caption', 'caption_entities');
      if (content.text !== undefined || content.video_note)
        throw badRequest('there is no caption in the message to edit');
      if (caption.text.length > MAX_CAPTION_LENGTH) throw badRequest('MEDIA_CAPTION_TOO_LONG');
      return {
        ...media,
        ...(caption.text && { caption: caption.text }),
        ...(caption.entities.length && { caption_entities: caption.entities }),
      };
    });
  },

  editMessageReplyMarkup(context) {
    return edit(context, readMarkup(context), ({ content }) => content);
  },
};

function edit(context: MethodContext, markup: ReplyMarkup, makeContent: (message: SimMessage) => ApiContent): unknown {
  const { world, params, limiter } = context;
  const chat = readableChat(context);
  const message = editableMessage(context, chat, params.integer('message_id') ?? 0);
  const content = makeContent(message);
  checkCallbackData(markup);
  const keyboard: ApiInlineKeyboard | undefined = markup.kind === 'inline' ? markup.keyboard : undefined;
  if (isSame(content, message.content) && isSame(keyboard ?? null, message.keyboard ?? null))
    throw badRequest(NOT_MODIFIED);
  limiter.spend(chat.id, chat.kind !== 'private');
  message.content = content;
  if (keyboard) message.keyboard = keyboard;
  else delete message.keyboard;
  message.editDate = world.clock.nowSeconds();
  world.changed();
  return renderMessage(world, chat, message);
}

function editableMessage({ world }: MethodContext, chat: SimChat, messageId: number): SimMessage {
  const message = world.message(chat, messageId);
  if (!message) throw badRequest('message to edit not found');
  const isOwn = message.senderId === world.bot.id && !message.isService;
  if (!isOwn || message.hasOtherMarkup) throw badRequest("message can't be edited");
  return message;
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
