import type { FileRow } from '../../db/files-db.ts';
import { downloadName } from '../../storage/file-name.ts';
import { StorageError } from '../../storage/file-storage.ts';
import type { ConversationJob, Delivery } from '../bridge-deps.ts';
import { formatAttachment } from '../format-message.ts';
import type { FormattedText } from '../formatted-text.ts';
import { sendText, type TextTarget } from '../send-text.ts';
import type { SentMessage } from '../telegram-api.ts';
import { classifyTelegramFailure, describeFailure, isTelegramError } from '../telegram-failure.ts';
import type { AlbumPlan } from './plan-files.ts';
import type { FileBytes, OutgoingFile, OutgoingKind } from './telegram-files-api.ts';

type FileDelivery = Delivery<ConversationJob>;

const LINK_SECONDS = 7 * 24 * 60 * 60;
/** A storage that gives no answer is asked so often; then the lane goes on with the file's name instead of the file. */
const PATIENT_ATTEMPTS = 4;

/** Tries the kind, then a document, then an address. */
export async function sendSingleFile(
  delivery: FileDelivery,
  target: TextTarget,
  { file, as }: { readonly file: FileRow; readonly as: OutgoingKind },
  caption: FormattedText,
): Promise<SentMessage> {
  const bytes = await readBytes(delivery, file);
  if (bytes === null) return sendFileAsLink(delivery, target, file, caption, 'it could not be read just now');
  for (const kind of as === 'document' ? (['document'] as const) : ([as, 'document'] as const)) {
    const sent = await unlessRefused(delivery, file, () =>
      sendInSimplerForms({ ...targetOf(target), kind, file: bytes, ...captionOf(caption) }, (message) =>
        delivery.deps.api.sendFile(message),
      ),
    );
    if (sent !== null) return sent;
  }
  return sendFileAsLink(delivery, target, file, caption, 'Telegram did not take it');
}

/** Null when one of them was refused, and so all of them; nothing was sent then. */
export async function sendAlbumPiece(
  delivery: FileDelivery,
  target: TextTarget,
  items: readonly AlbumPlan[],
  caption: FormattedText,
): Promise<readonly SentMessage[] | null> {
  const read: { readonly kind: AlbumPlan['as']; readonly file: FileBytes }[] = [];
  for (const { file, as } of items) {
    const bytes = await readBytes(delivery, file);
    if (bytes === null) return null;
    read.push({ kind: as, file: bytes });
  }
  const first = items[0]?.file;
  if (first === undefined) return null;
  return unlessRefused(delivery, first, () =>
    sendInSimplerForms(
      { ...targetOf(target), ...captionOf(caption) },
      ({ caption: text, caption_entities, ...message }) =>
        delivery.deps.api.sendAlbum({
          ...message,
          items: read.map((item, index) => ({
            ...item,
            ...(index === 0 && text !== undefined ? { caption: text } : {}),
            ...(index === 0 && caption_entities !== undefined ? { caption_entities } : {}),
          })),
        }),
    ),
  );
}

/** The file's name, why it is not here, and where it is. */
export async function sendFileAsLink(
  delivery: FileDelivery,
  target: TextTarget,
  file: FileRow,
  { text, entities }: FormattedText,
  reason: string,
): Promise<SentMessage> {
  const address = await signAddress(delivery, file);
  const lines = [
    text,
    `${formatAttachment(file)} is not here: ${reason}.`,
    ...(address === null ? [] : [`For a week it can be fetched here: ${address}`]),
  ];
  return sendText(delivery.deps.api, target, { text: lines.filter((line) => line !== '').join('\n'), entities });
}

async function unlessRefused<Sent>(
  { deps, job }: FileDelivery,
  file: FileRow,
  send: () => Promise<Sent>,
): Promise<Sent | null> {
  try {
    return await send();
  } catch (error) {
    if (!isTelegramError(error) || classifyTelegramFailure(error).kind !== 'bad-file') throw error;
    deps.logger.info('telegram.file_refused', {
      job_id: job.id,
      attachment_id: file.attachment_id,
      failure: describeFailure(error),
    });
    return null;
  }
}

type Ornaments = Pick<OutgoingFile, 'chat_id' | 'caption' | 'caption_entities' | 'reply_to_message_id'>;

/** Again without the reply when its target is gone, without formatting when it cannot be read. */
async function sendInSimplerForms<Message extends Ornaments, Sent>(
  message: Message,
  send: (message: Message) => Promise<Sent>,
): Promise<Sent> {
  for (let form = message; ;) {
    try {
      return await send(form);
    } catch (error) {
      const { kind } = classifyTelegramFailure(error);
      if (kind === 'no-reply-target' && form.reply_to_message_id !== undefined)
        form = without(form, 'reply_to_message_id');
      else if (kind === 'bad-text' && form.caption_entities !== undefined) form = without(form, 'caption_entities');
      else throw error;
    }
  }
}

function without<Message extends Ornaments>(message: Message, name: keyof Ornaments): Message {
  return Object.fromEntries(Object.entries(message).filter(([key]) => key !== name)) as unknown as Message;
}

/** Null when it is not there, or cannot be had after some patience. */
async function readBytes(delivery: FileDelivery, file: FileRow): Promise<FileBytes | null> {
  const part = await patiently(delivery, file, (storage) =>
    storage.read(file.path, { offset: 0, length: file.byte_size }),
  );
  if (part === null || part.bytes.byteLength !== file.byte_size) return null;
  return { bytes: part.bytes, name: downloadName(file.name, file.media_type) };
}

function signAddress(delivery: FileDelivery, file: FileRow): Promise<string | null> {
  const name = downloadName(file.name, file.media_type);
  return patiently(delivery, file, (storage) =>
    storage.createDownload({ path: file.path, name, disposition: 'attachment', expiresInSeconds: LINK_SECONDS }),
  );
}

async function patiently<Answer>(
  { deps, job }: FileDelivery,
  file: FileRow,
  ask: (storage: NonNullable<FileDelivery['deps']['storage']>) => Promise<Answer | null>,
): Promise<Answer | null> {
  if (deps.storage === undefined) return null;
  try {
    return await ask(deps.storage);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    if (error.kind === 'unavailable' && job.attempts < PATIENT_ATTEMPTS) throw error;
    deps.logger.error('telegram.file_not_read', { job_id: job.id, attachment_id: file.attachment_id, error });
    return null;
  }
}

function targetOf({ chatId, threadId, replyToMessageId }: TextTarget) {
  return {
    chat_id: chatId,
    ...(threadId === undefined ? {} : { message_thread_id: threadId }),
    ...(replyToMessageId === undefined ? {} : { reply_to_message_id: replyToMessageId }),
  };
}

function captionOf({ text, entities }: FormattedText): Pick<OutgoingFile, 'caption' | 'caption_entities'> {
  if (text === '') return {};
  return { caption: text, ...(entities.length === 0 ? {} : { caption_entities: entities }) };
}
