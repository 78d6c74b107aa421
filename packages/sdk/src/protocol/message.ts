import type { WireVisitorContext } from './session.ts';
import type { WireTextEntity } from './text-entity.ts';

/** `POST chat/message`. Idempotent: the same `id` with the same visitor gives the same answer, however often it comes. */
export interface WireMessageRequest {
  /** UUID made by the client. */
  readonly id: string;
  readonly text: string;
  /** Left out for the first message; a conversation is then found or started. */
  readonly conversation_id?: string;
  readonly department_id?: string;
  readonly context?: WireVisitorContext;
  /** Id of the message that this one answers. */
  readonly reply_to?: string;
  /** Uploaded before; at most as many as `limits.attachments_per_message`. With files the text may be empty. */
  readonly attachment_ids?: readonly string[];
  /** With the first message: the answers to the form before the chat, by the names of its fields. */
  readonly prechat?: WirePrechatAnswers;
  readonly category?: string;
  readonly subject?: string;
}

export type WirePrechatAnswers = Readonly<Record<string, string | boolean>>;

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
  readonly type: WireMessageType;
  /** Of a file or picture: what was written with it, perhaps nothing. */
  readonly text: string;
  /** How an agent formatted the text; left out when it is plain, as visitors' always is. */
  readonly entities?: readonly WireTextEntity[];
  /** What a card or form shows, or which event a line of the chat's own is about. */
  readonly content?: Readonly<Record<string, unknown>>;
  readonly reply_to?: WireQuote;
  readonly attachments?: readonly WireAttachment[];
  /** ISO 8601, UTC, the server's clock. */
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly deleted_at: string | null;
}

export type WireMessageType = 'text' | 'file' | 'image' | 'card' | 'form';

/** The beginning of the message that this one answers. */
export interface WireQuote {
  readonly id: string;
  readonly seq: number;
  readonly sender_kind: WireSender['kind'];
  readonly sender_name: string | null;
  /** At most 200 characters. */
  readonly text: string;
}

/** A file. Its address is asked for when it is needed (`GET chat/file`), because it works for minutes only. */
export interface WireAttachment {
  readonly id: string;
  readonly name: string;
  /** What its bytes say it is, whatever its name claims. */
  readonly media_type: string;
  readonly byte_size: number;
  readonly width?: number;
  readonly height?: number;
  readonly duration_seconds?: number;
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
