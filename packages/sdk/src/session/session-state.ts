import type { WireSession } from '../protocol/session.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import { SESSION_KEY } from './session-key.ts';

/** A session with the moment it came, by this device's clock: lifetimes are relative, so a wrong clock does no harm. */
export interface StoredSession extends WireSession {
  readonly received_at: number;
  /** How often its refresh token was replaced, as far as this browser knows: tells newer from older without a clock. */
  readonly rotation?: number;
}

/** Access tokens are renewed when less than this is left, so that none expires on the way or at the next heartbeat. */
export const REFRESH_AHEAD_MS = 90_000;

/** Milliseconds the access token is still good for. A clock that was turned back since counts as expired. */
export function remainingMs(session: StoredSession, now: number): number {
  return now < session.received_at ? 0 : session.received_at + session.expires_in * 1000 - now;
}

export function isFresh(session: StoredSession, now: number): boolean {
  const leftMs = remainingMs(session, now);
  // A server may hand out short-lived tokens: then half of the life has to do.
  return leftMs > 0 && leftMs >= Math.min(REFRESH_AHEAD_MS, session.expires_in * 500);
}

/** The same session, with a refresh token that came later. */
export function isNewer(a: StoredSession, b: StoredSession): boolean {
  return a.session_id === b.session_id && rotationOf(a) > rotationOf(b);
}

export function rotationOf({ rotation = 0 }: StoredSession): number {
  return rotation;
}

/** What does not look like a session (an older format, a stranger's value) is no session. */
export function toSession(value: unknown): StoredSession | null {
  const session = value as Partial<StoredSession> | null | undefined;
  const isSession =
    typeof session?.refresh_token === 'string' &&
    typeof session.access_token === 'string' &&
    typeof session.visitor_id === 'string' &&
    typeof session.received_at === 'number';
  return isSession ? (session as StoredSession) : null;
}

export async function readSession(storage: KeyValueStorage): Promise<StoredSession | null> {
  return toSession(await storage.get(SESSION_KEY));
}
