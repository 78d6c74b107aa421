/** `POST chat/session`: opens an anonymous session for this browser. */
export interface WireSessionRequest {
  readonly context?: WireVisitorContext;
}

/** `POST chat/session/refresh`. The answer replaces both tokens. */
export interface WireSessionRefreshRequest {
  readonly refresh_token: string;
}

/** `POST chat/session/resume`: opens a session from the link of an e-mail, in whatever browser the link was opened. */
export interface WireSessionResumeRequest {
  /** What followed `#support-chat-resume=` in the address of the page. */
  readonly token: string;
  readonly context?: WireVisitorContext;
}

/** A new session of the visitor the e-mail was sent to. */
export interface WireResumedSession extends WireSession {
  /** The conversation the e-mail was about. */
  readonly conversation_id: string;
}

export interface WireSession {
  readonly session_id: string;
  readonly visitor_id: string;
  /** JWT for `Authorization: Bearer` and for Realtime, at most one hour. */
  readonly access_token: string;
  /** Lifetime in seconds from the moment of the answer, so that a wrong clock on the visitor's side does not matter. */
  readonly expires_in: number;
  /** Opaque; rotated at every use. */
  readonly refresh_token: string;
  /** The private Realtime channel of this visitor, for example `support:visitor:<uuid>`. */
  readonly realtime_topic: string;
}

/** What the page tells about the visitor's surroundings. Every field is optional and shown to agents as it came. */
export interface WireVisitorContext {
  readonly page_url?: string;
  readonly page_title?: string;
  readonly referrer?: string;
  readonly language?: string;
  readonly time_zone?: string;
}
