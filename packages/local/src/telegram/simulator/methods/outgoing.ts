import type { ApiContent, ApiMessage } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import type { MessageDraft } from '../posting.ts';
import { renderEphemeral, renderMessage, renderUser } from '../render.ts';
import { checkCallbackData } from '../reply-markup.ts';
import type { ReplyMarkup } from '../reply-markup.ts';
import { readBotText } from '../text/bot-text.ts';
import { showsNothing } from '../text/clean-text.ts';
import type { FormattedText } from '../text/html-text.ts';
import type { SimChat } from '../world-state.ts';
import { mayWriteInTopic, readTopicId, writableChat } from './chat-access.ts';
import { checkReceiver, readWhisper } from './ephemeral.ts';
import type { MethodContext } from './method.ts';
import { readReply } from './replies.ts';

/** [DOC] Counted in UTF-16 units, the strictest reading: what passes here passes there. */
export const MAX_TEXT_LENGTH = 4096;
export const MAX_CAPTION_LENGTH = 1024;

/** Text and markup of a call, read before the chat is looked at: a malformed argument is reported first [SRC]. */
export function readText(context: MethodContext, name: 'text' | 'caption'): FormattedText {
  const { params, world } = context;
  const text = params.text(name) ?? '';
  if (name === 'text' && text === '') throw badRequest('message text is empty');
  if (Buffer.byteLength(text) > 1 << 15) throw badRequest('text is too long');
  const entities = params.json(name === 'text' ? 'entities' : 'caption_entities', "can't parse entities JSON object");
  return readBotText({ text, parseMode: params.text('parse_mode'), entities }, (id) => renderUser(world, id));
}

/** Where the common checks of a send end: the place, and what the message carries whatever it says. */
interface Place {
  readonly chat: SimChat;
  readonly topicId: number | null;
  readonly frame: Omit<MessageDraft, 'content'>;
  readonly quote: Pick<ApiContent, 'quote'>;
}

/**
 * The common end of every send: chat, thread, reply and content are checked in the order of Telegram's server, the
 * budget is charged, and only then does anything change. With `ephemeral_message_parameters` one member gets it.
 */
export function send(
  context: MethodContext,
  markup: ReplyMarkup,
  makeContent: (chat: SimChat) => ApiContent,
): ApiMessage {
  const whisper = readWhisper(context);
  if (!whisper) {
    const [message] = sendAll(context, markup, (chat) => [makeContent(chat)]);
    if (message === undefined) throw new Error('Nothing was sent');
    return message;
  }
  const { world, posting, limiter } = context;
  const place = readPlace(context, markup);
  const content = makeContent(place.chat);
  checkCallbackData(markup);
  const to = checkReceiver(context, place.chat, whisper);
  limiter.spend(place.chat.id, true);
  return renderEphemeral(world, place.chat, posting.whisper(place.chat, { ...place.frame, content }, to));
}

/** Several messages of one call, an album: all of them or none. Each counts for the limits. */
export function sendAll(
  context: MethodContext,
  markup: ReplyMarkup,
  makeContents: (chat: SimChat) => readonly ApiContent[],
): ApiMessage[] {
  const { world, posting, limiter } = context;
  const { chat, topicId, frame, quote } = readPlace(context, markup);
  const contents = makeContents(chat);
  checkCallbackData(markup);
  if (!mayWriteInTopic(world, chat, topicId, world.bot.id)) throw badRequest('TOPIC_CLOSED');
  contents.forEach(() => limiter.spend(chat.id, chat.kind !== 'private'));
  return contents.map((content) =>
    renderMessage(world, chat, posting.post(chat, { ...frame, content: { ...content, ...quote } })),
  );
}

function readPlace(context: MethodContext, markup: ReplyMarkup): Place {
  const { world, params } = context;
  const chat = writableChat(context);
  const topicId = readTopicId(context, chat);
  const reply = readReply(context, chat, topicId);
  return {
    chat,
    topicId,
    quote: reply?.quote ?? {},
    frame: {
      senderId: world.bot.id,
      topicId,
      replyToId: reply?.message.id ?? null,
      keyboard: markup.kind === 'inline' ? markup.keyboard : undefined,
      hasOtherMarkup: markup.kind === 'other',
      isProtected: params.flag('protect_content'),
      isSilent: params.flag('disable_notification'),
    },
  };
}

export function checkText({ text }: FormattedText): void {
  if (showsNothing(text)) throw badRequest('text must be non-empty');
  if (text.length > MAX_TEXT_LENGTH) throw badRequest('message is too long');
}

export function checkCaption({ text }: FormattedText): void {
  if (text.length > MAX_CAPTION_LENGTH) throw badRequest('message caption is too long');
}
