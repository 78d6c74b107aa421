/**
 * Files to and from Telegram, as a part of the port in telegram-api.ts.
 *
 * Telegram's address of a file holds the bot's token, so it never leaves this module: what goes out are bytes, and what is
 * thrown names neither. Uploads always carry the bytes themselves, because Telegram cannot reach every storage.
 */
import { GrammyError, HttpError, InputFile, type Api } from 'grammy/web';
import type {
  InputMediaAudio,
  InputMediaDocument,
  InputMediaPhoto,
  InputMediaVideo,
  MessageEntity,
} from 'grammy/types';
import type { SentMessage } from '../telegram-api.ts';

export type OutgoingKind = 'photo' | 'animation' | 'video' | 'audio' | 'voice' | 'document';
export type AlbumKind = Exclude<OutgoingKind, 'animation' | 'voice'>;

export interface FileBytes {
  readonly bytes: Uint8Array;
  readonly name: string;
}

interface CaptionedFile<Kind> {
  readonly kind: Kind;
  readonly file: FileBytes;
  /** At most 1024 UTF-16 units. */
  readonly caption?: string;
  readonly caption_entities?: readonly MessageEntity[];
}

interface FileTarget {
  readonly chat_id: number;
  readonly message_thread_id?: number;
  readonly reply_to_message_id?: number;
}

export interface OutgoingFile extends FileTarget, CaptionedFile<OutgoingKind> {}

export type AlbumItem = CaptionedFile<AlbumKind>;

export interface OutgoingAlbum extends FileTarget {
  /** 2 to 10; documents and sound only among their own kind. */
  readonly items: readonly AlbumItem[];
}

export interface TelegramFilesApi {
  sendFile(file: OutgoingFile): Promise<SentMessage>;
  /** In the order of the items; all of them, or none. */
  sendAlbum(album: OutgoingAlbum): Promise<readonly SentMessage[]>;
  /** Rejects as Telegram does when there are more than `maxBytes`, whoever counts them. */
  downloadFile(file: { readonly file_id: string; readonly maxBytes: number }): Promise<Uint8Array>;
}

export interface TelegramFilesOptions {
  /** With a time limit that suits an upload. */
  readonly raw: Api['raw'];
  readonly token: string;
  readonly apiRoot: string;
  readonly fetch: typeof fetch;
  readonly timeoutSeconds: number;
}

export function createTelegramFilesApi({
  raw,
  token,
  apiRoot,
  fetch: fetchFunction,
  timeoutSeconds,
}: TelegramFilesOptions): TelegramFilesApi {
  return {
    async sendFile({ kind, file, ...rest }) {
      const message = { ...target(rest), ...caption(rest) };
      const upload = inputFile(file);
      switch (kind) {
        case 'photo':
          return raw.sendPhoto({ ...message, photo: upload });
        case 'animation':
          return raw.sendAnimation({ ...message, animation: upload });
        case 'video':
          return raw.sendVideo({ ...message, video: upload });
        case 'audio':
          return raw.sendAudio({ ...message, audio: upload });
        case 'voice':
          return raw.sendVoice({ ...message, voice: upload });
        case 'document':
          return raw.sendDocument({ ...message, document: upload });
      }
    },
    async sendAlbum({ items, ...rest }) {
      return raw.sendMediaGroup({
        ...target(rest),
        media: items.map(({ kind, file, ...text }) => ({ type: kind, media: inputFile(file), ...caption(text) })) as
          InputMediaAudio[] | InputMediaDocument[] | (InputMediaPhoto | InputMediaVideo)[],
      });
    },
    async downloadFile({ file_id, maxBytes }) {
      const { file_path: path, file_size: size = 0 } = await raw.getFile({ file_id });
      if (path === undefined || size > maxBytes) throw refused(400, 'Bad Request: file is too big');
      try {
        const response = await fetchFunction(`${apiRoot}/file/bot${token}/${path}`, {
          signal: AbortSignal.timeout(timeoutSeconds * 1_000),
        });
        if (!response.ok) {
          await response.body?.cancel();
          throw refused(response.status, `HTTP ${String(response.status)} instead of a file`);
        }
        return await readAll(response, maxBytes);
      } catch (error) {
        if (error instanceof GrammyError) throw error;
        // Only the name: what runtimes say about a failed request repeats its address.
        throw new HttpError(
          'A file could not be downloaded.',
          new Error(error instanceof Error ? error.name : 'unknown'),
        );
      }
    },
  };
}

function target({ chat_id, message_thread_id, reply_to_message_id }: FileTarget) {
  return {
    chat_id,
    ...(message_thread_id === undefined ? {} : { message_thread_id }),
    ...(reply_to_message_id === undefined
      ? {}
      : { reply_parameters: { message_id: reply_to_message_id, allow_sending_without_reply: true } }),
  };
}

function caption({ caption: text, caption_entities: entities }: Omit<CaptionedFile<unknown>, 'kind' | 'file'>) {
  if (text === undefined || text === '') return {};
  return { caption: text, ...(entities === undefined ? {} : { caption_entities: [...entities] }) };
}

/**
 * grammY writes the name into the head of the form's part as it is, not even quoted, so a name could end the head early or
 * add to it. Quoted here, and without what would end a quotation.
 */
function inputFile({ bytes, name }: FileBytes): InputFile {
  const quotable = name.replace(/[\p{Cc}\\]/gu, '').replaceAll('"', "'");
  return new InputFile(bytes, `"${quotable}"`);
}

function refused(error_code: number, description: string): GrammyError {
  return new GrammyError(
    "Call to 'getFile' failed!",
    { ok: false, error_code, description, parameters: {} },
    'getFile',
    {},
  );
}

async function readAll(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let count = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    count += value.byteLength;
    if (count > maxBytes) {
      await reader.cancel();
      throw refused(400, 'Bad Request: file is too big');
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(count);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
