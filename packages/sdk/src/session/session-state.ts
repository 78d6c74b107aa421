import type { WireSession } from '../protocol/session.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';

/** A session with the moment it came, by this device's clock: lifetimes are relative, so a wrong clock does no harm. */
export interface StoredSession extends WireSession {
  readonly received_at: number;
}

/** Its key in the storage. */
export const SESSION_KEY = 'session';

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

/** What does not look like a session (an older format, a stranger's value) is no session. */
export async function readSession(storage: KeyValueStorage): Promise<StoredSession | null> {
  const value = (await storage.get(SESSION_KEY)) as Partial<StoredSession> | null | undefined;
  const isSession =
    typeof value?.refresh_token === 'string' &&
    typeof value.access_token === 'string' &&
    typeof value.visitor_id === 'string' &&
    typeof value.received_at === 'number';
  return isSession ? (value as StoredSession) : null;
}
