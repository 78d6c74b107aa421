/**
 * The visitor's credential. Guarantees:
 *
 * - nothing is created before the first call that needs it (`authorized` with `create`);
 * - however many callers and tabs need a new token at once, one of them asks for it (tab lock, then a look at what
 *   another tab has stored meanwhile);
 * - no answer never ends a session: a token that is still good goes on being used, otherwise the caller hears "no
 *   answer" and tries again. Only a server that says so ends it;
 * - an answer that comes late (a lock that was lost in sleep) never takes the place of a newer token;
 * - nothing that was begun for one visitor is sent or answered for the next: a logout, here or in another tab, refuses
 *   calls that are under way with `session_revoked`.
 */
import { ChatError } from '../errors.ts';
import type { Endpoints, Send } from '../http/endpoints.ts';
import { transitionFor } from '../http/error-transition.ts';
import type { Timers } from '../lib/timers.ts';
import type { WireSession, WireVisitorContext } from '../protocol/session.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import type { RunLocked } from '../tabs/tab-locks.ts';
import { SESSION_KEY } from './session-key.ts';
import {
  isFresh,
  isNewer,
  readSession,
  remainingMs,
  REFRESH_AHEAD_MS,
  rotationOf,
  type StoredSession,
  toSession,
} from './session-state.ts';

