/** `POST chat/typing` and `agent/typing`. A sign is worth six seconds, so it is repeated while the typing goes on. */
export interface WireTypingRequest {
  readonly conversation_id: string;
  readonly is_typing: boolean;
}

export interface WireTypingResponse {
  /** False when the other side was not told: the conversation has ended, or the widget does not show typing. */
  readonly announced: boolean;
}
