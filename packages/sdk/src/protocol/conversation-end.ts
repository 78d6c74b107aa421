import type { WireConversation } from './conversation.ts';

/** `POST chat/end`: the visitor is done. Writing again opens the conversation again. */
export interface WireEndRequest {
  readonly conversation_id: string;
}

export interface WireEndResponse {
  readonly outcome: 'resolved' | 'already_ended';
  readonly conversation: WireConversation;
}
