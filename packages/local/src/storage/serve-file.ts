import { createHash } from 'node:crypto';
import type { StoredFile } from './file-store.ts';
import { StorageRefusal } from './storage-refusal.ts';

export interface ServeOptions {
  readonly range: string | null;
  /** Present: to be saved, under this name unless it is empty. */
  readonly download?: string | null;
  /** Of the address. Without it the file says itself how long it may be kept. */
  readonly expiresAt?: Date;
}

/**
 * A stored file as the real server answers it, and more careful with what browsers do: nothing is guessed from the bytes,
 * and a page or picture that carries a script runs in a sandbox without one.
 */
export function serveFile(file: StoredFile, options: ServeOptions): Response {
  const { bytes } = file;
  const slice = readRange(options.range, bytes.byteLength);
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'content-type': file.mediaType.includes('text/html') ? 'text/plain' : file.mediaType,
    'content-length': String(slice === undefined ? bytes.byteLength : slice.end - slice.start),
    etag: `"${createHash('md5').update(bytes).digest('hex')}"`,
    'last-modified': new Date(file.storedAt).toUTCString(),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
  });
  if (options.expiresAt === undefined) headers.set('cache-control', file.cacheControl);
  else headers.set('expires', options.expiresAt.toUTCString());
  if (typeof options.download === 'string') headers.set('content-disposition', contentDisposition(options.download));
  if (slice === undefined) return new Response(bytes, { headers });
  const { start, end } = slice;
  headers.set('content-range', `bytes ${String(start)}-${String(end - 1)}/${String(bytes.byteLength)}`);
  return new Response(bytes.subarray(start, end), { status: 206, headers });
}

function contentDisposition(name: string): string {
  if (name === '') return 'attachment;';
  const encoded = encodeURIComponent(name);
  return `attachment; filename=${encoded}; filename*=UTF-8''${encoded};`;
}

/** One range of bytes (RFC 9110 §14.1.2); undefined for the whole file, also when there are several ranges. */
function readRange(range: string | null, size: number): { readonly start: number; readonly end: number } | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (start >= end) throw StorageRefusal.of('invalidRange');
  return { start, end };
}
