const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** "34 kB", "1.2 MB": thousands, as file managers count; never less than one. */
export function formatBytes(bytes: number, locale: string): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1000, bytes)) / 3) - 1);
  const value = Math.max(1, bytes / 1000 ** (step + 1));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[step] ?? 'kilobyte',
    unitDisplay: 'short',
    maximumFractionDigits: step > 0 && value < 10 ? 1 : 0,
  }).format(value);
}

/** "0:07", "12:40", in the digits of the language. */
export function formatLength(ms: number, locale: string): string {
  const seconds = Math.round(ms / 1000);
  const minutes = new Intl.NumberFormat(locale, { useGrouping: false }).format(Math.floor(seconds / 60));
  return `${minutes}:${new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 }).format(seconds % 60)}`;
}

/** "40%" */
export function formatShare(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

export type FileKind = 'picture' | 'sound' | 'film' | 'other';

/** How a file can be shown. What a browser cannot draw, or what could bring scripts, is a row. */
export function kindOf(mediaType: string): FileKind {
  if (/^image\/(png|jpe?g|gif|webp|avif|bmp)$/.test(mediaType)) return 'picture';
  if (mediaType.startsWith('audio/')) return 'sound';
  return mediaType.startsWith('video/') ? 'film' : 'other';
}

/** The box of a picture in the conversation, in CSS pixels: within limits, never larger than the picture itself. */
export function fitPicture(width: number | null, height: number | null): { width: number; height: number } {
  if (width === null || height === null || width <= 0 || height <= 0) return { width: 220, height: 165 };
  const scale = Math.min(1, 264 / width, 320 / height);
  // A strip or a dot would be no target for a finger.
  return { width: Math.max(72, Math.round(width * scale)), height: Math.max(56, Math.round(height * scale)) };
}
