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

export interface ChatErrorOptions {
  /** True when the same call may succeed later without any change. Default false. */
  readonly retryable?: boolean;
  /** How long to wait before the next try, in milliseconds, when the server said so. */
  readonly retryAfterMs?: number | undefined;
  /** HTTP status, when there was an answer at all. */
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** The only error this package throws or reports. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  declare readonly code: ChatErrorCode;
  declare readonly retryable: boolean;
  declare readonly retryAfterMs: number | undefined;
  declare readonly status: number | undefined;

  constructor(code: ChatErrorCode, message: string, options: ChatErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
  }
}

/** Narrows an unknown failure; works for errors from another copy of this package too. */
export function isChatError(value: unknown): value is ChatError {
  return value instanceof Error && value.name === 'ChatError' && 'code' in value;
}
