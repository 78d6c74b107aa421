import type { WireUploadRequest } from '../attachments.ts';

/** `POST agent/upload`. What follows is as for visitors: put the bytes, then `agent/upload/complete`. */
export interface WireTeamUploadRequest extends WireUploadRequest {
  /** Whose widget's rules hold. */
  readonly conversation_id: string;
}
