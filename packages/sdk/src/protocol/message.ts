import type { WireVisitorContext } from './session.ts';

/** `POST chat/message`. Idempotent: the same `id` with the same visitor gives the same answer, however often it comes. */
export interface WireMessageRequest {
  /** UUID made by the client. */
  readonly id: string;
  readonly text: string;
  /** Left out for the first message; a conversation is then found or started. */
  readonly conversation_id?: string;
  readonly department_id?: string;
  readonly context?: WireVisitorContext;
}

export interface WireMessageResponse {
  readonly message: WireMessage;
}

export interface WireMessage {
  readonly id: string;
  readonly conversation_id: string;
  /** Position in the conversation: 1, 2, 3 … without gaps. Internal notes take numbers too, which visitors never see. */
  readonly seq: number;
  /** The conversation's revision that last touched this message. */
  readonly revision: number;
  readonly sender: WireSender;
  readonly type: 'text';
  readonly text: string;
  /** ISO 8601, UTC, the server's clock. */
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly deleted_at: string | null;
}

export interface WireSender {
  readonly kind: 'visitor' | 'agent' | 'bot' | 'system';
  readonly name: string | null;
  readonly avatar_url: string | null;
}

/** `GET chat/messages?conversation_id=…&after_seq=…|before_seq=…&limit=…`: oldest first. */
export interface WireMessagePage {
  readonly messages: readonly WireMessage[];
  /** True when more messages lie in the direction that was asked for. */
  readonly has_more: boolean;
}
