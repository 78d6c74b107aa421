import type { ApiContent } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import type { World } from '../world.ts';
import type { SimChat, SimMessage } from '../world-state.ts';
import type { MethodContext } from './method.ts';

/** [DOC ReplyParameters] */
const MAX_QUOTE_LENGTH = 1024;

/** What a message answers. */
export interface Reply {
  readonly message: SimMessage;
  readonly quote: Pick<ApiContent, 'quote'>;
}

/** [DOC] A reply to something that is gone fails unless the bot allows it; across topics it always fails. */
export function readReply({ params, world }: MethodContext, chat: SimChat, topicId: number | null): Reply | undefined {
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
  if (hasTopics(world, chat) && message.topicId !== topicId) {
    throw badRequest('message to be replied not found');
  }
  return { message, quote: readQuote(given, message) };
}

function hasTopics(world: World, chat: SimChat): boolean {
  return chat.kind === 'private' ? world.bot.hasTopicsEnabled : chat.isForum;
}

function readQuote(given: Record<string, unknown>, message: SimMessage): Pick<ApiContent, 'quote'> {
  const { quote, quote_position: position } = given;
  if (typeof quote !== 'string' || quote === '') return {};
  const original = message.content.text ?? message.content.caption ?? '';
  if (quote.length > MAX_QUOTE_LENGTH || !original.includes(quote)) throw badRequest('QUOTE_TEXT_INVALID');
  return {
    quote: {
      text: quote,
      position: typeof position === 'number' ? position : original.indexOf(quote),
      is_manual: true,
    },
  };
}
