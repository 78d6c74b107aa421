import type { ClientParts } from '../client-parts.ts';
import { ChatError } from '../errors.ts';
import type { ChatUpload } from '../store/chat-state.ts';
import type { UploadOptions } from '../support-chat.ts';

export type Uploads = ReturnType<typeof createUploads>;

/** Files on their way to the server, before and while their message is. */
export function createUploads(_parts: ClientParts) {
  return {
    async upload(_file: Blob, _options?: UploadOptions): Promise<ChatUpload> {
      throw new ChatError('feature_disabled', 'Not built.');
    },
    pauseUpload(_uploadId: string): void {},
    resumeUpload(_uploadId: string): void {},
    async cancelUpload(_uploadId: string): Promise<void> {},
  };
}
