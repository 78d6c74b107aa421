import { isChatError } from '../errors.ts';

/**
 * How long to wait after `failures` failures in a row (1 = the first): anywhere between 0 and a ceiling that starts at
 * `baseMs` and doubles up to `capMs`. Full jitter, so that the browsers a server lost all at once do not come back all
 * at once.
 */
export function backoffMs(failures: number, baseMs: number, capMs: number, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** (failures - 1));
}

/** A date that a wrong clock reads as next year must not end the chat. */
const LONGEST_PAUSE_MS = 60 * 60_000;

/** How long the server asked to be left alone, in milliseconds, at most an hour; 0 when it did not. */
export function serverPauseMs(failure: unknown): number {
  return Math.min((isChatError(failure) && failure.retryAfterMs) || 0, LONGEST_PAUSE_MS);
}
