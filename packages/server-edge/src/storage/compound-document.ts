/**
 * Word and Excel files from before 2007, told from the other users of their container (installers, mail, thumbnails) by
 * the names in its directory. Format: [MS-CFB] §2.2 (header) and §2.6 (directory entries).
 */
import type { FileToIdentify } from './identify-file.ts';

const SECTOR_SHIFT_AT = 30;
const DIRECTORY_SECTOR_AT = 48;
const ENTRY_BYTES = 128;
const NAME_LENGTH_AT = 64;
const MAX_DIRECTORY_BYTES = 4_096;

const TYPE_BY_STREAM: Readonly<Record<string, string>> = {
  WordDocument: 'application/msword',
  Workbook: 'application/vnd.ms-excel',
  Book: 'application/vnd.ms-excel',
  'PowerPoint Document': 'application/vnd.ms-powerpoint',
};

/** Undefined when it is something else. Reads one more part of the file where the directory lies further behind. */
export async function compoundDocumentType(
  file: Pick<FileToIdentify, 'start' | 'byteSize' | 'read'>,
): Promise<string | undefined> {
  if (file.start.byteLength < 512) return undefined;
  const header = new DataView(file.start.buffer, file.start.byteOffset, 512);
  const shift = header.getUint16(SECTOR_SHIFT_AT, true);
  if (shift !== 9 && shift !== 12) return undefined;
  const offset = (header.getUint32(DIRECTORY_SECTOR_AT, true) + 1) * 2 ** shift;
  if (offset >= file.byteSize) return undefined;
  const end = offset + MAX_DIRECTORY_BYTES;
  const isAtHand = end <= file.start.byteLength || file.byteSize <= file.start.byteLength;
  const directory = isAtHand
    ? file.start.subarray(offset, end)
    : await file.read({ offset, length: MAX_DIRECTORY_BYTES });
  return typeOfDirectory(directory);
}

function typeOfDirectory(directory: Uint8Array): string | undefined {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const decoder = new TextDecoder('utf-16le');
  for (let at = 0; at + ENTRY_BYTES <= directory.byteLength; at += ENTRY_BYTES) {
    // In bytes, with the zero at the end.
    const length = Math.min(view.getUint16(at + NAME_LENGTH_AT, true), NAME_LENGTH_AT) - 2;
    if (length <= 0) continue;
    const type = TYPE_BY_STREAM[decoder.decode(directory.subarray(at, at + length))];
    if (type !== undefined) return type;
  }
  return undefined;
}
