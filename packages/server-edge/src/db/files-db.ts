/** Visitors' files: announced, looked at, handed out, and removed from the bucket. */
import type { DatabaseCaller } from './database-caller.ts';
import { namedArguments } from './named-arguments.ts';
import type { VisitorScope } from './visitor-db.ts';

export interface NewAttachment extends VisitorScope {
  readonly name: string;
  readonly mediaType: string;
  readonly byteSize: number;
}

export interface AttachmentQuestion extends VisitorScope {
  readonly attachmentId: string;
}

/** A file as the server needs it to sign an address. */
export interface FileRow {
  readonly attachment_id: string;
  readonly path: string;
  readonly name: string;
  /** What its uploader says while it is `pending`, what its bytes say once it is `stored`. */
  readonly media_type: string;
  readonly byte_size: number;
  readonly state: 'pending' | 'stored' | 'refused';
  /** Pixels; only of pictures whose size is known. */
  readonly width?: number;
  readonly height?: number;
  readonly duration_seconds?: number;
}

export interface SettledFile extends FileRow {
  readonly refusal: string | null;
}

export type AttachmentSettlement =
  | {
      readonly attachmentId: string;
      readonly outcome: 'stored';
      readonly mediaType: string;
      readonly byteSize: number;
      readonly width?: number | undefined;
      readonly height?: number | undefined;
      readonly durationSeconds?: number | undefined;
    }
  | { readonly attachmentId: string; readonly outcome: 'refused'; readonly refusal?: string };

export interface StorageDeletionSettlement {
  readonly path: string;
  readonly outcome: 'deleted' | 'retry';
  readonly error?: string;
}

export interface FilesDb {
  createAttachment(attachment: NewAttachment): Promise<FileRow & { readonly max_bytes: number }>;
  /** A visitor's own upload in whatever state. */
  getUpload(question: AttachmentQuestion): Promise<FileRow>;
  /** Only the first word counts; every later one gets the same answer. */
  settleAttachment(settlement: AttachmentSettlement): Promise<SettledFile>;
  /** A stored file that the visitor may see. */
  getAttachment(question: AttachmentQuestion): Promise<FileRow>;
  leaseStorageDeletions(options?: {
    readonly limit?: number;
    readonly leaseSeconds?: number;
  }): Promise<readonly { readonly path: string; readonly attempts: number }[]>;
  settleStorageDeletion(settlement: StorageDeletionSettlement): Promise<unknown>;
}

export function createFilesDb(caller: DatabaseCaller): FilesDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    createAttachment: (attachment) => call('support_create_attachment', attachment),
    getUpload: (question) => call('support_get_upload', question),
    settleAttachment: (settlement) => call('support_settle_attachment', settlement),
    getAttachment: (question) => call('support_get_attachment', question),
    leaseStorageDeletions: (options = {}) => call('support_lease_storage_deletions', options),
    settleStorageDeletion: (settlement) => call('support_settle_storage_deletion', settlement),
  };
}
