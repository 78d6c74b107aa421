import type { WireAgent } from './widget-config.ts';

export type WireConversationStatus = 'queued' | 'active' | 'resolved' | 'closed';

export interface WireConversation {
  readonly id: string;
  /** The number people use: `#1024`. */
  readonly number: number;
  readonly status: WireConversationStatus;
  /** Grows by one with every change in the conversation, whatever its kind. */
  readonly revision: number;
  /** Sequence of the newest message; 0 while there is none. */
  readonly last_seq: number;
  /** Newest message that reached the team (the send to Telegram returned). */
  readonly delivered_seq: number;
  /** Newest message that an agent has certainly seen (they answered, claimed or reacted). */
  readonly seen_seq: number;
  /** Newest message that the visitor has seen. */
  readonly visitor_read_seq: number;
  readonly agent: WireAgent | null;
  readonly created_at: string;
}
