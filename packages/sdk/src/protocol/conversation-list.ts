import type { WireConversation } from './conversation.ts';
import type { WireMessageType, WireSender } from './message.ts';

/** `GET chat/conversations?cursor=…&limit=…`: the visitor's own conversations with this widget, newest first. */
export interface WireConversationPage {
  readonly conversations: readonly WireListedConversation[];
  readonly has_more: boolean;
  /** For the next page; null on the last one. */
  readonly next_cursor: string | null;
}

export interface WireListedConversation extends WireConversation {
  readonly last_message: WireExcerpt | null;
  /** Answers that the visitor has not seen; counted up to 100. */
  readonly unread_count: number;
}

/** The beginning of a message. */
export interface WireExcerpt {
  readonly id: string;
  readonly seq: number;
  readonly sender: Pick<WireSender, 'kind' | 'name'>;
  readonly type: WireMessageType;
  /** At most 200 characters; empty when the message was taken back. */
  readonly text: string;
  readonly created_at: string;
  readonly deleted_at: string | null;
}
