import type { ApiContent } from '../api-types.ts';
import { BotApiError, badRequest } from '../bot-api-error.ts';
import { renderMessage, renderUser } from '../render.ts';
import { readBotText } from '../text/bot-text.ts';
import type { SimChat } from '../world-state.ts';
import { mediaContent, readFile } from './files.ts';
import type { Method, MethodContext } from './method.ts';
import { checkCaption, readMarkup, sendAll } from './outgoing.ts';

/** [DOC sendMediaGroup] */
const MAX_ITEMS = 10;
type AlbumKind = 'photo' | 'video' | 'document' | 'audio';
const KINDS: readonly string[] = ['photo', 'video', 'document', 'audio'] satisfies AlbumKind[];

/**
 * Albums: 2 to 10 items, documents and sound only among their own kind [DOC]; a single item is sent as an ordinary
 * message. One item that is refused takes all others with it (wording: TDLib, MessagesManager::send_message_group).
 */
export const albumMethods: Record<string, Method> = {
  sendMediaGroup(context) {
    const markup = readMarkup(context);
    const items = readItems(context);
    let chat: SimChat | undefined;
    const albumId = items.length > 1 ? context.world.digits(17) : undefined;
    const messages = sendAll(context, markup, (target) => {
      chat = target;
      checkMixture(items);
      return items.map((item, index) => ({
        ...itemContent(context, item, index),
        ...(albumId && { media_group_id: albumId }),
      }));
    });
    return messages.map((message) => chat && renderMessage(context.world, chat, message));
  },
};

interface AlbumItem {
  readonly type: AlbumKind;
  readonly media: string;
  readonly caption?: string;
  readonly parse_mode?: string;
  readonly caption_entities?: unknown;
}

function readItems({ params }: MethodContext): readonly AlbumItem[] {
  const items = params.json('media', "can't parse media JSON object");
  if (!Array.isArray(items) || items.length === 0) throw badRequest('there are no messages to send');
  if (items.length > MAX_ITEMS) throw badRequest('too many messages to send as an album');
  return items.map((value: unknown) => {
    const item = (value ?? {}) as Partial<AlbumItem>;
    if (typeof item.type !== 'string' || !KINDS.includes(item.type)) {
      throw badRequest(`can't parse InputMedia: type "${String(item.type)}" can't be used in sendMediaGroup`);
    }
    if (typeof item.media !== 'string' || item.media === '')
      throw badRequest("can't parse InputMedia: media not found");
    return item as AlbumItem;
  });
}

function checkMixture(items: readonly AlbumItem[]): void {
  for (const kind of ['document', 'audio']) {
    const count = items.filter(({ type }) => type === kind).length;
    if (count > 0 && count < items.length) throw badRequest(`${kind} can't be mixed with other media types`);
  }
}

function itemContent(context: MethodContext, item: AlbumItem, index: number): ApiContent {
  const { world, params } = context;
  const caption = readBotText(
    { text: item.caption ?? '', parseMode: item.parse_mode, entities: item.caption_entities },
    (id) => renderUser(world, id),
  );
  checkCaption(caption);
  try {
    const upload = params.attachment(item.media.replace(/^attach:\/\//, ''));
    return mediaContent(readFile(context, item.type, { upload, reference: item.media }), caption);
  } catch (error) {
    if (!(error instanceof BotApiError)) throw error;
    const reason = error.message.replace(/^Bad Request: /, '');
    throw badRequest(`failed to send message #${index + 1} with the error message "${reason}"`);
  }
}
