import type { WireMessage } from './message.ts';

/** `PATCH chat/message/:id`: the visitor corrects their own message, for as long as `behavior.edit_window_minutes` says. */
export interface WireMessageEditRequest {
  readonly text: string;
}

export interface WireMessageEditResponse {
  /** `unchanged`: the text was that already; nothing was announced and no revision taken. */
  readonly outcome: 'edited' | 'unchanged';
  readonly message: WireMessage;
}

/** The answer of `DELETE chat/message/:id`, which takes a message back. Its text and files are gone; its `seq` stays. */
export interface WireMessageDeletionResponse {
  readonly outcome: 'deleted' | 'already_deleted';
  readonly message: WireMessage;
}
