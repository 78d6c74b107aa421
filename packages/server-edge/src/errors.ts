/**
 * Every failure that a caller of the API can see, in one place: the codes, their HTTP status, and how the database's
 * SQLSTATEs become codes. Codes are stable; messages are English sentences for developers and may change.
 *
 * A message is always written here or at the place that throws, never taken from the database or from a library, so
 * that nothing internal leaks out.
 */
import type { DatabaseError } from './db/database-caller.ts';

const STATUS_BY_CODE = {
  invalid_request: 400,
  invalid_json: 400,
  message_invalid: 400,
  prechat_invalid: 400,
  token_missing: 401,
  token_invalid: 401,
  token_expired: 401,
  refresh_token_invalid: 401,
  refresh_token_reused: 401,
  session_not_found: 401,
  session_revoked: 401,
  session_expired: 401,
  webhook_secret_invalid: 401,
  origin_not_allowed: 403,
  widget_disabled: 403,
  visitor_banned: 403,
  feature_disabled: 403,
  identity_token_invalid: 403,
  plan_limit_reached: 403,
  not_permitted: 403,
  not_found: 404,
  widget_not_found: 404,
  conversation_not_found: 404,
  department_not_found: 404,
  agent_not_found: 404,
  message_not_found: 404,
  visitor_not_found: 404,
  organization_not_found: 404,
  record_not_found: 404,
  attachment_not_found: 404,
  method_not_allowed: 405,
  message_id_conflict: 409,
  version_conflict: 409,
  already_exists: 409,
  conversation_ended: 409,
  agent_unavailable: 409,
  edit_window_over: 409,
  last_owner: 409,
  attachment_not_ready: 409,
  attachment_limit_reached: 409,
  invitation_invalid: 410,
  resume_link_invalid: 410,
  body_too_large: 413,
  message_too_long: 413,
  attachment_too_large: 413,
  unsupported_media_type: 415,
  attachment_type_refused: 415,
  rate_limited: 429,
  internal_error: 500,
  database_unavailable: 503,
  auth_unavailable: 503,
} as const;

export type ApiErrorCode = keyof typeof STATUS_BY_CODE;
export type ApiErrorStatus = (typeof STATUS_BY_CODE)[ApiErrorCode];

export interface ApiErrorOptions {
  /** What a program may want to know beyond the code, for example which fields were wrong. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Becomes the `Retry-After` header. Whole seconds, at least 1. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A refusal on purpose. Thrown anywhere below a route; the error middleware turns it into the answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly status: ApiErrorStatus;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ApiErrorCode, message: string, options: ApiErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = STATUS_BY_CODE[code];
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

interface Refusal {
  readonly code: ApiErrorCode;
  readonly message: string;
  /** The name under which the SQL error's DETAIL reaches the caller, where it is meant for them. */
  readonly detail?: 'limit' | 'parameter' | 'version';
}

/** What the functions of `public.support_*` raise on purpose. Anything else from the database is a defect. */
const REFUSAL_BY_SQLSTATE: Readonly<Record<string, Refusal>> = {
  SC001: { code: 'widget_not_found', message: 'There is no widget with this key.' },
  SC002: { code: 'widget_disabled', message: 'This widget is switched off.' },
  SC003: { code: 'organization_not_found', message: 'There is no such organization.' },
  SC004: { code: 'version_conflict', message: 'Somebody else changed this meanwhile.', detail: 'version' },
  SC005: { code: 'plan_limit_reached', message: 'The plan allows no more of these.', detail: 'limit' },
  SC006: { code: 'already_exists', message: 'Another one has this name already.' },
  SC007: { code: 'record_not_found', message: 'There is no such record.' },
  SC010: { code: 'session_not_found', message: 'This session does not exist; start a new one.' },
  SC011: { code: 'session_revoked', message: 'This session was revoked; start a new one.' },
  SC012: { code: 'session_expired', message: 'This session has expired; start a new one.' },
  SC013: { code: 'visitor_not_found', message: 'There is no such visitor.' },
  SC014: { code: 'visitor_banned', message: 'This visitor may not use the chat.' },
  SC015: { code: 'token_expired', message: 'This token names a visitor who has been identified; refresh it.' },
  SC020: { code: 'conversation_not_found', message: 'This visitor has no such conversation.' },
  SC021: { code: 'department_not_found', message: 'This widget has no such department.' },
  SC022: { code: 'conversation_ended', message: 'This conversation has ended.' },
  SC023: { code: 'agent_unavailable', message: 'This agent cannot take the conversation.' },
  SC030: { code: 'message_invalid', message: 'A message needs a text.' },
  SC031: { code: 'message_id_conflict', message: 'This message id was already used for something else.' },
  SC032: { code: 'message_too_long', message: 'The message is longer than the widget allows.' },
  SC033: { code: 'message_not_found', message: 'There is no such message.' },
  SC034: { code: 'edit_window_over', message: 'This message can no longer be changed.' },
  SC040: { code: 'rate_limited', message: 'Too many requests; wait before the next try.' },
  SC050: { code: 'agent_not_found', message: 'There is no such agent.' },
  SC051: { code: 'not_permitted', message: 'Your role does not allow this.' },
  SC052: { code: 'invitation_invalid', message: 'This invitation no longer works.' },
  SC053: { code: 'last_owner', message: 'An organization needs an owner.' },
  SC060: { code: 'attachment_not_found', message: 'There is no such file.' },
  SC061: { code: 'attachment_too_large', message: 'The file is too large.', detail: 'limit' },
  SC062: { code: 'attachment_type_refused', message: 'Files of this type are not accepted.' },
  SC063: { code: 'attachment_not_ready', message: 'The file is not there yet.' },
  SC064: { code: 'attachment_limit_reached', message: 'Too many files at once.' },
  SC090: { code: 'invalid_request', message: 'The request is not valid.', detail: 'parameter' },
};

export const REFUSAL_SQLSTATES = Object.keys(REFUSAL_BY_SQLSTATE);

/** How long to wait when the database gave no answer, and when it limits without saying for how long. */
const DEFAULT_RETRY_AFTER_SECONDS = 2;

/** Turns what the database said into what the caller hears. The database's own words stay in `cause`, for the log. */
export function toApiError(error: DatabaseError): ApiError {
  if (error.kind === 'unavailable') {
    return new ApiError('database_unavailable', 'The service is busy; try again in a moment.', {
      retryAfterSeconds: DEFAULT_RETRY_AFTER_SECONDS,
      cause: error,
    });
  }
  const refusal = REFUSAL_BY_SQLSTATE[error.sqlstate];
  if (refusal === undefined) return new ApiError('internal_error', INTERNAL_ERROR_MESSAGE, { cause: error });
  return new ApiError(refusal.code, refusal.message, {
    ...(refusal.code === 'rate_limited' ? { retryAfterSeconds: secondsFrom(error.detail) } : {}),
    ...(refusal.detail === undefined || error.detail === undefined
      ? {}
      : {
          details: { [refusal.detail]: refusal.detail === 'parameter' ? fieldOf(error.detail) : Number(error.detail) },
        }),
    cause: error,
  });
}

export const INTERNAL_ERROR_MESSAGE = 'Something went wrong on our side.';

/** Callers know the field `email`, not the parameter `p_email` of a function. */
function fieldOf(parameter: string): string {
  return parameter.replace(/^p_/, '');
}

function secondsFrom(detail: string | undefined): number {
  const seconds = Math.ceil(Number(detail ?? Number.NaN));
  return Number.isFinite(seconds) && seconds >= 1 ? seconds : DEFAULT_RETRY_AFTER_SECONDS;
}
