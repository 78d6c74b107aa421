import type { WireMessage } from '../message.ts';
import type { WireTextEntity } from '../text-entity.ts';
import type { WireTeamConversation } from './conversation.ts';

/** A message with what only the team may know of it. */
export interface WireTeamMessage extends WireMessage {
  /** A note that the visitor never sees. */
  readonly is_internal: boolean;
  readonly agent_id: string | null;
  readonly deleted_by: 'visitor' | 'agent' | 'system' | null;
}

/** `GET agent/messages?conversation_id=…&after_seq=…|before_seq=…&limit=…`: oldest first. */
export interface WireTeamMessagePage {
  readonly messages: readonly WireTeamMessage[];
  readonly has_more: boolean;
  /** The sequence to go on from, in the direction that was asked for. */
  readonly next_cursor: string | null;
}

/** `POST agent/message`. Idempotent by `id`. Assigns the agent when nobody has the conversation; reopens an ended one. */
export interface WireTeamMessageRequest {
  /** UUID made by the client. */
  readonly id: string;
  readonly conversation_id: string;
  /** At most 16 000 characters. With files it may be empty. */
  readonly text: string;
  readonly entities?: readonly WireTextEntity[];
  /** A note: only the team reads it, and it answers nothing. */
  readonly is_internal?: boolean;
  readonly reply_to?: string;
  readonly attachment_ids?: readonly string[];
}

export interface WireTeamMessageResponse {
  /** `duplicate`: this id is there already, and `message` is what is stored under it. */
  readonly outcome: 'posted' | 'duplicate';
  readonly message: WireMessage;
  readonly conversation: WireTeamConversation;
}

/** `PATCH agent/message/:id`: own words only. */
export interface WireTeamMessageEditRequest {
  readonly text: string;
}

/** `PATCH` and `DELETE agent/message/:id`. */
export interface WireTeamMessageChange {
  readonly outcome: 'edited' | 'unchanged' | 'deleted' | 'already_deleted';
  readonly message: WireMessage;
}

/** `POST agent/read`. Never back, never past the newest message. */
export interface WireTeamReadRequest {
  readonly conversation_id: string;
  readonly seq: number;
}

export interface WireTeamReadResponse {
  readonly seq: number;
  readonly conversation: WireTeamConversation;
}
