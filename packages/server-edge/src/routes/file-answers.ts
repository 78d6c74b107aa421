/** What uploads and downloads of visitors and of agents have in common. */
import type { FilesDb, FileRow, SettledFile } from '../db/files-db.ts';
import { ApiError } from '../errors.ts';
import type { Attachment } from '../schemas/message.ts';
import { downloadName, plainFileName, typeOfName } from '../storage/file-name.ts';
import type { FileStorage } from '../storage/file-storage.ts';
import { inspectUpload, REFUSED_SIZE } from '../storage/inspect-upload.ts';
import { commonMediaType, isInlineType, UNKNOWN_TYPE } from '../storage/media-type.ts';

/** How long an address to read a file from works. */
const DOWNLOAD_SECONDS = 300;

/** The name and the type under which an upload is announced. */
export function announcedAs({ name, media_type }: { readonly name: string; readonly media_type: string }) {
  const plainName = plainFileName(name);
  const said = commonMediaType(media_type);
  return { name: plainName, mediaType: said === UNKNOWN_TYPE ? typeOfName(plainName) : said };
}

/** The file, and the address to put it to. The bytes go straight to the storage. */
export async function uploadAnswer(files: FileStorage, file: FileRow) {
  const { url, method, headers, expiresInSeconds } = await files.createUpload(file.path);
  return {
    attachment: toAttachment(file),
    upload: { url, method, headers: { ...headers, 'content-type': file.media_type }, expires_in: expiresInSeconds },
  };
}

/** Looks at what has arrived and accepts or refuses it, once and for all. */
export async function completeUpload(
  { db, files }: { readonly db: Pick<FilesDb, 'settleAttachment'>; readonly files: FileStorage },
  upload: FileRow,
  maxBytes: number,
): Promise<Attachment> {
  if (upload.state === 'stored') return toAttachment(upload);
  // What was refused stays so, and only the settlement knows why.
  const findings = upload.state === 'refused' ? ({ outcome: 'refused' } as const) : await inspectUpload(files, upload);
  if (findings.outcome === 'missing') {
    throw new ApiError('attachment_not_ready', 'The file has not arrived. Upload it, then complete it.');
  }
  const settled = await db.settleAttachment({ attachmentId: upload.attachment_id, ...findings });
  if (settled.state !== 'stored') throw refusalOf(settled, maxBytes);
  return toAttachment(settled);
}

/** An address that works for five minutes. */
export async function downloadAnswer(files: FileStorage, file: FileRow) {
  const disposition = isInlineType(file.media_type) ? 'inline' : 'attachment';
  const url = await files.createDownload({
    path: file.path,
    name: downloadName(file.name, file.media_type),
    disposition,
    expiresInSeconds: DOWNLOAD_SECONDS,
  });
  return { url, expires_in: DOWNLOAD_SECONDS, disposition };
}

function toAttachment({ attachment_id, name, media_type, byte_size, ...rest }: FileRow): Attachment {
  const { width, height, duration_seconds } = rest;
  return {
    id: attachment_id,
    name,
    media_type,
    byte_size,
    ...(width === undefined || height === undefined ? {} : { width, height }),
    ...(duration_seconds === undefined ? {} : { duration_seconds }),
  };
}

function refusalOf({ refusal }: SettledFile, maxBytes: number): ApiError {
  if (refusal?.startsWith(REFUSED_SIZE) === true) {
    const details = { limit: maxBytes };
    return new ApiError('attachment_too_large', 'The file is larger than it was said to be and may be.', { details });
  }
  return new ApiError(
    'attachment_type_refused',
    'The file is empty, not what it was said to be, or of a refused type.',
  );
}
