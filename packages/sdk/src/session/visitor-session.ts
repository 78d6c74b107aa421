/**
 * The visitor's credential. Guarantees:
 *
 * - nothing is created before the first call that needs it (`authorized` with `create`);
 * - however many callers and tabs need a new token at once, one of them asks for it (tab lock, then a look at what
 *   another tab has stored meanwhile);
 * - no answer never ends a session: a token that is still good goes on being used, otherwise the caller hears "no
 *   answer" and tries again. Only a server that says so ends it.
 */
import { ChatError } from '../errors.ts';
import type { Endpoints, Send } from '../http/endpoints.ts';
import { transitionFor } from '../http/error-transition.ts';
import type { Timers } from '../lib/timers.ts';
import type { WireSession, WireVisitorContext } from '../protocol/session.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import type { RunLocked } from '../tabs/tab-locks.ts';
import {
  isFresh,
  readSession,
  remainingMs,
  REFRESH_AHEAD_MS,
  SESSION_KEY,
  type StoredSession,
} from './session-state.ts';

export interface VisitorSessionOptions {
  readonly send: Send;
  readonly storage: KeyValueStorage;
  readonly runLocked: RunLocked;
  readonly timers: Timers;
  readonly context: () => WireVisitorContext | undefined;
  /** Every new session; null when it is over. `isOwn` is false when another tab made it. */
  readonly onChange: (session: StoredSession | null, isOwn: boolean) => void;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** `create` makes a session when there is none, `existing` throws `session_not_found`. */
export type SessionNeed = 'create' | 'existing';

export type VisitorSession = ReturnType<typeof createVisitorSession>;

const RETRY_REFRESH_MS = 5_000;

export function createVisitorSession(options: VisitorSessionOptions) {
  const { send, storage, timers, context, onChange, signal } = options;
  /** Null: the visitor has not done anything yet, or their session is over. */
  let session: StoredSession | null = null;
  let cancelKeepFresh: (() => void) | null = null;
  const underWay = new Map<SessionNeed, Promise<StoredSession>>();

  const locked = <Result>(task: () => Promise<Result>): Promise<Result> => options.runLocked('session', task, signal);

  const become = (next: StoredSession | null, isOwn: boolean): void => {
    session = next;
    if (cancelKeepFresh) keepFresh(true);
    onChange(session, isOwn);
  };

  const adopt = async (answer: WireSession): Promise<StoredSession> => {
    const adopted = { ...answer, received_at: timers.now() };
    await storage.set(SESSION_KEY, adopted);
    become(adopted, true);
    return adopted;
  };

  const forget = async (): Promise<void> => {
    await storage.delete(SESSION_KEY);
    become(null, true);
  };

  /** Holds the lock of all tabs. */
  const renew = async (need: SessionNeed): Promise<StoredSession> => {
    const stored = await readSession(storage);
    if (stored && stored.access_token !== session?.access_token) become(stored, false);
    const known = session;
    if (known) {
      if (isFresh(known, timers.now())) return known;
      try {
        return await adopt(await send('chat/session/refresh', { body: { refresh_token: known.refresh_token } }));
      } catch (error) {
        const transition = transitionFor(error);
        if (transition === 'wait' && remainingMs(known, timers.now()) > 0) return known;
        if (transition === 'wait' || transition === 'refuse') throw error;
        await forget();
      }
    }
    if (need === 'existing') throw new ChatError('session_not_found', 'There is no session.');
    return adopt(await send('chat/session', { body: { context: context() } }));
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
    async restore(): Promise<void> {
      const stored = await readSession(storage);
      if (stored?.access_token !== session?.access_token) become(stored, false);
    },

    fresh,

    /**
     * Makes a call with a token. When the server does not accept it, the token, or the whole session, is renewed and
     * the call made once more.
     *
     * @throws {ChatError}
     */
    async authorized<Path extends keyof Endpoints>(
      need: SessionNeed,
      path: Path,
      request: Endpoints[Path]['request'],
    ): Promise<Endpoints[Path]['answer']> {
      const used = await fresh(need);
      try {
        return await send(path, request, used.access_token);
      } catch (error) {
        const transition = transitionFor(error);
        if (transition === 'renew-session') await end(used);
        else if (transition === 'renew-token') distrust(used.access_token);
        else throw error;
      }
      return send(path, request, (await fresh(need)).access_token);
    },

    distrust,
    keepFresh,
  };
}
