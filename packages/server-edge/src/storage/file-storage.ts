/**
 * Where visitors' and agents' files lie: the private bucket `support-attachments` of Supabase Storage, or the same bucket
 * of the local stack.
 *
 * Every implementation behaves the same (file-storage-contract.ts): a browser uploads and downloads by addresses that are
 * signed for one path and work for a limited time; nobody reads anything without one. Of visitors' uploads only
 * the beginnings pass through our functions, except on their way to Telegram; what comes from Telegram is written by the
 * server. Every failure is a {@link StorageError}.
 */
export interface FileStorage {
  /** An address for exactly one upload to this path. */
  createUpload(path: string): Promise<SignedUpload>;
  /** Stores a whole file at a path where there is none yet; it will be served as `mediaType`. */
  write(path: string, bytes: Uint8Array, mediaType: string): Promise<void>;
  /**
   * Some bytes of a stored file and its whole size, or null when nothing has arrived. Fewer bytes than asked for mean that
   * the file ends there.
   */
  read(path: string, range: ByteRange): Promise<StoredPart | null>;
  /** An address to read it from. Says nothing about whether the file is there. */
  createDownload(download: FileDownload): Promise<string>;
  /** Paths that are not there are no error. */
  remove(paths: readonly string[]): Promise<void>;
}

/** The one bucket, made by migration 20261121140020. */
export const ATTACHMENT_BUCKET = 'support-attachments';

export interface ByteRange {
  readonly offset: number;
  /** At least 1. */
  readonly length: number;
}

export interface SignedUpload {
  readonly url: string;
  readonly method: 'PUT';
  /** To be sent with the bytes, besides `Content-Type`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresInSeconds: number;
}

export interface StoredPart {
  readonly bytes: Uint8Array;
  /** Of the whole file. */
  readonly byteSize: number;
  /** The `Content-Type` under which it will be served: what the uploader said, which need not be what it is. */
  readonly mediaType: string;
}

export interface FileDownload {
  readonly path: string;
  /** What the browser calls it when it saves it. */
  readonly name: string;
  /** `attachment` is saved, never shown; only pictures, sound and film that browsers show without running them are `inline`. */
  readonly disposition: 'inline' | 'attachment';
  readonly expiresInSeconds: number;
}

/** `unavailable`: no answer, or one that another try may change. `refused`: the setup is wrong, and stays so. */
export type StorageErrorKind = 'refused' | 'unavailable';

/** What went wrong, for the log only. Carries neither keys nor signed addresses. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly kind: StorageErrorKind;

  constructor(kind: StorageErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
