/** A refusal as the Bot API words it: `{ok:false, error_code, description, parameters?}`. */
export class BotApiError extends Error {
  readonly code: number;
  readonly parameters: ErrorParameters | undefined;

  constructor(code: number, description: string, parameters?: ErrorParameters) {
    super(description);
    this.name = 'BotApiError';
    this.code = code;
    this.parameters = parameters;
  }
}

export interface ErrorParameters {
  readonly retry_after?: number;
  readonly migrate_to_chat_id?: number;
}

/** 400, with the prefix Telegram puts before every such text. */
export function badRequest(text: string, parameters?: ErrorParameters): BotApiError {
  return new BotApiError(400, `Bad Request: ${text}`, parameters);
}

/** 403, with the prefix Telegram puts before every such text. */
export function forbidden(text: string): BotApiError {
  return new BotApiError(403, `Forbidden: ${text}`);
}

export function conflict(text: string): BotApiError {
  return new BotApiError(409, `Conflict: ${text}`);
}

/** 429; the HTTP layer adds the `Retry-After` header from the parameter. */
export function tooManyRequests(retryAfterSeconds: number): BotApiError {
  return new BotApiError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  });
}
