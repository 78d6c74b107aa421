/**
 * How files go to Telegram: which kind each one is sent as, and which of them make an album. Pure.
 *
 * Limits and rules: core.telegram.org/bots/api, "Sending files", sendPhoto, sendVoice, sendMediaGroup. Order is kept: only
 * neighbours share an album. A wrong guess is no harm, because what Telegram refuses is sent again as a document.
 */
import type { FileRow } from '../../db/files-db.ts';
import type { AlbumKind, OutgoingKind } from './telegram-files-api.ts';

export const MAX_CAPTION_UNITS = 1024;
/** Of an upload, and so of an album, which is one. */
export const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
/** Width and height together, in pixels. */
const MAX_PHOTO_SIDES = 10_000;
const MAX_PHOTO_RATIO = 20;
const MAX_ALBUM_ITEMS = 10;

export type FilePiece =
  /** More than a bot may upload. */
  | { readonly kind: 'too large'; readonly file: FileRow }
  | { readonly kind: 'single'; readonly file: FileRow; readonly as: OutgoingKind }
  | { readonly kind: 'album'; readonly items: readonly AlbumPlan[] };

export interface AlbumPlan {
  readonly file: FileRow;
  readonly as: AlbumKind;
}

export function planFiles(files: readonly FileRow[]): readonly FilePiece[] {
  const pieces: FilePiece[] = [];
  for (const file of files) {
    if (file.byte_size > MAX_UPLOAD_BYTES) {
      pieces.push({ kind: 'too large', file });
      continue;
    }
    const as = kindOf(file);
    const joined = isAlbumKind(as) ? join(pieces.at(-1), { file, as }) : null;
    if (joined === null) pieces.push({ kind: 'single', file, as });
    else pieces[pieces.length - 1] = joined;
  }
  return pieces;
}

/** The last piece with one more item; null when the two do not go together. */
function join(piece: FilePiece | undefined, next: AlbumPlan): FilePiece | null {
  if (piece === undefined || piece.kind === 'too large') return null;
  const items = piece.kind === 'album' ? piece.items : albumOf(piece);
  const first = items[0];
  if (first === undefined || mixtureOf(first.as) !== mixtureOf(next.as) || items.length === MAX_ALBUM_ITEMS)
    return null;
  const bytes = [...items, next].reduce((sum, { file }) => sum + file.byte_size, 0);
  return bytes > MAX_UPLOAD_BYTES ? null : { kind: 'album', items: [...items, next] };
}

function albumOf({ file, as }: Extract<FilePiece, { kind: 'single' }>): readonly AlbumPlan[] {
  return isAlbumKind(as) ? [{ file, as }] : [];
}

function isAlbumKind(kind: OutgoingKind): kind is AlbumKind {
  return kind !== 'animation' && kind !== 'voice';
}

/** Photos and films mix; documents and sound stay among themselves. */
function mixtureOf(kind: AlbumKind): string {
  return kind === 'video' ? 'photo' : kind;
}

function kindOf(file: FileRow): OutgoingKind {
  switch (file.media_type) {
    case 'image/jpeg':
    case 'image/png':
    case 'image/webp':
      return isPhoto(file) ? 'photo' : 'document';
    case 'image/gif':
      return 'animation';
    case 'audio/ogg':
      return 'voice';
    case 'audio/mpeg':
    case 'audio/mp4':
      return 'audio';
    case 'video/mp4':
      return 'video';
    default:
      return 'document';
  }
}

function isPhoto({ byte_size, width, height }: FileRow): boolean {
  if (byte_size > MAX_PHOTO_BYTES) return false;
  if (width === undefined || height === undefined) return true;
  return width + height <= MAX_PHOTO_SIDES && Math.max(width / height, height / width) <= MAX_PHOTO_RATIO;
}
