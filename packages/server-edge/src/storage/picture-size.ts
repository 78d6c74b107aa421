/**
 * Width and height of a picture from its first bytes, as it is shown: a photo that was taken upright is upright. So a
 * client can leave the right space before it has loaded. Undefined where the bytes at hand do not say.
 *
 * Formats: PNG §11.2.1, GIF89a §18, WebP container specification, JPEG (ITU T.81 §B.2.2), Exif 2.3 §4.6.2 (orientation).
 */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Beyond that a header is wrong or a trap. */
const MAX_PIXELS_PER_SIDE = 65_535;

export function pictureSize(mediaType: string, start: Uint8Array): PictureSize | undefined {
  try {
    const size = readSize(mediaType, new DataView(start.buffer, start.byteOffset, start.byteLength));
    return size !== undefined && isPlausible(size.width) && isPlausible(size.height) ? size : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // cut off before it says
    throw error;
  }
}

function isPlausible(pixels: number): boolean {
  return pixels >= 1 && pixels <= MAX_PIXELS_PER_SIDE;
}

function readSize(mediaType: string, view: DataView): PictureSize | undefined {
  switch (mediaType) {
    case 'image/png':
      return { width: view.getUint32(16), height: view.getUint32(20) };
    case 'image/gif':
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    case 'image/webp':
      return webpSize(view);
    case 'image/jpeg':
      return jpegSize(view);
    default:
      return undefined;
  }
}

function webpSize(view: DataView): PictureSize | undefined {
  switch (view.getUint32(12)) {
    case 0x56503820: // 'VP8 ': a key frame's header
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: {
      // 'VP8L': 14 bits each, less one
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503858: // 'VP8X': 24 bits each, less one
      return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
    default:
      return undefined;
  }
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
}

function jpegSize(view: DataView): PictureSize | undefined {
  let isTurned = false;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    if (isFrameHeader(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    if (marker === 0xe1) isTurned ||= isTurnedByExif(view, at + 4);
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15 without the markers between them that are something else (DHT, JPG, DAC). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

const ORIENTATION_TAG = 0x0112;

/** Orientations 5 to 8 lie on their side. */
function isTurnedByExif(view: DataView, at: number): boolean {
  if (view.getUint32(at) !== 0x45786966) return false; // 'Exif'
  const tiff = at + 6;
  const isLittleEndian = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, isLittleEndian);
  const entries = view.getUint16(directory, isLittleEndian);
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * 12;
    if (view.getUint16(entry, isLittleEndian) === ORIENTATION_TAG) {
      return view.getUint16(entry + 8, isLittleEndian) >= 5;
    }
  }
  return false;
}
