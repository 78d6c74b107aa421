import type { ApiContent } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import { renderUser } from '../render.ts';
import { checkCallbackData, readReplyMarkup } from '../reply-markup.ts';
import type { ReplyMarkup } from '../reply-markup.ts';
import { readBotText } from '../text/bot-text.ts';
import { showsNothing } from '../text/clean-text.ts';
import type { FormattedText } from '../text/html-text.ts';
import type { SimChat, SimMessage } from '../world-state.ts';
import { mayWriteInTopic, readTopicId, writableChat } from './chat-access.ts';
import type { MethodContext } from './method.ts';

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

export function readMarkup(context: MethodContext): ReplyMarkup {
  if (context.params.has('ephemeral_message_parameters')) {
    // Ignoring it would show to a whole group what was meant for one person.
    throw badRequest('ephemeral_message_parameters is not modelled by this simulator');
  }
  return readReplyMarkup(context.params);
}

/**
 * The common end of every send: chat, thread, reply and content are checked in the order of Telegram's server, the
 * budget is charged, and only then does anything change.
 */
export function send(
  context: MethodContext,
  markup: ReplyMarkup,
  makeContent: (chat: SimChat) => ApiContent,
): SimMessage {
  const [message] = sendAll(context, markup, (chat) => [makeContent(chat)]);
  if (message === undefined) throw new Error('Nothing was sent');
  return message;
}

/** Several messages of one call, an album: all of them or none. Each counts for the limits. */
export function sendAll(
  context: MethodContext,
  markup: ReplyMarkup,
  makeContents: (chat: SimChat) => readonly ApiContent[],
): SimMessage[] {
  const { world, params, posting, limiter } = context;
  const chat = writableChat(context);
  const topicId = readTopicId(context, chat);
  const reply = readReply(context, chat, topicId);
  const contents = makeContents(chat);
  checkCallbackData(markup);
  if (!mayWriteInTopic(world, chat, topicId, world.bot.id)) throw badRequest('TOPIC_CLOSED');
  contents.forEach(() => limiter.spend(chat.id, chat.kind !== 'private'));
  return contents.map((content) =>
    posting.post(chat, {
      senderId: world.bot.id,
      content: { ...content, ...reply?.quote },
      topicId,
      replyToId: reply?.message.id ?? null,
      keyboard: markup.kind === 'inline' ? markup.keyboard : undefined,
      hasOtherMarkup: markup.kind === 'other',
      isProtected: params.flag('protect_content'),
      isSilent: params.flag('disable_notification'),
    }),
  );
}

export function checkText({ text }: FormattedText): void {
  if (showsNothing(text)) throw badRequest('text must be non-empty');
  if (text.length > MAX_TEXT_LENGTH) throw badRequest('message is too long');
}

export function checkCaption({ text }: FormattedText): void {
  if (text.length > MAX_CAPTION_LENGTH) throw badRequest('message caption is too long');
}

interface Reply {
  readonly message: SimMessage;
  readonly quote: Pick<ApiContent, 'quote'>;
}

/** [DOC] A reply to something that is gone fails unless the bot allows it; across topics it always fails. */
function readReply({ params, world }: MethodContext, chat: SimChat, topicId: number | null): Reply | undefined {
  const value = params.json('reply_parameters', "can't parse reply parameters JSON object");
  const given = (value ?? { message_id: params.integer('reply_to_message_id') }) as Record<string, unknown>;
  const messageId = Number(given['message_id'] ?? 0);
  if (!messageId) return undefined;
  const mayDrop = given['allow_sending_without_reply'] === true || params.flag('allow_sending_without_reply');
  if (given['chat_id'] !== undefined && Number(given['chat_id']) !== chat.id) {
    throw badRequest('replies to another chat are not modelled by this simulator');
  }
  const message = world.message(chat, messageId);
  if (!message) {
    if (mayDrop) return undefined;
    throw badRequest('message to be replied not found');
  }
  if (chat.kind === 'supergroup' && chat.isForum && message.topicId !== topicId) {
    throw badRequest('message to be replied not found');
  }
  return { message, quote: readQuote(given, message) };
}

function readQuote(given: Record<string, unknown>, message: SimMessage): Pick<ApiContent, 'quote'> {
  const { quote, quote_position: position } = given;
  if (typeof quote !== 'string' || quote === '') return {};
  const original = message.content.text ?? message.content.caption ?? '';
  if (quote.length > MAX_CAPTION_LENGTH || !original.includes(quote)) throw badRequest('QUOTE_TEXT_INVALID');
  return {
    quote: {
      text: quote,
      position: typeof position === 'number' ? position : original.indexOf(quote),
      is_manual: true,
    },
  };
}
