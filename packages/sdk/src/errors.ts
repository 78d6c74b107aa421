/** Codes that this client knows; the server may send newer ones, which arrive as they are. See docs/errors.md. */
export type KnownChatErrorCode =
  | 'aborted'
  | 'attachment_limit_reached'
  | 'attachment_not_found'
  | 'attachment_not_ready'
  | 'attachment_too_large'
  | 'attachment_type_refused'
  | 'body_too_large'
  | 'client_destroyed'
  | 'conversation_ended'
  | 'conversation_not_found'
  | 'database_unavailable'
  | 'department_not_found'
  | 'edit_window_over'
  | 'feature_disabled'
  | 'identity_token_invalid'
  | 'internal_error'
  | 'invalid_json'
  | 'invalid_request'
  | 'message_empty'
  | 'message_id_conflict'
  | 'message_invalid'
  | 'message_not_found'
  | 'message_too_long'
  | 'method_not_allowed'
  | 'network_unavailable'
  | 'not_found'
  | 'origin_not_allowed'
  | 'prechat_invalid'
  | 'rate_limited'
  | 'refresh_token_invalid'
  | 'refresh_token_reused'
  | 'resume_link_invalid'
  | 'session_expired'
  | 'session_not_found'
  | 'session_revoked'
  | 'storage_unavailable'
  | 'timeout'
  | 'token_expired'
  | 'token_invalid'
  | 'token_missing'
  | 'unsupported_media_type'
  | 'visitor_banned'
  | 'widget_disabled'
  | 'widget_key_invalid'
  | 'widget_not_found';

/** A known code, or one from a newer server. */
export type ChatErrorCode = KnownChatErrorCode | (string & {});

/** What a `ChatError` says besides its code and its sentence. */
export interface ChatErrorOptions {
  /** True when the same call may succeed later without any change. Default false. */
  readonly retryable?: boolean;
  /** How long to wait before the next try, in milliseconds, when the server said so. */
  readonly retryAfterMs?: number | undefined;
  /** HTTP status, when there was an answer at all. */
  readonly status?: number | undefined;
  /** What the server said besides, for this code. */
  readonly details?: unknown;
  readonly cause?: unknown;
}

/** The only error this package throws or reports. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  /** What went wrong, to switch on. Sentences may change, codes do not. */
  declare readonly code: ChatErrorCode;
  /** Whether the same call may succeed later without any change. */
  declare readonly retryable: boolean;
  /** How long the server asks to wait before the next try; undefined when it did not say. */
  declare readonly retryAfterMs: number | undefined;
  /** HTTP status; undefined when no answer came, or none was needed. */
  declare readonly status: number | undefined;
  /** What there is to say besides, by code: of `prechat_invalid` `{ fields: { [name]: fault } }`. Frozen. */
  declare readonly details: unknown;

  constructor(code: ChatErrorCode, message: string, options: ChatErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
    this.details = freezeAll(options.details);
  }
}

function freezeAll(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(freezeAll);
  return Object.freeze(value);
}

/** Narrows an unknown failure; works for errors from another copy of this package too. */
export function isChatError(value: unknown): value is ChatError {
  return value instanceof Error && value.name === 'ChatError' && 'code' in value;
}
