/** Media types: what counts as the same, what a browser would run, and what it may show in a page. */

/** Names that systems use for a type that also has a common one. */
const COMMON_NAMES: Readonly<Record<string, string>> = {
  'application/csv': 'text/csv',
  'application/x-pdf': 'application/pdf',
  'application/x-zip': 'application/zip',
  'application/x-zip-compressed': 'application/zip',
  'application/xml': 'text/xml',
  'application/javascript': 'text/javascript',
  'application/x-javascript': 'text/javascript',
  'audio/mp3': 'audio/mpeg',
  'audio/vnd.wave': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/x-m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'text/comma-separated-values': 'text/csv',
  'text/x-csv': 'text/csv',
  'video/x-m4v': 'video/mp4',
};

export const UNKNOWN_TYPE = 'application/octet-stream';

/** Without parameters, in lower case, under its common name; `application/octet-stream` when there is none. */
export function commonMediaType(mediaType: string): string {
  const essence = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return COMMON_NAMES[essence] ?? (essence === '' ? UNKNOWN_TYPE : essence);
}

/** Whether a browser that opens it would run what is inside. */
export function isActiveType(mediaType: string): boolean {
  return mediaType.endsWith('+xml') || ['text/html', 'text/xml', 'text/javascript'].includes(mediaType);
}

/** Whether a page may show it. Everything else is only ever saved, whatever a widget allows to be sent. */
export function isInlineType(mediaType: string): boolean {
  return (
    ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(mediaType) ||
    (/^(?:audio|video)\//.test(mediaType) && !isActiveType(mediaType))
  );
}
