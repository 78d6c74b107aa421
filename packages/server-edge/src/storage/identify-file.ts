/**
 * What a file is, by its bytes: markup that a browser would run first, then magic bytes, then text. What the uploader says is only
 * believed where the bytes leave it open: which kind of text, sound or film in the same container, old Office documents.
 */
import { compoundDocumentType } from './compound-document.ts';
import type { ByteRange } from './file-storage.ts';
import { detectMagic } from './magic-bytes.ts';
import { commonMediaType, isActiveType, UNKNOWN_TYPE } from './media-type.ts';
import { detectTextType } from './text-type.ts';
import { zipType } from './zip-type.ts';

export interface FileToIdentify {
  /** What the uploader said before. */
  readonly announcedType: string;
  /** The first bytes, {@link START_BYTES} of them or the whole file. */
  readonly start: Uint8Array;
  readonly byteSize: number;
  /** Reads another part; its answer may be shorter. */
  readonly read: (range: ByteRange) => Promise<Uint8Array>;
}

/** Enough for the magic bytes of everything known, for the list of contents of an Office file and for a photo's header. */
export const START_BYTES = 65_536;

/** Never throws for odd bytes: what cannot be told is `application/octet-stream`. */
export async function identifyFile(file: FileToIdentify): Promise<string> {
  const announced = commonMediaType(file.announcedType);
  const text = detectTextType(file.start);
  if (text !== undefined && isActiveType(text)) return text;
  const magic = detectMagic(file.start);
  if (magic === 'application/zip') return zipType(file);
  if (magic === 'application/x-cfb') return (await compoundDocumentType(file)) ?? magic;
  if (magic !== undefined && (text === undefined || MADE_OF_TEXT.includes(magic))) return refine(magic, announced);
  if (text === undefined) return UNKNOWN_TYPE;
  return text === 'text/plain' && isKindOfText(announced) ? announced : text;
}

/** Two letters are enough for some magics (`BM`, `MZ`). A file of nothing but text that begins so is text, unless it is one of these. */
const MADE_OF_TEXT: readonly string[] = ['application/pdf', 'application/postscript', 'application/rtf'];

/** The same container holds sound or film, one picture or several; the bytes at hand do not say which. */
const SAME_CONTAINER: readonly (readonly string[])[] = [
  ['video/mp4', 'audio/mp4'],
  ['video/webm', 'audio/webm', 'video/x-matroska', 'audio/x-matroska'],
  ['audio/ogg', 'video/ogg', 'application/ogg'],
  ['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence'],
];

function refine(magic: string, announced: string): string {
  return SAME_CONTAINER.some((types) => types.includes(magic) && types.includes(announced)) ? announced : magic;
}

function isKindOfText(announced: string): boolean {
  return (announced.startsWith('text/') && !isActiveType(announced)) || announced === 'application/json';
}
