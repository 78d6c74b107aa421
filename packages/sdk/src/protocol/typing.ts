/** `POST chat/typing`. A sign is worth six seconds, so it is repeated while the visitor goes on typing. */
export interface WireTypingRequest {
  readonly conversation_id: string;
  readonly is_typing: boolean;
}

export interface WireTypingResponse {
  /** False when nobody was told: the conversation has ended, or the widget does not show typing. */
  readonly announced: boolean;
}
