import type { ApiContent } from '../api-types.ts';
import { BotApiError, badRequest } from '../bot-api-error.ts';
import { readReplyMarkup } from '../reply-markup.ts';
import { checkMediaCaption, inputMediaContent, readInputMedia } from './input-media.ts';
import type { InputMedia } from './input-media.ts';
import type { Method, MethodContext } from './method.ts';
import { sendAll } from './outgoing.ts';

/** [DOC sendMediaGroup] */
const MAX_ITEMS = 10;

/**
 * Albums: 2 to 10 items, documents and sound only among their own kind [DOC]; a single item is sent as an ordinary
 * message. One item that is refused takes all others with it (wording: TDLib, MessagesManager::send_message_group).
 */
export const albumMethods: Record<string, Method> = {
  sendMediaGroup(context) {
    const markup = readReplyMarkup(context.params);
    const items = readItems(context);
    const albumId = items.length > 1 ? context.world.digits(17) : undefined;
    return sendAll(context, markup, () => {
      checkMixture(items);
      return items.map((item, index) => ({
        ...itemContent(context, item, index),
        ...(albumId && { media_group_id: albumId }),
      }));
    });
  },
};

function readItems({ params }: MethodContext): readonly InputMedia[] {
  const items = params.json('media', "can't parse media JSON object");
  if (!Array.isArray(items) || items.length === 0) throw badRequest('there are no messages to send');
  if (items.length > MAX_ITEMS) throw badRequest('too many messages to send as an album');
  return items.map((item: unknown) => readInputMedia(item, 'sendMediaGroup', ['animation']));
}

function checkMixture(items: readonly InputMedia[]): void {
  for (const kind of ['document', 'audio']) {
    const count = items.filter(({ type }) => type === kind).length;
    if (count > 0 && count < items.length) throw badRequest(`${kind} can't be mixed with other media types`);
  }
}

function itemContent(context: MethodContext, item: InputMedia, index: number): ApiContent {
  // A caption that is refused is refused as such: it is read before anything is sent.
  checkMediaCaption(context, item);
  try {
    return inputMediaContent(context, item);
  } catch (error) {
    if (!(error instanceof BotApiError)) throw error;
    const reason = error.message.replace(/^Bad Request: /, '');
    throw badRequest(`failed to send message #${index + 1} with the error message "${reason}"`);
  }
}
