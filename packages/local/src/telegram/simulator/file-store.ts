import type { ApiFile, FileKind } from './api-types.ts';
import type { UploadedFile } from './params.ts';
import type { World } from './world.ts';
import type { SimFile } from './world-state.ts';

/** [DOC getFile] */
export const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;

const FOLDERS: Record<FileKind, string> = {
  photo: 'photos', document: 'documents', voice: 'voice', audio: 'music', video: 'videos', animation: 'animations',
  video_note: 'video_notes', sticker: 'stickers',
}; // prettier-ignore

/** A file somebody put into a chat. `size` stands in for bytes nobody needs to hold. */
export type NewFile = Omit<UploadedFile, 'bytes'> & { readonly emoji?: string } & (
    { readonly bytes: Uint8Array } | { readonly size: number }
  );

export function storeFile(world: World, kind: FileKind, file: NewFile): SimFile {
  const id = `${world.token(8)}AAI${world.token(40)}`;
  const number = Object.keys(world.state.files).length + 1;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(file.name)?.[0] ?? (kind === 'photo' ? '.jpg' : '');
  const bytes = 'bytes' in file ? file.bytes : undefined;
  const stored: SimFile = {
    id,
    uniqueId: `AQAD${world.token(12)}`,
    kind,
    path: `${FOLDERS[kind]}/file_${number}${extension}`,
    ...(file.name && { name: file.name }),
    ...(file.mimeType && { mimeType: file.mimeType }),
    ...(file.emoji && { emoji: file.emoji }),
    size: bytes ? bytes.length : 'size' in file ? file.size : 0,
    ...(bytes && { base64: Buffer.from(bytes).toString('base64') }),
    ...(kind === 'photo' && (bytes ? (imageSize(bytes) ?? {}) : { width: 800, height: 600 })),
  };
  world.state.files[id] = stored;
  return stored;
}

/** The file inside a message. Photos and voice notes lose their name, as they do on Telegram. */
export function renderFile(file: SimFile): ApiFile {
  const common = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size };
  if (file.kind === 'photo') return { ...common, width: file.width ?? 800, height: file.height ?? 600 };
  if (file.kind === 'sticker') return { ...common, ...renderSticker(file) };
  const mime = file.mimeType ? { mime_type: file.mimeType } : {};
  if (file.kind === 'voice') return { ...common, ...mime, duration: 1 };
  if (file.kind === 'video_note') return { ...common, length: 240, duration: 1 };
  const named = { ...common, ...mime, ...(file.name && { file_name: file.name }) };
  if (file.kind === 'document') return named;
  if (file.kind === 'audio') return { ...named, duration: 1 };
  return { ...named, width: 1280, height: 720, duration: 1 };
}

/** [DOC Sticker] Still ones are WebP, animated ones TGS, films WebM; none has a name or says its media type. */
function renderSticker({ emoji, mimeType }: SimFile): Partial<ApiFile> {
  const isAnimated = mimeType === 'application/x-tgsticker';
  return {
    width: 512,
    height: 512,
    is_animated: isAnimated,
    is_video: mimeType === 'video/webm',
    ...(emoji && { emoji }),
  };
}

/** Pixels of a PNG, GIF, JPEG or WebP, or undefined when the bytes are no picture. */
export function imageSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length >= 24 && data.subarray(1, 4).toString('latin1') === 'PNG') {
    return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
  }
  if (data.length >= 10 && data.subarray(0, 3).toString('latin1') === 'GIF') {
    return { width: data.readUInt16LE(6), height: data.readUInt16LE(8) };
  }
  if (data.length >= 30 && data.subarray(8, 12).toString('latin1') === 'WEBP') return { width: 512, height: 512 };
  if (data.length >= 4 && data.readUInt16BE(0) === 0xffd8) return jpegSize(data);
  return undefined;
}

function jpegSize(data: Buffer): { width: number; height: number } | undefined {
  for (let offset = 2; offset + 9 < data.length;) {
    const marker = data.readUInt16BE(offset);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { width: data.readUInt16BE(offset + 7), height: data.readUInt16BE(offset + 5) };
    offset += 2 + data.readUInt16BE(offset + 2);
  }
  return undefined;
}
