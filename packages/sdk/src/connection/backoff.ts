import { isChatError } from '../errors.ts';

/**
 * How long to wait after `failures` failures in a row (1 = the first): anywhere between 0 and a ceiling that starts at
 * `baseMs` and doubles up to `capMs`. Full jitter, so that the browsers a server lost all at once do not come back all
 * at once.
 */
export function backoffMs(failures: number, baseMs: number, capMs: number, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** (failures - 1));
}

/** How long the server asked to be left alone, in milliseconds; 0 when it did not. */
export function serverPauseMs(failure: unknown): number {
  return (isChatError(failure) && failure.retryAfterMs) || 0;
}
