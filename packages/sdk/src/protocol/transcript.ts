/** `POST chat/transcript`: has the conversation sent by e-mail. */
export interface WireTranscriptRequest {
  readonly conversation_id: string;
  /** Left out: the address that is known of the visitor; `invalid_request` when none is. */
  readonly email?: string;
}

export interface WireTranscriptResponse {
  /** The mail is on its way to the mail server, not necessarily there. */
  readonly outcome: 'queued';
  readonly recipient: string;
}
