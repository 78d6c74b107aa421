import { uploadKey } from '../outbox/outbox-storage.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';

/** How far a file has come. Stored once its message is, so that after a crash the bytes need not travel again. */
export interface UploadRecord {
  readonly attachmentId: string;
  /** Whose file it is: another visitor cannot send it. */
  readonly visitorId: string;
  /** The server has looked at the bytes and accepts them. */
  readonly isComplete: boolean;
}

/** What does not look like a record (one of a newer version, say) is none: the file is then uploaded from its beginning. */
export async function readUpload(storage: KeyValueStorage, uploadId: string): Promise<UploadRecord | null> {
  const value = (await storage.get(uploadKey(uploadId))) as Partial<UploadRecord> | null | undefined;
  const isRecord =
    typeof value?.attachmentId === 'string' &&
    typeof value.visitorId === 'string' &&
    typeof value.isComplete === 'boolean';
  return isRecord ? (value as UploadRecord) : null;
}

export function writeUpload(storage: KeyValueStorage, uploadId: string, record: UploadRecord | null): Promise<void> {
  const key = uploadKey(uploadId);
  return record ? storage.set(key, record) : storage.delete(key);
}
