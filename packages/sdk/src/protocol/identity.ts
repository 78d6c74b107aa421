/**
 * `POST chat/identify`: the site vouches for who this is. The anonymous history joins what is known of that user.
 *
 * A session that belongs to another user of the site is not handed over: it ends with `session_revoked`, and the client
 * identifies again in a new one.
 */
export interface WireIdentifyRequest {
  /**
   * A JWT that the site's server signed (HS256) with an identity secret of the organization, good for an hour at most:
   * `sub` is the site's id of the user; `name`, `email`, `phone`, `avatar_url`, `locale` and `traits` are optional.
   */
  readonly token: string;
}

/** Takes the place of the session's visitor, topic and access token at once. The refresh token stays. */
export interface WireIdentity {
  /** `merged`: the visitor is another one now, with their history. `already`: only the profile may have changed. */
  readonly outcome: 'identified' | 'merged' | 'already';
  readonly session_id: string;
  readonly visitor_id: string;
  readonly access_token: string;
  /** Seconds from the moment of the answer. */
  readonly expires_in: number;
  readonly realtime_topic: string;
  /** The open conversation with this widget. */
  readonly conversation_id: string | null;
}
