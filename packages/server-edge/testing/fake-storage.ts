import {
  StorageError,
  type ByteRange,
  type FileDownload,
  type FileStorage,
  type SignedUpload,
  type StoredPart,
} from '../src/storage/file-storage.ts';

/** Files in memory. A test puts there what a browser would have uploaded. */
export class FakeStorage implements FileStorage {
  readonly files = new Map<string, { readonly bytes: Uint8Array; readonly mediaType: string }>();
  readonly downloads: FileDownload[] = [];
  reads = 0;
  /** Every call fails with it. */
  failure: Error | undefined;

  async createUpload(path: string): Promise<SignedUpload> {
    this.#assertWorking();
    return {
      url: `https://files.example/${path}?token=t`,
      method: 'PUT',
      headers: { 'x-upsert': 'false' },
      expiresInSeconds: 7_200,
    };
  }

  async write(path: string, bytes: Uint8Array, mediaType: string): Promise<void> {
    this.#assertWorking();
    if (this.files.has(path)) throw new StorageError('refused', 'There is a file at this path.');
    this.files.set(path, { bytes, mediaType });
  }

  async read(path: string, { offset, length }: ByteRange): Promise<StoredPart | null> {
    this.#assertWorking();
    this.reads += 1;
    const file = this.files.get(path);
    if (file === undefined) return null;
    const { bytes, mediaType } = file;
    return { bytes: bytes.subarray(offset, offset + length), byteSize: bytes.byteLength, mediaType };
  }

  async createDownload(download: FileDownload): Promise<string> {
    this.#assertWorking();
    this.downloads.push(download);
    return `https://files.example/${download.path}?token=t`;
  }

  async remove(paths: readonly string[]): Promise<void> {
    this.#assertWorking();
    for (const path of paths) this.files.delete(path);
  }

  #assertWorking(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}
