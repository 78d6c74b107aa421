import type { WireAttachment } from './message.ts';

/** `POST chat/upload`: asks for a place for a file. Nothing has been sent yet. */
export interface WireUploadRequest {
  readonly name: string;
  /** What the browser says; may be empty when it does not know. The file's bytes have the last word. */
  readonly media_type: string;
  readonly byte_size: number;
}

export interface WireUploadResponse {
  readonly attachment: WireAttachment;
  readonly upload: WireSignedUpload;
}

/** Where the bytes go: one request, straight to the storage, and only one that succeeds. */
export interface WireSignedUpload {
  readonly url: string;
  readonly method: 'PUT';
  /** To be sent as they are; the `content-type` among them is the one that the upload was signed for. */
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds until it must have begun. */
  readonly expires_in: number;
}

/** `POST chat/upload/complete`: the bytes are there; have them looked at. May be repeated. */
export interface WireUploadCompleteRequest {
  readonly attachment_id: string;
}

/** From now on a message may carry the file. */
export interface WireUploadCompleteResponse {
  readonly attachment: WireAttachment;
}

/** `GET chat/file?attachment_id=…`: where to read a file, now. */
export interface WireFileResponse {
  readonly url: string;
  /** Seconds for which the address works. Ask again after that; never keep it. */
  readonly expires_in: number;
  /** `inline` may be shown in the page (pictures, sound, film); everything else is saved. */
  readonly disposition: 'inline' | 'attachment';
}
