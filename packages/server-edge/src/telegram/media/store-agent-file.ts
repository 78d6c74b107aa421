/**
 * A file from Telegram into our storage: downloaded, looked at, announced, written, settled. What it is, its bytes say; the
 * widget's rules about sizes and types hold for agents as for visitors.
 */
import type { FileRow } from '../../db/files-db.ts';
import { downloadName } from '../../storage/file-name.ts';
import { StorageError, type FileStorage } from '../../storage/file-storage.ts';
import { identifyFile, START_BYTES } from '../../storage/identify-file.ts';
import { commonMediaType } from '../../storage/media-type.ts';
import { pictureSize } from '../../storage/picture-size.ts';
import type { BridgeDeps } from '../bridge-deps.ts';
import { classifyTelegramFailure } from '../telegram-failure.ts';
import { MAX_DOWNLOAD_BYTES, type AgentMedia } from './agent-media.ts';
import { MediaRefusal } from './media-refusal.ts';

const MAX_NAME_UNITS = 200;
const TOO_LARGE = 'Not sent: bots get files of at most 20 MB from Telegram. Please send the visitor a link instead.';

export interface FileOwner {
  readonly agentId: string;
  readonly conversationId: string;
}

/** Throws a {@link MediaRefusal}, the database's refusals, and what another try may change. */
export async function storeAgentFile(deps: BridgeDeps, owner: FileOwner, media: AgentMedia): Promise<FileRow> {
  const { storage } = deps;
  if (storage === undefined) throw new MediaRefusal('Not sent: only text reaches the visitor here.');
  const bytes = await download(deps, media);
  const byteSize = bytes.byteLength;
  if (byteSize === 0) throw new MediaRefusal('Not sent: the file is empty.');
  const start = bytes.subarray(0, START_BYTES);
  const mediaType = await identifyFile({
    announcedType: commonMediaType(media.mediaType),
    start,
    byteSize,
    read: async ({ offset, length }) => bytes.subarray(offset, offset + length),
  });
  const name = downloadName(shortened(media.name), mediaType);
  const { attachment_id: attachmentId, path } = await deps.db.createAgentAttachment({
    ...owner,
    name,
    mediaType,
    byteSize,
  });
  await write(deps, storage, { path, bytes, mediaType });
  const { durationSeconds } = media;
  const settled = await deps.db.settleAttachment({
    attachmentId,
    outcome: 'stored',
    mediaType,
    byteSize,
    durationSeconds,
    ...pictureSize(mediaType, start),
  });
  if (settled.state === 'refused') throw new MediaRefusal(`Not sent: the file was refused (${settled.refusal ?? ''}).`);
  return settled;
}

async function download({ api, logger }: BridgeDeps, { fileId, byteSize }: AgentMedia): Promise<Uint8Array> {
  if (byteSize !== null && byteSize > MAX_DOWNLOAD_BYTES) throw new MediaRefusal(TOO_LARGE);
  try {
    return await api.downloadFile({ file_id: fileId, maxBytes: MAX_DOWNLOAD_BYTES });
  } catch (error) {
    const { kind, description } = classifyTelegramFailure(error);
    if (kind !== 'bad-file' && kind !== 'permanent') throw error;
    logger.warn('telegram.file_not_downloaded', { failure: description });
    throw new MediaRefusal(
      description.includes('too big') ? TOO_LARGE : 'Not sent: Telegram does not hand out this file. Please try again.',
    );
  }
}

async function write(
  { logger }: BridgeDeps,
  storage: FileStorage,
  { path, bytes, mediaType }: { readonly path: string; readonly bytes: Uint8Array; readonly mediaType: string },
): Promise<void> {
  try {
    await storage.write(path, bytes, mediaType);
  } catch (error) {
    if (!(error instanceof StorageError) || error.kind === 'unavailable') throw error;
    logger.error('telegram.file_not_stored', { error });
    throw new MediaRefusal('Not sent: files cannot be stored at present.');
  }
}

/** With its ending, which says what it is. */
function shortened(name: string): string {
  if (name.length <= MAX_NAME_UNITS) return name;
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, MAX_NAME_UNITS - ending.length).replace(/\p{Surrogate}$/u, '')}${ending}`;
}
