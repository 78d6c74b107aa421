import { type ChatError, isChatError } from '../errors.ts';

/** Whoever is signed in is not on the team, or the server takes no agents. */
export function isNobody(error: unknown): error is ChatError {
  return isChatError(error) && /^(agent_not_found|feature_disabled)$/.test(error.code);
}

/** The server has answered, and will answer the same again. */
export function isRefusal(error: unknown): error is ChatError {
  return isChatError(error) && error.status !== undefined && error.status !== 401 && !error.retryable;
}
