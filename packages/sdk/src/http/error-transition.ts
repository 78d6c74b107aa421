import { isChatError } from '../errors.ts';

/**
 * What a failed call means for whoever made it:
 *
 * - `wait`: no answer, or "not now"; the same call may work later. Defects count as that too
 * - `renew-token`: the access token is not accepted; get a new one and repeat
 * - `renew-session`: the session is over; only a new one helps
 * - `refuse`: the answer will stay no
 */
export type ErrorTransition = 'wait' | 'renew-token' | 'renew-session' | 'refuse';

/** Codes about the session first; everything else, from a newer server too, is judged by its status. */
export function transitionFor(failure: unknown): ErrorTransition {
  if (!isChatError(failure)) return 'wait';
  if (/^(session|refresh_token)_/.test(failure.code)) return 'renew-session';
  if (failure.status === 401) return 'renew-token';
  if (failure.retryable) return 'wait';
  // What a file lacks only the visitor can bring, also where this client has noticed it.
  return failure.status === undefined && !failure.code.startsWith('attachment_') ? 'wait' : 'refuse';
}