export interface VisitorSessionOptions {
  readonly send: Send;
  readonly storage: KeyValueStorage;
  readonly runLocked: RunLocked;
  readonly timers: Timers;
  readonly context: () => WireVisitorContext | undefined;
  /**
   * Every change; null when the session is over. `isOwn` is false when another tab made it, `isNew` true when the
   * visitor was made with it and so has no history.
   */
  readonly onChange: (session: StoredSession | null, isOwn: boolean, isNew: boolean) => void;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** `create` makes a session when there is none, `existing` throws `session_not_found`. */
export type SessionNeed = 'create' | 'existing';

export type VisitorSession = ReturnType<typeof createVisitorSession>;

const RETRY_REFRESH_MS = 5_000;

const hasLeft = (): ChatError => new ChatError('session_revoked', 'The visitor has left.');

export function createVisitorSession(options: VisitorSessionOptions) {
  const { send, storage, timers, context, onChange, signal } = options;
  /** Null: the visitor has not done anything yet, or their session is over. */
  let session: StoredSession | null = null;
  /** Counts the visitors who have left. */
  let era = 0;
  let cancelKeepFresh: (() => void) | null = null;
  const underWay = new Map<SessionNeed, Promise<StoredSession>>();

  const locked = <Result>(task: () => Promise<Result>): Promise<Result> => options.runLocked('session', task, signal);

  const become = (next: StoredSession | null, isOwn: boolean, isNew = false): void => {
    session = next;
    if (cancelKeepFresh) keepFresh(true);
    onChange(session, isOwn, isNew);
  };

  const leave = (): void => {
    era += 1;
    become(null, false);
  };

  const adopt = async (answer: WireSession, replaced: StoredSession | null): Promise<StoredSession> => {
    const rotation = replaced ? rotationOf(replaced) + 1 : 0;
    const adopted: StoredSession = { ...answer, received_at: timers.now(), rotation };
    let kept = adopted;
    // A tab that lost its lock in sleep may come late: what another tab has put there meanwhile stays.
    await storage.update(SESSION_KEY, (value) => {
      const stored = toSession(value);
      const isLate = stored && (stored.session_id !== replaced?.session_id || isNewer(stored, adopted));
      return (kept = isLate ? stored : adopted);
    });
    const isOwn = kept === adopted;
    become(kept, isOwn, isOwn && !replaced);
    return kept;
  };

  const forget = async (): Promise<void> => {
    await storage.delete(SESSION_KEY);
    become(null, true);
  };

  /** Takes over what is stored. */
  const restore = async (): Promise<void> => {
    const since = era;
    const stored = await readSession(storage);
    // Read before the visitor left, it would bring back the one who is gone.
    if (since !== era) return;
    const isSameToken = stored?.access_token === session?.access_token;
    if (isSameToken && stored?.refresh_token === session?.refresh_token) return;
    // A token that the server did not accept stays marked.
    become(stored && session && isSameToken ? { ...stored, expires_in: session.expires_in } : stored, false);
  };

  /** Holds the lock of all tabs. */
  const renew = async (need: SessionNeed): Promise<StoredSession> => {
    const hadSession = session !== null;
    await restore();
    // Gone without a word: another tab has logged out, and what this one was about to do was for the visitor before.
    if (hadSession && !session) {
      leave();
      throw hasLeft();
    }
    const known = session;
    if (known) {
      if (isFresh(known, timers.now())) return known;
      try {
        return await adopt(await send('chat/session/refresh', { body: { refresh_token: known.refresh_token } }), known);
      } catch (error) {
        const transition = transitionFor(error);
        if (transition === 'wait' && remainingMs(known, timers.now()) > 0) return known;
        if (transition === 'wait' || transition === 'refuse') throw error;
        await forget();
      }
    }
    if (need === 'existing') throw new ChatError('session_not_found', 'There is no session.');
    return adopt(await send('chat/session', { body: { context: context() } }), null);
  };

  /** The session, its token with enough life left. */
  const fresh = async (need: SessionNeed): Promise<StoredSession> => {
    if (session && isFresh(session, timers.now())) return session;
    const run = underWay.get(need) ?? locked(() => renew(need)).finally(() => underWay.delete(need));
    underWay.set(need, run);
    return run;
  };

  /** The server says that this session is over; unless another tab has a newer one already, it is forgotten. */
  const end = (ended: StoredSession): Promise<void> =>
    locked(async () => {
      const stored = await readSession(storage);
      if (stored && stored.session_id !== ended.session_id) become(stored, false);
      else if (session?.session_id === ended.session_id) await forget();
    });

  /** Marks a token as no longer accepted, so that the next call brings a new one. */
  const distrust = (token: string): void => {
    // Aged rather than dropped: its refresh token is still good.
    if (session?.access_token === token) session = { ...session, expires_in: 0 };
  };

  /** While on, the token is renewed shortly before it expires; a socket needs that, single calls do not. */
  const keepFresh = (isOn: boolean): void => {
    cancelKeepFresh?.();
    cancelKeepFresh = null;
    if (!isOn || !session || signal.aborted) return;
    const leftMs = remainingMs(session, timers.now()) - REFRESH_AHEAD_MS + 1;
    cancelKeepFresh = timers.after(Math.max(leftMs, RETRY_REFRESH_MS), () => {
      // After a success the new state has armed the next round; after a failure this one does.
      const again = (): void => {
        if (cancelKeepFresh) keepFresh(true);
      };
      fresh('existing').then(again, again);
    });
  };

  return {
    get current(): StoredSession | null {
      return session;
    },

    /** Takes over what is stored; at the start, and when another tab says that it changed something. */
    restore,

    /** What another tab says it has. Counts even where storage, theirs or ours, has failed meanwhile. */
    async hear(theirs: StoredSession | null): Promise<void> {
      const isNews = (stored: StoredSession | null): boolean => !!theirs && !!stored && isNewer(theirs, stored);
      if (isNews(await readSession(storage))) {
        // In one step: a logout may take away meanwhile what was there.
        await storage.update(SESSION_KEY, (value) => (isNews(toSession(value)) ? theirs : value));
      }
      await restore();
    },

    fresh,

    /**
     * Makes a call with a token. When the server does not accept it, the token, or the whole session, is renewed and
     * the call made once more.
     *
     * @throws {ChatError} among others `session_revoked` when the visitor has logged out meanwhile
     */
    async authorized<Path extends keyof Endpoints>(
      need: SessionNeed,
      path: Path,
      request: Endpoints[Path]['request'],
    ): Promise<Endpoints[Path]['answer']> {
      const since = era;
      const assertSameVisitor = (): void => {
        if (since !== era) throw hasLeft();
      };
      const call = async ({ access_token: token }: StoredSession): Promise<Endpoints[Path]['answer']> => {
        assertSameVisitor();
        try {
          return await send(path, request, token);
        } finally {
          assertSameVisitor();
        }
      };
      const used = await fresh(need);
      try {
        return await call(used);
      } catch (error) {
        assertSameVisitor();
        const transition = transitionFor(error);
        if (transition === 'renew-session') await end(used);
        else if (transition === 'renew-token') distrust(used.access_token);
        else throw error;
      }
      return call(await fresh(need));
    },

    /** Puts another session in the place of the stored one; `change` may answer null to leave it. */
    replace: (change: (stored: StoredSession | null) => StoredSession | null): Promise<void> =>
      locked(async () => {
        const next = change(await readSession(storage));
        if (!next) return;
        await storage.set(SESSION_KEY, next);
        become(next, true);
      }),

    /** The visitor is gone; what is under way for them is refused. Storage is the caller's business. */
    leave,

    distrust,
    keepFresh,
  };
}
