/**
 * What has arrived for an announced upload. Everything said about it by its uploader is checked against its bytes; the
 * widget's own limits (size, types) are the database's to apply, with what is found out here.
 */
import type { FileRow } from '../db/files-db.ts';
import type { ByteRange, FileStorage } from './file-storage.ts';
import { identifyFile, START_BYTES } from './identify-file.ts';
import { commonMediaType, isActiveType, UNKNOWN_TYPE } from './media-type.ts';
import { pictureSize } from './picture-size.ts';

export type UploadFindings =
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'refused'; readonly refusal: string }
  | {
      readonly outcome: 'stored';
      readonly mediaType: string;
      readonly byteSize: number;
      readonly width?: number;
      readonly height?: number;
    };

/** How the database begins the refusal of a file that is too large. */
export const REFUSED_SIZE = 'larger';

export async function inspectUpload(
  storage: Pick<FileStorage, 'read'>,
  upload: Pick<FileRow, 'path' | 'media_type'>,
): Promise<UploadFindings> {
  const start = await storage.read(upload.path, { offset: 0, length: START_BYTES });
  if (start === null) return { outcome: 'missing' };
  const { byteSize } = start;
  if (byteSize === 0) return refused('it is empty');

  const announcedType = commonMediaType(upload.media_type);
  const read = async (range: ByteRange) => (await storage.read(upload.path, range))?.bytes ?? new Uint8Array();
  const mediaType = await identifyFile({ announcedType, start: start.bytes, byteSize, read });
  const servedAs = commonMediaType(start.mediaType);
  if (!isServedSafely({ servedAs, announcedType, mediaType })) return refused(`it was uploaded as ${servedAs}`);
  return { outcome: 'stored', mediaType, byteSize, ...pictureSize(mediaType, start.bytes) };
}

/**
 * The storage serves a file under the type that its uploader sent, so that must be the one that was announced and allowed,
 * and one that a browser runs only when the bytes are just that. Otherwise a picture could be uploaded as a page.
 */
function isServedSafely(types: {
  readonly servedAs: string;
  readonly announcedType: string;
  readonly mediaType: string;
}): boolean {
  const { servedAs, announcedType, mediaType } = types;
  if (servedAs === UNKNOWN_TYPE) return true;
  return servedAs === announcedType && (!isActiveType(servedAs) || servedAs === mediaType);
}

function refused(reason: string): UploadFindings {
  return { outcome: 'refused', refusal: reason.slice(0, 200) };
}
