import { UNKNOWN_TYPE } from './media-type.ts';

/** Endings that fit a type; the first one is given to files that have none of them. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'application/msword': ['doc', 'dot'],
  'application/pdf': ['pdf'],
  'application/vnd.ms-excel': ['xls', 'xlt'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/zip': ['zip'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/mpeg': ['mp3'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'image/gif': ['gif'],
  'image/heic': ['heic', 'heif'],
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'text/csv': ['csv', 'txt', 'tsv'],
  'text/plain': ['txt', 'text', 'log', 'md', 'csv', 'tsv', 'json', 'yaml', 'yml', 'ini', 'conf'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov', 'qt'],
  'video/webm': ['webm'],
};

/**
 * A name to show and to save under: the last part of a path, without control characters and without the invisible ones
 * that turn the direction of writing (`photo\u202Egnp.exe` would read as `photoexe.png`). `file` when nothing is left.
 */
export function plainFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
    .trim()
    .replace(/^\.+$/, '');
  return plain === '' ? 'file' : plain;
}

/**
 * The name under which a download is saved. Its ending decides what a double click does, so an ending that does not fit
 * the type gets one behind it that does: a text called `invoice.html` is saved as `invoice.html.txt`.
 */
export function downloadName(name: string, mediaType: string): string {
  const plain = plainFileName(name);
  const fitting = ENDINGS[mediaType];
  return fitting === undefined || fitting.includes(endingOf(plain)) ? plain : `${plain}.${fitting[0] ?? ''}`;
}

/** What the ending of a name says; for browsers that do not know the type of what was chosen. */
export function typeOfName(name: string): string {
  const ending = endingOf(name);
  return Object.entries(ENDINGS).find(([, endings]) => endings.includes(ending))?.[0] ?? UNKNOWN_TYPE;
}

function endingOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
