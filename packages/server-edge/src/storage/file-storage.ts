/**
 * Where visitors' and agents' files lie: a private bucket of Supabase Storage, or a directory of the local stack.
 *
 * Both behave the same (file-storage-contract.ts): a browser uploads and downloads by addresses that are signed for one
 * path and work for a limited time; nobody reads anything without one. The bytes never pass through our functions.
 */
export interface FileStorage {
  /** An address for exactly one upload to this path. */
  createUpload(upload: { readonly path: string }): Promise<SignedUpload>;
  /**
   * The first bytes of a stored file and its whole size, or null when nothing has arrived.
   * `length` is at most 64 KiB.
   */
  readStart(path: string, length: number): Promise<StoredStart | null>;
  /** An address to read it from. */
  createDownload(download: FileDownload): Promise<string>;
  /** Paths that are not there are no error. */
  remove(paths: readonly string[]): Promise<void>;
}

export interface SignedUpload {
  readonly url: string;
  readonly method: 'PUT';
  /** To be sent with the bytes, besides `Content-Type`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresInSeconds: number;
}

export interface StoredStart {
  readonly bytes: Uint8Array;
  readonly byteSize: number;
}

export interface FileDownload {
  readonly path: string;
  /** What the browser calls it when it saves it. */
  readonly name: string;
  /** `attachment` is saved, never shown; only pictures, sound and film that browsers show without running them are `inline`. */
  readonly disposition: 'inline' | 'attachment';
  readonly expiresInSeconds: number;
}
