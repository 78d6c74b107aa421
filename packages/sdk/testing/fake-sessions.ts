import type { WireSession } from '../src/protocol/session.ts';
import type { FakeAnswer } from './fake-answers.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FakeSession } from './fake-visitors.ts';

interface Session extends FakeSession {
  generation: number;
  readonly refreshTokens: Map<string, number>;
}

interface AccessToken {
  readonly session: Session;
  /** Whom it names; the session's visitor may have been merged with another since. */
  readonly visitorId: string;
  readonly expiresAt: number;
}

/** Sessions and their tokens: refresh tokens rotate, and the one before the newest stays good until the newest is used. */
export class FakeSessions {
  lifetimeSeconds = 3600;
  /** How often a refresh token came that was replaced long ago. */
  reuses = 0;
  readonly #clock: FakeClock;
  readonly #newId: (kind: string) => string;
  readonly #sessions = new Map<string, Session>();
  readonly #accessTokens = new Map<string, AccessToken>();

  constructor(clock: FakeClock, newId: (kind: string) => string) {
    this.#clock = clock;
    this.#newId = newId;
  }

  get count(): number {
    return this.#sessions.size;
  }

  create(visitorId = this.#newId('visitor')): WireSession {
    const session: Session = {
      id: this.#newId('session'),
      visitorId,
      generation: 1,
      refreshTokens: new Map(),
      isRevoked: false,
    };
    this.#sessions.set(session.id, session);
    return this.#issue(session);
  }

  refresh(refreshToken: string): FakeAnswer {
    const session = [...this.#sessions.values()].find(({ refreshTokens }) => refreshTokens.has(refreshToken));
    if (!session) return [401, 'refresh_token_invalid'];
    if (session.isRevoked) return [401, 'session_revoked'];
    const generation = session.refreshTokens.get(refreshToken) ?? 0;
    if (generation < session.generation - 1) {
      session.isRevoked = true;
      this.reuses += 1;
      return [401, 'refresh_token_reused'];
    }
    if (generation === session.generation) session.generation += 1;
    return this.#issue(session);
  }

  issueAccess(session: FakeSession): Omit<WireSession, 'refresh_token'> {
    const accessToken = this.#newId('access');
    const { id, visitorId } = session;
    this.#accessTokens.set(accessToken, {
      session: session as Session,
      visitorId,
      expiresAt: this.#clock.now() + this.lifetimeSeconds * 1000,
    });
    return {
      session_id: id,
      visitor_id: visitorId,
      access_token: accessToken,
      expires_in: this.lifetimeSeconds,
      realtime_topic: `support:visitor:${visitorId}`,
    };
  }

  /** Whose token it is. `isOutdated`: it names a visitor who has been merged with another. */
  find(token: string | null): { readonly session: FakeSession; readonly isOutdated: boolean } | undefined {
    const known = this.#accessTokens.get(token ?? '');
    if (!known || known.expiresAt <= this.#clock.now()) return undefined;
    const { session, visitorId } = known;
    return { session, isOutdated: visitorId !== session.visitorId };
  }

  /** Of one visitor, or all. */
  revoke(visitorId?: string): void {
    for (const session of this.#sessions.values()) {
      if (visitorId === undefined || session.visitorId === visitorId) session.isRevoked = true;
    }
  }

  expireAccessTokens(): void {
    this.#accessTokens.clear();
  }

  /** Whether this refresh token would be accepted now. */
  accepts(refreshToken: string): boolean {
    return [...this.#sessions.values()].some(
      ({ isRevoked, generation, refreshTokens }) =>
        !isRevoked && (refreshTokens.get(refreshToken) ?? -Infinity) >= generation - 1,
    );
  }

  #issue(session: Session): WireSession {
    const refreshToken = this.#newId('refresh');
    session.refreshTokens.set(refreshToken, session.generation);
    return { ...this.issueAccess(session), refresh_token: refreshToken };
  }
}
