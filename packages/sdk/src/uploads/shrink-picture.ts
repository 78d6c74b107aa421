/**
 * Makes large pictures smaller before they travel. Only kinds that a canvas writes as well as it reads them; drawings
 * (SVG) and moving pictures (GIF, animated PNG and WebP) would lose what they are.
 */
export type ShrinkPicture = (file: Blob, maxEdge: number) => Promise<Blob | null>;

const KINDS = ['image/jpeg', 'image/png', 'image/webp'];
/** Good enough to read the small print of a receipt. */
const QUALITY = 0.85;
/** What tells a moving picture from a still one stands near the beginning. */
const HEAD_BYTES = 4_096;

/**
 * The smaller of the two: the picture as it is, or with its longer edge brought down to `maxEdge` pixels. A picture
 * that cannot be read is left to the server to judge.
 */
export async function shrinkFile(file: Blob, maxEdge: number, shrink: ShrinkPicture): Promise<Blob> {
  if (maxEdge <= 0 || !KINDS.includes(file.type)) return file;
  try {
    if (await isMoving(file)) return file;
    const smaller = await shrink(file, maxEdge);
    return smaller && smaller.type === file.type && smaller.size < file.size ? smaller : file;
  } catch {
    return file; // damaged, or too large for this device: it travels as it is
  }
}

/** Null where the browser has no means, and for a picture that is small enough already. */
export const browserShrinkPicture: ShrinkPicture = async (file, maxEdge) => {
  if (typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function') return null;
  // Turned as the camera was held (EXIF), because the copy does not say any more.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const scale = maxEdge / Math.max(picture.width, picture.height);
    if (scale >= 1) return null;
    const width = Math.max(1, Math.round(picture.width * scale));
    const height = Math.max(1, Math.round(picture.height * scale));
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, width, height);
    return await canvas.convertToBlob({ type: file.type, quality: QUALITY });
  } finally {
    picture.close();
  }
};

/** An animated PNG has a chunk `acTL`, an animated WebP one called `ANIM`. */
async function isMoving(file: Blob): Promise<boolean> {
  if (file.type === 'image/jpeg') return false;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const text = String.fromCharCode(...head);
  return text.includes('acTL') || text.includes('ANIM');
}
