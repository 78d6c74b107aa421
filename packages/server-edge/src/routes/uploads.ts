import type { Context, Handler } from 'hono';
import type { WireAttachmentRules } from '@support-chat/sdk/protocol';
import type { AppEnv } from '../app-env.ts';
import type { FileRow, SettledFile } from '../db/files-db.ts';
import type { SupportDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { fileQuerySchema, uploadCompleteRequestSchema, uploadRequestSchema } from '../schemas/attachments.ts';
import type { Attachment } from '../schemas/message.ts';
import { downloadName, plainFileName, typeOfName } from '../storage/file-name.ts';
import type { FileStorage } from '../storage/file-storage.ts';
import { inspectUpload, REFUSED_SIZE } from '../storage/inspect-upload.ts';
import { commonMediaType, isInlineType, UNKNOWN_TYPE } from '../storage/media-type.ts';
import { readFeatures } from '../widget-settings/features.ts';
import { readBody, readQuery } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

/** How long an address to read a file from works. */
const DOWNLOAD_SECONDS = 300;

type FileDeps = Pick<SupportDeps, 'db' | 'storage' | 'mail'>;

/** `POST chat/upload`: a place for one file, and the address to put it to. The bytes go straight to the storage. */
export function postUpload(deps: FileDeps): Handler<AppEnv> {
  return async (c) => {
    const files = openStorage(c, deps);
    const { name, media_type, byte_size } = await readBody(c, uploadRequestSchema);
    const plainName = plainFileName(name);
    const said = commonMediaType(media_type);
    const mediaType = said === UNKNOWN_TYPE ? typeOfName(plainName) : said;
    const announced = { ...visitorScope(c), name: plainName, mediaType, byteSize: byte_size };
    const file = await deps.db.createAttachment(announced);
    const { url, method, headers, expiresInSeconds } = await files.createUpload(file.path);
    return c.json({
      attachment: toAttachment(file),
      upload: { url, method, headers: { ...headers, 'content-type': file.media_type }, expires_in: expiresInSeconds },
    });
  };
}

/** `POST chat/upload/complete`: looks at what has arrived and accepts or refuses it, once and for all. */
export function postUploadComplete(deps: FileDeps): Handler<AppEnv> {
  const { db } = deps;
  return async (c) => {
    const files = openStorage(c, deps);
    const { attachment_id } = await readBody(c, uploadCompleteRequestSchema);
    const upload = await db.getUpload({ ...visitorScope(c), attachmentId: attachment_id });
    if (upload.state === 'stored') return c.json({ attachment: toAttachment(upload) });
    // What was refused stays so, and only the settlement knows why.
    const findings =
      upload.state === 'refused' ? ({ outcome: 'refused' } as const) : await inspectUpload(files, upload);
    if (findings.outcome === 'missing') {
      throw new ApiError('attachment_not_ready', 'The file has not arrived. Upload it, then complete it.');
    }
    const settled = await db.settleAttachment({ attachmentId: attachment_id, ...findings });
    if (settled.state !== 'stored') throw refusalOf(settled, attachmentRules(c, deps));
    return c.json({ attachment: toAttachment(settled) });
  };
}

/** `GET chat/file?attachment_id=…`: an address that works for five minutes. */
export function getFile({ db, storage }: FileDeps): Handler<AppEnv> {
  return async (c) => {
    if (storage === undefined) throw noFiles();
    const { attachment_id } = readQuery(c, fileQuerySchema);
    const file = await db.getAttachment({ ...visitorScope(c), attachmentId: attachment_id });
    const disposition = isInlineType(file.media_type) ? 'inline' : 'attachment';
    const url = await storage.createDownload({
      path: file.path,
      name: downloadName(file.name, file.media_type),
      disposition,
      expiresInSeconds: DOWNLOAD_SECONDS,
    });
    return c.json({ url, expires_in: DOWNLOAD_SECONDS, disposition });
  };
}

function openStorage(c: Context<AppEnv>, deps: FileDeps): FileStorage {
  if (deps.storage === undefined || !attachmentRules(c, deps).enabled) throw noFiles();
  return deps.storage;
}

function attachmentRules(c: Context<AppEnv>, deps: FileDeps): WireAttachmentRules {
  return readFeatures(c.get('widget').features, deps).attachments;
}

function noFiles(): ApiError {
  return new ApiError('feature_disabled', 'This widget takes no files.');
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

function refusalOf({ refusal }: SettledFile, { max_bytes }: WireAttachmentRules): ApiError {
  if (refusal?.startsWith(REFUSED_SIZE) === true) {
    const details = { limit: max_bytes };
    return new ApiError('attachment_too_large', 'The file is larger than it was said to be and may be.', { details });
  }
  return new ApiError(
    'attachment_type_refused',
    'The file is empty, not what it was said to be, or of a refused type.',
  );
}
