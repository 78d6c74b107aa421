import type { ApiContent } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import { renderUser } from '../render.ts';
import { readBotText } from '../text/bot-text.ts';
import { mediaContent, readFile } from './files.ts';
import type { MethodContext } from './method.ts';
import { checkCaption } from './outgoing.ts';

export type MediaKind = 'photo' | 'video' | 'document' | 'audio' | 'animation';
const KINDS: readonly string[] = ['photo', 'video', 'document', 'audio', 'animation'] satisfies MediaKind[];

/** [DOC InputMedia] */
export interface InputMedia {
  readonly type: MediaKind;
  /** The id of a file, an address, or `attach://` and the name of a part. */
  readonly media: string;
  readonly caption?: string;
  readonly parse_mode?: string;
  readonly caption_entities?: unknown;
}

export function readInputMedia(value: unknown, method: string, refused: readonly MediaKind[] = []): InputMedia {
  const item = (typeof value === 'object' && value !== null ? value : {}) as Partial<InputMedia>;
  if (typeof item.type !== 'string' || !KINDS.includes(item.type) || refused.includes(item.type)) {
    throw badRequest(`can't parse InputMedia: type "${String(item.type)}" can't be used in ${method}`);
  }
  if (typeof item.media !== 'string' || item.media === '') throw badRequest("can't parse InputMedia: media not found");
  return item as InputMedia;
}

export function checkMediaCaption({ world }: MethodContext, item: InputMedia): ReturnType<typeof readBotText> {
  const caption = readBotText(
    { text: item.caption ?? '', parseMode: item.parse_mode, entities: item.caption_entities },
    (id) => renderUser(world, id),
  );
  checkCaption(caption);
  return caption;
}

/** The message that shows this file. */
export function inputMediaContent(context: MethodContext, item: InputMedia): ApiContent {
  const caption = checkMediaCaption(context, item);
  const upload = context.params.attachment(item.media.replace(/^attach:\/\//, ''));
  return mediaContent(readFile(context, item.type, { upload, reference: item.media }), caption);
}
