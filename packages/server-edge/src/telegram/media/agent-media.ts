/** A file that an agent put into the chat, as Telegram describes it. */
export interface AgentMedia {
  readonly fileId: string;
  /** Telegram forgets the names of photos and voice messages. */
  readonly name: string;
  /** What the sender's app says; the bytes decide. */
  readonly mediaType: string;
  /** Null when Telegram does not say. */
  readonly byteSize: number | null;
  readonly durationSeconds?: number;
}

/** getFile: "bots can download files of up to 20MB in size" (core.telegram.org/bots/api#getfile). */
export const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;
