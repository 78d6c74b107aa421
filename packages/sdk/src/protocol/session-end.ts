/** `POST chat/session/end`: logging out. The body is `{}`. The session's tokens are worth nothing from now on. */
export type WireSessionEndRequest = Readonly<Record<never, never>>;

/** A logout does not fail: that there was nothing to end (any more) is an answer, not an error. */
export interface WireSessionEndResponse {
  readonly outcome: 'revoked' | 'already' | 'unknown';
}
