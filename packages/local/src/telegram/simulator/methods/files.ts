import type { ApiContent, FileKind } from '../api-types.ts';
import { badRequest } from '../bot-api-error.ts';
import { MAX_DOWNLOAD_BYTES, imageSize, renderFile, storeFile } from '../file-store.ts';
import type { UploadedFile } from '../params.ts';
import { readReplyMarkup } from '../reply-markup.ts';
import type { FormattedText } from '../text/html-text.ts';
import type { World } from '../world.ts';
import type { SimFile } from '../world-state.ts';
import type { Method, MethodContext } from './method.ts';
import { checkCaption, readText, send } from './outgoing.ts';

/** [DOC Sending files] */
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
const MAX_PHOTO_SIDES = 10_000;
const MAX_PHOTO_RATIO = 20;
const MAX_PHOTO_BY_URL_BYTES = 5 * 1024 * 1024;
const MAX_FILE_BY_URL_BYTES = 20 * 1024 * 1024;
const DOCUMENTS_BY_URL = ['application/pdf', 'application/zip'];

export const fileMethods: Record<string, Method> = {
  sendPhoto: (context) => sendFile(context, 'photo'),
  sendDocument: (context) => sendFile(context, 'document'),
  sendVoice: (context) => sendFile(context, 'voice'),
  sendAudio: (context) => sendFile(context, 'audio'),
  sendVideo: (context) => sendFile(context, 'video'),
  sendAnimation: (context) => sendFile(context, 'animation'),
  sendVideoNote: (context) => sendFile(context, 'video_note'),
  sendSticker: (context) => sendFile(context, 'sticker'),

  getFile({ world, params }) {
    const id = params.text('file_id') ?? '';
    if (!id) throw badRequest('file_id not specified');
    const file = world.state.files[id];
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    if (file.size > MAX_DOWNLOAD_BYTES) throw badRequest('file is too big');
    return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path };
  },
};

interface GivenFile {
  readonly upload: UploadedFile | undefined;
  /** Where there is no upload: the id of a file. */
  readonly reference: string;
}

function sendFile(context: MethodContext, kind: FileKind): unknown {
  const caption = readText(context, 'caption');
  const markup = readReplyMarkup(context.params);
  return send(context, markup, () => {
    checkCaption(caption);
    const upload = context.params.upload(kind);
    const file = readFile(context, kind, { upload, reference: context.params.text(kind) ?? '' });
    return mediaContent(file, kind === 'video_note' ? undefined : caption);
  });
}

/** How a message with this file looks, whoever sends it. */
export function mediaContent(file: SimFile, caption: FormattedText | undefined): ApiContent {
  const rendered = renderFile(file);
  if (file.kind === 'sticker') return { sticker: rendered };
  return {
    ...(file.kind === 'photo' ? { photo: [rendered] } : { [file.kind]: rendered }),
    // [DOC] An animation also fills `document`, for bots that know only that.
    ...(file.kind === 'animation' && { document: rendered }),
    ...(caption?.text && { caption: caption.text }),
    ...(caption?.text && caption.entities.length && { caption_entities: caption.entities }),
  };
}

export function readFile({ world }: MethodContext, kind: FileKind, { upload, reference }: GivenFile): SimFile {
  if (upload) {
    if (kind === 'photo') checkPhoto(upload.bytes);
    return storeFile(world, kind, upload);
  }
  if (!reference || reference.startsWith('attach://'))
    throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`);
  if (reference.includes('.')) return fetchFile(world, kind, reference);
  const known = world.state.files[reference];
  if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
  if ((known.kind === 'photo') !== (kind === 'photo')) {
    const name = (value: string) => value.charAt(0).toUpperCase() + value.slice(1);
    throw badRequest(`can't use file of type ${name(known.kind)} as ${name(kind)}`);
  }
  return known;
}

/**
 * Nothing is fetched from outside: an address works when somebody published a file there by hand, and otherwise fails
 * as it does when Telegram cannot reach it [SRC WEBPAGE_CURL_FAILED].
 */
function fetchFile(world: World, kind: FileKind, address: string): SimFile {
  const found = world.state.webFiles[address];
  const bytes = Buffer.from(found?.base64 ?? '', 'base64');
  const limit = kind === 'photo' ? MAX_PHOTO_BY_URL_BYTES : MAX_FILE_BY_URL_BYTES;
  if (!found || bytes.length > limit) throw badRequest('failed to get HTTP URL content');
  const isFit =
    kind === 'photo'
      ? imageSize(bytes) !== undefined
      : kind !== 'document' || DOCUMENTS_BY_URL.includes(found.mimeType);
  // [SRC WEBPAGE_MEDIA_EMPTY]
  if (!isFit) throw badRequest('wrong type of the web page content');
  const name = new URL(address).pathname.split('/').at(-1) ?? '';
  return storeFile(world, kind, { name, mimeType: found.mimeType, bytes });
}

function checkPhoto(bytes: Uint8Array): void {
  if (bytes.length > MAX_PHOTO_BYTES) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${MAX_PHOTO_BYTES} bytes`,
    );
  }
  const size = imageSize(bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  if (width + height > MAX_PHOTO_SIDES || Math.max(width / height, height / width) > MAX_PHOTO_RATIO) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
}
